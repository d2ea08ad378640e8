import Expressions
import NeuralNetwork

/// The numbers of samples while they are read.
struct SampleReading {
  let inputCount: Int
  let targetCount: Int
  var inputs: [Double] = []
  var targets: [Double] = []
  var count = 0

  /// Throws if there are no samples, or samples without inputs or targets.
  init(_ count: Int, _ inputs: Int, _ targets: Int) throws {
    guard count > 0 else { throw ArrayError.noSamples }
    guard inputs > 0, targets > 0 else { throw NetworkFileError.unsupported("samples without inputs or targets") }
    (inputCount, targetCount) = (inputs, targets)
  }

  mutating func read(
    _ count: Int, into numbers: WritableKeyPath<SampleReading, [Double]>, _ scanner: inout TextScanner
  ) throws {
    for _ in 0..<count { self[keyPath: numbers].append(try scanner.number()) }
    if self.count.isMultiple(of: 4096) { try Limits.check() }
  }

  func set(_ name: String) throws -> SampleSet {
    try SampleSet(name: name, inputs: inputs, inputCount: inputCount, targets: targets, targetCount: targetCount)
  }
}
