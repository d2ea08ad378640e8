import Expressions
import NeuralNetwork

/// The meaning of names and functions in the session in which lines are checked.
package struct CheckSurroundings: Sendable {
  /// The value of a `let` variable that is a number.
  package var variable: @Sendable (String) -> Double? = { _ in nil }
  package var functions: [String: FunctionDefinition] = [:]
  /// Whether functions are defined or have names of an article, in the session: their meaning may change at any time.
  package var hasOwnFunctions = false
  package var state: NetworkState?
  /// Whether hand arithmetic cuts results to whole numbers.
  package var cutsToIntegers = false
  /// The settings for the next step.
  package var rule = StepRule()
  /// What the session's arithmetic makes of numbers without decimals.
  var integers: IntegerRule {
    if cutsToIntegers { return .cut }
    return rule.precision == .single ? .exactInSingle : .exact
  }

  /// The quantities that a name refers to.
  package var reference: @Sendable (Name) -> Reference? = { _ in nil }
  /// The recorded value, as computed under the current conventions and arithmetic.
  package var value: @Sendable (Quantity) -> Double? = { _ in nil }
  /// The value of a partial derivative in the last step, by its name: `∂E/∂w1`.
  package var derivative: @Sendable (String) -> BoundedDecimal? = { _ in nil }
  /// The function that an article's name refers to.
  package var function: @Sendable (Name) -> Name? = { _ in nil }

  package init() {}

  /// The quantity that a name refers to; nil if there are several.
  func quantity(_ name: Name) -> Quantity? { if case .one(let quantity)? = reference(name) { quantity } else { nil } }

  /// The functions that lines may call in addition to the built-in ones.
  func lineFunctions(_ defined: [String: FunctionDefinition]) -> LineFunctions {
    LineFunctions(own: functions.isEmpty ? defined : functions.merging(defined) { $1 }, rule: rule, alias: function)
  }

  /// The values that a name can have: for a parameter also the one before its last update.
  func values(of name: Name) -> [BoundedDecimal] {
    if name.isPlain, let value = variable(name.base) { return [BoundedDecimal(value)].compactMap(\.self) }
    guard let quantity = quantity(name) else {
      return name.isQuotient ? [derivative(name.base)].compactMap(\.self) : []
    }
    var values = [decimal(quantity)]
    if case .parameter(let parameter, .value) = quantity { values.append(decimal(.parameter(parameter, .old))) }
    // The current learning rate, and the one used in the last step.
    if quantity == .whole(.rate) { values.append(state?.value(quantity).flatMap { BoundedDecimal($0) }) }
    return values.compactMap(\.self)
  }

  /// The recorded value, with all its decimals if it was computed by hand.
  private func decimal(_ quantity: Quantity) -> BoundedDecimal? {
    guard let value = value(quantity), let number = BoundedDecimal(value) else { return nil }
    guard let state, state.hand.isOn, let decimal = state.decimal(quantity), decimal.double == value else {
      return number
    }
    return decimal
  }
}
