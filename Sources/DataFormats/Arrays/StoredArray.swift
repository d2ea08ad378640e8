import Expressions
import NeuralNetwork

/// An array in a file that is read some rows at a time; its first dimension counts the rows.
package struct StoredArray: Sendable {
  /// The name of its file, if the samples are in several.
  package var fileName: String?
  /// What messages call it if its file has other arrays.
  var name: String?
  let layout: ArrayLayout
  let rowCount: Int
  /// The numbers in a row.
  let width: Int
  private let content: any FileBytes
  /// Of the whole file; nil if it has none.
  var checksum: Checksum?

  /// What the cyclic check of the file is, and the error if it is not.
  struct Checksum: Sendable {
    let sum: UInt32
    let failure: ArchiveError
  }

  /// The array that a file ends with. Throws `ArrayError`.
  init(_ file: any FileBytes, _ layout: ArrayLayout) throws(ArrayError) {
    let count = try layout.requireSize(file.size)
    guard !layout.isFortranOrder || layout.dimensions.count < 2 else { throw .columnOrder }
    rowCount = layout.dimensions.first ?? 0
    width = rowCount > 0 ? count / rowCount : 0
    (content, self.layout) = (file, layout)
  }

  /// Some rows as a matrix; its numbers are missing once a limit is reached.
  func rows(_ range: Range<Int>) throws -> NumberArray { decoded(try bytes(range)) }

  /// Reads all rows once, and passes them on block by block: all numbers must be finite. Stops if `progress`, which
  /// gets the number of bytes read, returns false.
  ///
  /// Throws `ArrayError`, `ArchiveError` and what the file throws.
  func readAll(progress: (Int) -> Bool, _ use: (NumberArray) -> Void = { _ in }) throws {
    let step = max(1, TrainingData.blockLimit / max(1, width))
    try Limits.require(numbers: 2 * min(step, rowCount) * width)
    var check = CyclicCheck()
    if checksum != nil { check.add(try content.bytes(0..<layout.start)) }
    for first in stride(from: 0, to: rowCount, by: step) {
      let bytes = try bytes(first..<min(first + step, rowCount))
      if checksum != nil { check.add(bytes) }
      let numbers = decoded(bytes)
      guard !Limits.isReached else { return }
      if let bad = numbers.values.firstIndex(where: { !$0.isFinite }) {
        let error = ArrayError.notFinite(element: first * width + bad + 1)
        guard let name = name ?? fileName else { throw error }
        throw ArchiveError.array(name: name, error.problem(in: name, ReadingOptions()))
      }
      use(numbers)
      guard progress(bytes.count) else { return }
    }
    if let checksum, checksum.sum != check.sum { throw checksum.failure }
  }

  private func bytes(_ rows: Range<Int>) throws -> [UInt8] {
    let size = width * layout.type.size
    return try content.bytes(layout.start + rows.lowerBound * size..<layout.start + rows.upperBound * size)
  }

  private func decoded(_ bytes: [UInt8]) -> NumberArray {
    let count = bytes.count / layout.type.size
    let values = bytes.withUnsafeBytes { layout.type.decoded($0, count, isBigEndian: layout.isBigEndian) }
    return NumberArray(dimensions: [count / max(1, width), width], values: values)
  }
}
