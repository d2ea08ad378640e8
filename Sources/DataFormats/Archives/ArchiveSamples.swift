import Expressions
import NeuralNetwork

/// Which arrays of a file are samples, by their position among its names.
enum ArchiveSamples {
  /// Two arrays that are named so, or the only two.
  case pair(inputs: Int, targets: Int)
  /// The only array: a matrix whose columns the options choose.
  case matrix

  init(names: [String], _ options: ReadingOptions) throws(ArchiveError) {
    guard names.count != 1 else {
      self = .matrix
      return
    }
    guard let pair = Self.pair(names) else { throw .noSamples(found: names) }
    guard options.inputs == nil, options.targets == nil else { throw .noColumns }
    self = .pair(inputs: pair.inputs, targets: pair.targets)
  }

  private static func pair(_ names: [String]) -> (inputs: Int, targets: Int)? {
    let pairs = [("inputs", "targets"), ("x", "y"), ("X", "y"), ("x_train", "y_train"), ("images", "labels")]
    for (inputs, targets) in pairs {
      if let inputs = names.firstIndex(of: inputs), let targets = names.firstIndex(of: targets) {
        return (inputs, targets)
      }
    }
    return names.count == 2 ? (0, 1) : nil
  }
}

extension SampleSet {
  /// Data from the arrays of a file: inputs and targets, or one matrix, whose columns the options choose.
  init(name: String, archive: NamedArrays, _ options: ReadingOptions) throws {
    func array(_ index: Int) throws(ArchiveError) -> NumberArray {
      guard let array = archive[archive.names[index]] else { throw .noSamples(found: archive.names) }
      return array
    }
    switch try ArchiveSamples(names: archive.names, options) {
    case .pair(let inputs, let targets):
      self = try SampleSet(name: name, inputs: array(inputs), targets: array(targets))
    case .matrix: self = try SampleSet(name: name, matrix: array(0), options)
    }
  }

  /// The inputs, before normalization, and the targets, as matrices.
  package var arrays: NamedArrays {
    var arrays = NamedArrays()
    let inputs = (0..<count).flatMap { givenInputs(ofSample: $0) }
    arrays["inputs"] = NumberArray(dimensions: [count, inputCount], values: inputs)
    arrays["targets"] = NumberArray(dimensions: [count, targetCount], values: targets)
    return arrays
  }

  /// Inputs and targets side by side.
  var matrix: NumberArray {
    let rows = (0..<count).flatMap { givenInputs(ofSample: $0) + targets(ofSample: $0) }
    return NumberArray(dimensions: [count, inputCount + targetCount], values: rows)
  }
}
