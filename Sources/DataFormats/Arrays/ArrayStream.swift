import Expressions
import NeuralNetwork

/// The rows of a matrix in a binary file, read block by block.
final class ArrayStream: SampleStream {
  let count: Int
  let inputCount: Int
  let targetCount: Int
  let targets: TargetSummary
  private let file: any FileBytes
  private let matrix: Matrix
  private let columns: ColumnChoice

  /// Where the elements are and how they are written.
  struct Matrix {
    var start: Int
    var type: ElementType
    var isBigEndian: Bool
    var rows: Int
    var columnCount: Int
  }

  /// Reads the whole file once: all numbers must be finite. Reading stops if `progress` returns false.
  ///
  /// Throws `ArrayError`, `ColumnError` and what the file throws.
  init(_ file: any FileBytes, _ matrix: Matrix, _ options: ReadingOptions, progress: (Int) -> Bool) throws {
    guard matrix.rows > 0, matrix.columnCount > 0 else { throw ArrayError.noSamples }
    guard matrix.columnCount > 1 else { throw ArrayError.singleColumn }
    columns = try ColumnChoice(options, columnCount: matrix.columnCount)
    (inputCount, targetCount) = (columns.inputCount, columns.targetCount)
    (self.file, self.matrix, count) = (file, matrix, matrix.rows)
    var summary = TargetSummary()
    let step = max(1, TrainingData.blockLimit / matrix.columnCount)
    for first in stride(from: 0, to: matrix.rows, by: step) {
      let rows = first..<min(first + step, matrix.rows)
      let numbers = try ArrayStream.numbers(file, matrix, rows)
      if let bad = numbers.values.firstIndex(where: { !$0.isFinite }) {
        throw ArrayError.notFinite(element: rows.lowerBound * matrix.columnCount + bad + 1)
      }
      summary.add(numbers.columns(columns.targets), outputs: targetCount)
      guard progress(matrix.start + rows.upperBound * matrix.columnCount * matrix.type.size) else { break }
    }
    targets = summary
  }

  func read(_ range: Range<Int>) throws(SampleStreamError) -> SampleBlock {
    do {
      let numbers = try ArrayStream.numbers(file, matrix, range)
      // otherwise the rest of the numbers is missing
      guard !Limits.isReached else { throw SampleStreamError.interrupted }
      return SampleBlock(range, inputs: numbers.columns(columns.inputs), targets: numbers.columns(columns.targets))
    } catch {
      throw SampleStreamError(error)
    }
  }

  private static func numbers(_ file: any FileBytes, _ matrix: Matrix, _ rows: Range<Int>) throws -> NumberArray {
    let size = matrix.columnCount * matrix.type.size
    let start = matrix.start + rows.lowerBound * size
    let bytes = try file.bytes(start..<start + rows.count * size)
    let values = bytes.withUnsafeBytes {
      matrix.type.decoded($0, rows.count * matrix.columnCount, isBigEndian: matrix.isBigEndian)
    }
    return NumberArray(dimensions: [rows.count, matrix.columnCount], values: values)
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
