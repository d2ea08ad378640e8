import Expressions
import NeuralNetwork

/// An array of finite numbers with any number of dimensions, in row-major order.
package struct NumberArray: Sendable, Equatable {
  package let dimensions: [Int]
  package let values: [Double]

  /// - Parameter values: as many as the product of the dimensions.
  package init(dimensions: [Int], values: [Double]) {
    self.dimensions = dimensions
    self.values = values
  }

  /// Decodes a binary file that ends with an array.
  ///
  /// Throws `ArrayError`.
  init(_ bytes: UnsafeRawBufferPointer, _ layout: ArrayLayout) throws(ArrayError) {
    let count = try layout.requireSize(bytes.count)
    let body = UnsafeRawBufferPointer(rebasing: bytes[layout.start...])
    self.init(
      dimensions: layout.dimensions, values: layout.type.decoded(body, count, isBigEndian: layout.isBigEndian))
    // otherwise the rest is missing
    guard !Limits.isReached else { return }
    if let bad = values.firstIndex(where: { !$0.isFinite }) { throw .notFinite(element: bad + 1) }
  }

  /// Some columns of a matrix, row by row.
  func columns(_ ranges: [Range<Int>]) -> [Double] {
    var chosen: [Double] = []
    chosen.reserveLargeCapacity(dimensions[0] * ranges.reduce(0) { $0 + $1.count })
    values.withUnsafeBufferPointer { values in
      for row in stride(from: 0, to: values.count, by: max(1, dimensions[1])) {
        for range in ranges {
          chosen.append(
            contentsOf: UnsafeBufferPointer(rebasing: values[row + range.lowerBound..<row + range.upperBound]))
        }
      }
    }
    return chosen
  }

  /// The array in row-major order, if these values are in Fortran (column-major) order; abandoned once a limit is
  /// reached.
  var fromFortranOrder: NumberArray {
    guard dimensions.count > 1, !values.isEmpty else { return self }
    let rows = dimensions[0]
    // The offsets of the first row's elements; those of row r are r higher.
    var offsets = [0]
    var step = rows
    for size in dimensions.dropFirst() {
      offsets = offsets.flatMap { offset in (0..<size).map { offset + $0 * step } }
      step *= size
    }
    let reordered = [Double](large: values.count) { result in
      for row in 0..<rows {
        if Limits.isReached { return }
        for (column, offset) in offsets.enumerated() { result[row * offsets.count + column] = values[row + offset] }
      }
    }
    return NumberArray(dimensions: dimensions, values: reordered)
  }
}
