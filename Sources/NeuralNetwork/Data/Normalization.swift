import Expressions

/// A scaling of every input column, learned on some samples and applied to others.
package struct Normalization: Sendable, Equatable {
  package enum Method: Sendable, Equatable {
    /// Maps the minimum to `low` and the maximum to `high`: (x − min) / (max − min) · (high − low) + low.
    case minmax(low: Double, high: Double)
    /// (x − mean) / standard deviation, the population's (divided by n).
    case zscore
  }

  package let method: Method
  /// Subtracted from each column: its minimum or its mean.
  package let offsets: [Double]
  /// The divisor of each column: its range or its standard deviation; 1 if all values are equal.
  package let divisors: [Double]

  /// Learns from the first `rows` rows of a matrix (rows × `columns`), in the given order if there is one.
  ///
  /// A constant column becomes `low`, or 0. Abandoned once a limit is reached. Throws `normalizationRange` and
  /// `columnSpread`.
  init(
    _ method: Method, learnedOn matrix: [Double], _ order: [Int]? = nil, rows: Int, columns: Int
  ) throws(SampleSetError) {
    if case .minmax(let low, let high) = method {
      guard low != high, (high - low).isFinite else { throw .normalizationRange }
    }
    self.method = method
    let firstRow = order?.first ?? 0
    let first = Array(matrix[firstRow * columns..<(firstRow + 1) * columns])
    var minimum = first
    var maximum = first
    Self.forEachRow(matrix, order, rows, columns) { row in
      for column in 0..<columns {
        if row[column] < minimum[column] { minimum[column] = row[column] }
        if row[column] > maximum[column] { maximum[column] = row[column] }
      }
    }
    guard case .zscore = method else {
      offsets = minimum
      divisors = zip(minimum, maximum).map { $0 == $1 ? 1 : $1 - $0 }
      if let column = divisors.firstIndex(where: { !$0.isFinite }) { throw .columnSpread(column: column + 1) }
      return
    }
    var means = [Double](repeating: 0, count: columns)
    Self.forEachRow(matrix, order, rows, columns) { row in
      for column in 0..<columns { means[column] += row[column] }
    }
    for column in 0..<columns {
      // The mean of equal values may have a rounding error; the value itself has none.
      means[column] = minimum[column] == maximum[column] ? minimum[column] : means[column] / Double(rows)
    }
    var deviations = [Double](repeating: 0, count: columns)
    Self.forEachRow(matrix, order, rows, columns) { row in
      for column in 0..<columns {
        let distance = row[column] - means[column]
        deviations[column] += distance * distance
      }
    }
    for column in 0..<columns {
      guard minimum[column] != maximum[column] else {
        deviations[column] = 1
        continue
      }
      deviations[column] = (deviations[column] / Double(rows)).squareRoot()
      guard deviations[column] > 0, deviations[column].isFinite else { throw .columnSpread(column: column + 1) }
    }
    offsets = means
    divisors = deviations
  }

  /// The row, scaled.
  package func applied(to row: [Double]) -> [Double] {
    guard row.count == offsets.count else { return row }
    return [Double](unsafeUninitializedCapacity: row.count) { result, count in
      row.withUnsafeBufferPointer { apply(to: $0, into: result) }
      count = row.count
    }
  }

  /// Scales a row into another.
  func apply(to row: UnsafeBufferPointer<Double>, into result: UnsafeMutableBufferPointer<Double>) {
    var factor = 1.0
    var shift = 0.0
    if case .minmax(let low, let high) = method {
      factor = high - low
      shift = low
    }
    offsets.withUnsafeBufferPointer { offsets in
      divisors.withUnsafeBufferPointer { divisors in
        for column in row.indices {
          result[column] = (row[column] - offsets[column]) / divisors[column] * factor + shift
        }
      }
    }
  }

  private static func forEachRow(
    _ matrix: [Double], _ order: [Int]?, _ rows: Int, _ columns: Int, _ body: (UnsafeBufferPointer<Double>) -> Void
  ) {
    matrix.withUnsafeBufferPointer { numbers in
      for index in 0..<rows {
        if Limits.isReached(at: index) { return }
        let row = order.map { $0[index] } ?? index
        body(UnsafeBufferPointer(rebasing: numbers[row * columns..<(row + 1) * columns]))
      }
    }
  }
}
