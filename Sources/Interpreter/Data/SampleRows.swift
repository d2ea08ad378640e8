import Expressions
import NeuralNetwork
import Safety

extension SampleSet {
  /// A summary of the data as a comment line.
  var description: String {
    var text = "# \(name): \(counted(count, "sample")) of \(shape)"
    if testCount > 0 { text += ", \(trainingCount) to train and \(testCount) to test" }
    switch normalization?.method {
    case nil: break
    case .zscore: text += ", inputs normalized zscore"
    case .minmax(let low, let high): text += ", inputs normalized minmax \(shortest(low)) \(shortest(high))"
    }
    return text
  }

  /// The data as lines for `show data`: comments, and samples as the commands that would add them.
  ///
  /// Inputs are those before normalization.
  package func rows(limit: Int) -> [String] {
    var lines = [description]
    if let inputNames, let targetNames {
      lines.append(
        "# \(listed(inputNames, separator: " ")) : \(listed(targetNames, separator: " "))")
    }
    if let classes { lines.append("# classes: \(listed(classes, separator: ", "))") }
    for sample in 0..<min(limit, count) {
      if sample == trainingCount { lines.append("# test part") }
      let inputs = givenInputs(ofSample: sample).map(shortest).joined(separator: " ")
      let targets = targets(ofSample: sample).map(shortest).joined(separator: " ")
      lines.append("sample \(inputs) : \(targets)")
    }
    if count > limit { lines.append("# and \(count - limit) more") }
    return lines
  }
}

/// Names joined by `separator`, quoted if they are empty or contain its first character.
private func listed(_ names: [String], separator: String) -> String {
  names.map { name in
    let shown = visibleName(shortened(name))
    return shown.isEmpty || shown.contains(separator.prefix(1)) ? "\"\(shown)\"" : shown
  }
  .joined(separator: separator)
}

/// A string from a file, cut if it is very long.
func shortened(_ text: String) -> String { text.utf8.count > 200 && text.count > 40 ? text.prefix(40) + "…" : text }
