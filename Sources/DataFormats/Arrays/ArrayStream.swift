import Expressions
import NeuralNetwork

/// Samples in the rows of arrays, read block by block.
final class ArrayStream: SampleStream {
  let count: Int
  let inputCount: Int
  let targetCount: Int
  let targets: TargetSummary
  private let source: Source

  private enum Source {
    case matrix(StoredArray, ColumnChoice)
    case pair(inputs: StoredArray, targets: StoredArray)
  }

  /// Reads the whole matrix once; stops if `progress` returns false.
  ///
  /// Throws `ArrayError`, `ColumnError` and what the file throws.
  init(_ matrix: StoredArray, _ options: ReadingOptions, progress: (Int) -> Bool) throws {
    let columns = try ColumnChoice(ofMatrix: matrix.layout.dimensions, options)
    (inputCount, targetCount, count) = (columns.inputCount, columns.targetCount, matrix.rowCount)
    source = .matrix(matrix, columns)
    var (summary, done) = (TargetSummary(), 0)
    let outputs = targetCount
    try matrix.readAll {
      done += $0
      return progress(done)
    } _: {
      summary.add($0.columns(columns.targets), outputs: outputs)
    }
    targets = summary
  }

  /// Reads both arrays once; stops if `progress` returns false.
  ///
  /// Throws `ArrayError` and what the files throw.
  init(inputs: StoredArray, targets: StoredArray, progress: (Int) -> Bool) throws {
    count = try ArrayError.requireSamples(inputs: inputs.layout.dimensions, targets: targets.layout.dimensions)
    guard inputs.width > 0, targets.width > 0 else { throw ArrayError.noSamples }
    (inputCount, targetCount) = (inputs.width, targets.width)
    source = .pair(inputs: inputs, targets: targets)
    var (summary, done, isWanted) = (TargetSummary(), 0, true)
    func goesOn(_ read: Int) -> Bool {
      done += read
      isWanted = progress(done)
      return isWanted
    }
    try inputs.readAll(progress: goesOn)
    if isWanted { try targets.readAll(progress: goesOn) { summary.add($0.values, outputs: targets.width) } }
    self.targets = summary
  }

  private func numbers(_ array: StoredArray, _ rows: Range<Int>) throws(SampleStreamError) -> [Double] {
    do { return try array.rows(rows).values } catch {
      throw SampleStreamError(SampleStreamError(error).message, file: array.fileName)
    }
  }

  func read(_ range: Range<Int>) throws(SampleStreamError) -> SampleBlock {
    do {
      let block: SampleBlock
      switch source {
      case .matrix(let matrix, let columns):
        let rows = try matrix.rows(range)
        block = SampleBlock(range, inputs: rows.columns(columns.inputs), targets: rows.columns(columns.targets))
      case .pair(let inputs, let targets):
        block = SampleBlock(range, inputs: try numbers(inputs, range), targets: try numbers(targets, range))
      }
      // otherwise the rest of the numbers is missing
      guard !Limits.isReached else { throw SampleStreamError.interrupted }
      return block
    } catch {
      throw SampleStreamError(error)
    }
  }
}

extension SampleStreamError {
  /// Why a stream could not read on.
  init(_ error: any Error) {
    if let error = error as? any ContentError {
      self.init(error.problem(in: "the file", ReadingOptions()).message)
    } else if let error = error as? SampleStreamError {
      self = error
    } else {
      self.init("\(error)")
    }
  }
}
