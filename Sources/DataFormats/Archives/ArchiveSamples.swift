import Expressions
import NeuralNetwork

extension SampleSet {
  /// Data from the arrays of a file: inputs and targets, or one matrix, whose columns the options choose.
  init(name: String, archive: NamedArrays, _ options: ReadingOptions) throws {
    if let (inputs, targets) = archive.samples {
      self = try SampleSet(name: name, inputs: inputs, targets: targets)
    } else if archive.names.count == 1, let matrix = archive[archive.names[0]] {
      self = try SampleSet(name: name, matrix: matrix, options)
    } else {
      throw ArchiveError.noSamples(found: archive.names)
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
