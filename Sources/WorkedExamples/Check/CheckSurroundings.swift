import Expressions
import NeuralNetwork

/// What names and functions of lines mean in the session around them.
package struct CheckSurroundings: Sendable {
  /// The value of `let` variables.
  package var variables: [String: Double] = [:]
  package var functions: [String: FunctionDefinition] = [:]
  package var state: NetworkState?
  /// Whether hand arithmetic cuts results to whole numbers.
  package var cutsToIntegers = false
  /// The settings in force for the next step.
  package var rule = StepRule()
  /// The quantity that a name of a line stands for.
  package var quantity: @Sendable (Name) -> Quantity? = { _ in nil }
  /// The value on record, as commands found it under the conventions and the arithmetic in force.
  package var value: @Sendable (Quantity) -> Double? = { _ in nil }
  /// The function that an article's name for one stands for.
  package var function: @Sendable (Name) -> Name? = { _ in nil }

  package init() {}

  /// The functions that lines may call beside the built-in ones.
  func lineFunctions(_ defined: [String: FunctionDefinition]) -> LineFunctions {
    var all = LineFunctions(own: functions, alias: function)
    all.own.merge(defined) { $1 }
    return all
  }

  /// The values a name can stand for: a parameter also for the one before its last update.
  func values(of name: Name) -> [BoundedDecimal] {
    if name.isPlain, let variable = variables[name.base] { return [BoundedDecimal(variable)].compactMap(\.self) }
    guard let quantity = quantity(name) else { return [] }
    var values = [value(quantity)]
    if case .parameter(let parameter, .value) = quantity { values.append(value(.parameter(parameter, .old))) }
    // The rate in force, and the one that the last step was made with.
    if quantity == .whole(.rate) { values.append(state?.value(quantity)) }
    return values.compactMap { $0.flatMap { BoundedDecimal($0) } }
  }
}
