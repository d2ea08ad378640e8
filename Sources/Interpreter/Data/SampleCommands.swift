import Expressions
import NeuralNetwork

extension SampleSet {
  /// The commands that make this data, in the order it has now.
  var commands: [String] {
    guard !isEmpty else { return [] }
    let beside = DataBeside(self)
    let pairs = (0..<count).lazy.map { sample in
      (Array(givenInputs(ofSample: sample)), Array(targets(ofSample: sample)))
    }
    let values =
      beside.map { "data load \($0.name) hash \($0.hash)" } ?? NumberBlock("data samples", pairs: pairs).text
    var commands = [values, "data name \(quoted(name))"]
    if let inputNames, let targetNames {
      commands.append("data columns \(quoted(inputNames)) : \(quoted(targetNames))")
    }
    if let classes { commands.append("data classes \(quoted(classes))") }
    if testCount > 0 { commands.append("data split \(shortest(Double(trainingCount) / Double(count)))") }
    if let normalizing { commands.append(normalizing) }
    return commands
  }

  /// The command that normalizes the inputs as they are; nil if they are not normalized.
  var normalizing: String? {
    switch normalization?.method {
    case nil: nil
    case .zscore: "data normalize zscore"
    case .minmax(let low, let high): "data normalize minmax \(exact(low)) \(exact(high))"
    }
  }
}

/// As a string that is read as this text.
private func quoted(_ text: String) -> String { Expression(.text([.plain(text)])).description }

private func quoted(_ names: [String]) -> String { names.map(quoted).joined(separator: " ") }
