import Expressions
import NeuralNetwork

/// Writes equations over named numbers, each of whose printed results follows from its printed numbers.
///
/// A class, because each equation gives its name a value for the next ones.
protocol EquationWriter: AnyObject {
  /// `name = formula = numbers = result`; a part that repeats the one before it is omitted.
  ///
  /// - Parameters:
  ///   - record: the value in the engine's record; nil to compute it from the formula.
  ///   - quantity: the quantity by whose rule hand arithmetic cuts the result.
  /// - Throws: `Fault` without a range where hand arithmetic has no value.
  func equation(_ name: Expression, _ formula: Expression, record: Double?, as quantity: Quantity?) throws(Fault)
    -> Explanation.Line

  /// The value of a name: given, or of an equation written before.
  func value(of name: String) -> Double?

  /// The same with all its decimals.
  func decimal(of name: String) -> BoundedDecimal?
}

extension Explanation.Line {
  /// An equation whose parts differ from their neighbors.
  static func equation(joining parts: [Expression]) -> Explanation.Line {
    var distinct: [Expression] = []
    for part in parts where distinct.last?.description != part.description { distinct.append(part) }
    return .equation(distinct)
  }
}
