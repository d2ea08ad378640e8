import Glibc

/// A scaling of every input column, learned on some samples and applied to others.
package struct Normalization: Sendable, Equatable {
  package enum Method: Sendable, Equatable {
    /// The smallest value becomes `low`, the greatest `high`: (x − min) / (max − min) · (high − low) + low.
    case minmax(low: Double, high: Double)
    /// (x − mean) / standard deviation, that of the samples themselves (divided by n).
    case zscore
  }

  package let method: Method
  /// What is taken from each column: its least value, or its mean.
  package let offsets: [Double]
  /// What each column is divided by: its range, or its standard deviation; 1 where all values are the same.
  package let divisors: [Double]

  /// Learns from the first `rows` rows of a matrix (rows × `columns`).
  ///
  /// A column of one value throughout becomes `low`, or 0. Throws `normalizationRange` and `columnSpread`.
  init(
    _ method: Method, learnedOn matrix: [Double], rows: Int, columns: Int
  ) throws(SampleSetError) {
    if case .minmax(let low, let high) = method {
      guard low != high, (high - low).isFinite else { throw .normalizationRange }
    }
    self.method = method
    let extremes = Self.extremes(matrix, rows, columns)
    guard case .zscore = method else {
      offsets = extremes.map(\.least)
      divisors = extremes.map { $0.least == $0.greatest ? 1 : $0.greatest - $0.least }
      if let column = divisors.firstIndex(where: { !$0.isFinite }) { throw .columnSpread(column: column + 1) }
      return
    }
    var means = [Double](repeating: 0, count: columns)
    Self.addRows(matrix, rows, columns, to: &means) { value, _ in value }
    for column in 0..<columns {
      // The sum of equal values divided by their number can be off; the value itself is not.
      let (least, greatest) = extremes[column]
      means[column] = least == greatest ? least : means[column] / Double(rows)
    }
    var deviations = [Double](repeating: 0, count: columns)
    Self.addRows(matrix, rows, columns, to: &deviations) { value, column in
      let distance = value - means[column]
      return distance * distance
    }
    for column in 0..<columns {
      guard extremes[column].least != extremes[column].greatest else {
        deviations[column] = 1
        continue
      }
      deviations[column] = sqrt(deviations[column] / Double(rows))
      guard deviations[column] > 0, deviations[column].isFinite else { throw .columnSpread(column: column + 1) }
    }
    offsets = means
    divisors = deviations
  }

  /// A matrix (rows × columns), or one row, scaled.
  package func applied(to matrix: [Double]) -> [Double] {
    let columns = offsets.count
    guard columns > 0 else { return matrix }
    var factor = 1.0
    var shift = 0.0
    if case .minmax(let low, let high) = method {
      factor = high - low
      shift = low
    }
    return [Double](unsafeUninitializedCapacity: matrix.count) { result, count in
      var column = 0
      for index in matrix.indices {
        result[index] = (matrix[index] - offsets[column]) / divisors[column] * factor + shift
        column = column + 1 == columns ? 0 : column + 1
      }
      count = matrix.count
    }
  }

  private static func extremes(
    _ matrix: [Double], _ rows: Int, _ columns: Int
  ) -> [(least: Double, greatest: Double)] {
    var result = (0..<columns).map { (least: matrix[$0], greatest: matrix[$0]) }
    for row in 0..<rows {
      for column in 0..<columns {
        let value = matrix[row * columns + column]
        if value < result[column].least { result[column].least = value }
        if value > result[column].greatest { result[column].greatest = value }
      }
    }
    return result
  }

  private static func addRows(
    _ matrix: [Double], _ rows: Int, _ columns: Int, to sums: inout [Double],
    _ term: (_ value: Double, _ column: Int) -> Double
  ) {
    for row in 0..<rows {
      for column in 0..<columns { sums[column] += term(matrix[row * columns + column], column) }
    }
  }
}

/// A number in the fewest digits that read back as the same Double, without a needless ".0".
func shortestDecimal(_ value: Double) -> String {
  let text = value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
