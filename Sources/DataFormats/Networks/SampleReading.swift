import Expressions
import NeuralNetwork

/// The numbers of samples while they are read.
struct SampleReading {
  var inputs: [Double] = []
  var targets: [Double] = []
  var count = 0

  /// Throws if there are no samples, or samples without inputs or targets.
  private init(_ count: Int, _ inputs: Int, _ targets: Int) throws {
    guard count > 0 else { throw ArrayError.noSamples }
    guard inputs > 0, targets > 0 else { throw NetworkFileError.unsupported("samples without inputs or targets") }
  }

  private mutating func read(
    _ count: Int, into numbers: WritableKeyPath<SampleReading, [Double]>, _ scanner: inout TextScanner
  ) throws {
    for _ in 0..<count { self[keyPath: numbers].append(try scanner.number()) }
    if self.count.isMultiple(of: 4096) { try Limits.check() }
  }

  /// The samples up to the end of the file, or until `progress` returns false.
  ///
  /// - Parameter rest: reads what follows each sample.
  static func samples(
    _ name: String, _ count: Int, _ inputs: Int, _ targets: Int, _ scanner: inout TextScanner,
    progress: (Int) -> Bool, rest: (inout TextScanner) throws -> Void = { _ in }
  ) throws -> SampleSet {
    var samples = try SampleReading(count, inputs, targets)
    while samples.count < count {
      try samples.read(inputs, into: \.inputs, &scanner)
      try samples.read(targets, into: \.targets, &scanner)
      try rest(&scanner)
      samples.count += 1
      if samples.count.isMultiple(of: 256), !progress(scanner.offset) { break }
    }
    guard samples.count < count || scanner.atEnd() else { throw scanner.failure("the end of the file") }
    return try SampleSet(
      name: name, inputs: samples.inputs, inputCount: inputs, targets: samples.targets, targetCount: targets)
  }
}
