import Expressions
import NeuralNetwork

/// Writes equations in doubles, with the fewest digits from which the result follows.
final class DoubleEquationWriter: EquationWriter {
  private var values: [String: Double]
  private let names: Names
  /// Significant digits of results, and the maximum for substituted numbers.
  private let digits: ClosedRange<Int>
  private let callee: @Sendable (Name, Int) -> Functions.Callee?

  init(
    _ values: [String: Double], names: Names, digits: ClosedRange<Int>,
    callee: @escaping @Sendable (Name, Int) -> Functions.Callee?
  ) {
    self.values = values
    self.names = names
    self.digits = digits
    self.callee = callee
  }

  func value(of name: String) -> Double? { values[name] }
  func decimal(of name: String) -> BoundedDecimal? { values[name].flatMap { BoundedDecimal($0) } }

  func equation(_ name: Expression, _ formula: Expression, record: Double?, as quantity: Quantity?)
    -> Explanation.Line
  {
    let given = values
    let substituted = SubstitutedNumbers(
      formula: formula, digits: digits, value: { given[$0.description] }, callee: callee)
    let own = substituted.number(formula) ?? record ?? .nan
    let shown = digits.lowerBound
    if let record, record.isFinite, !own.isFinite {
      // The formula is 0 · log(0) where an output equals its target.
      values[name.description] = record
      return .equation([name, .number(record, digits: shown)])
    }
    if let record, significant(own, shown) == significant(record, shown) || isSingle,
      let digits = substituted.consistentDigits(of: record)
    {
      values[name.description] = record
      return line(name, formula, substituted, record, digits)
    }
    // With cancellation in doubles, record and chain differ in the last digits: the chain's own value is printed.
    values[name.description] = own
    return line(name, formula, substituted, own, substituted.consistentDigits(of: own))
  }

  /// Whether the record is in single precision, whose results may have to be printed with fewer digits.
  private var isSingle: Bool { digits.upperBound < 17 }

  private func line(
    _ name: Expression, _ formula: Expression, _ substituted: SubstitutedNumbers, _ value: Double,
    _ found: (result: Int, substituted: LineDigits)?
  ) -> Explanation.Line {
    guard let (resultDigits, precision) = found else {
      return .equation([name, .number(value, digits: digits.lowerBound)])
    }
    let stages = substituted.stages(precision).map { $0.renamingFunctions(names) }
    return .equation(
      joining: [name, formula.renamingFunctions(names)] + stages + [.number(value, digits: resultDigits)])
  }
}
