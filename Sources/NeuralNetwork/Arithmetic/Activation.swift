import Expressions
import Kernels

/// The function from a unit's net input x to its output: an entry of `all`, or a function of the user's.
///
/// The engine, equation lines, hand arithmetic, `check`, `explain` and differentiation read the entry's formulas.
/// Where there is a C function, it is their fast form; where there is none, the formulas are evaluated.
package final class Activation: Sendable, Equatable, CustomStringConvertible {
  package let name: String
  /// As expressions call it, where `-` subtracts: `leaky_relu`.
  package let functionName: String
  /// Whether outputs stay within −1 and 1 whatever the net input is.
  package let isBounded: Bool
  /// Its number in C; nil if its formulas are evaluated.
  package let kernel: nn_activation?
  private let definition: Definition

  private enum Definition: Sendable {
    case formulas(value: String, derivative: String?, ofOutput: String?)
    /// Not a function of one number.
    case ofLayer
    case users(definition: String, value: @Sendable (Double) -> Double, derivative: @Sendable (Double) -> Double)
  }

  /// - Parameters:
  ///   - value: g(x), an expression in x.
  ///   - derivative: g′(x), an expression in x; nil where `ofOutput` is all there is to say.
  ///   - ofOutput: g′(x) as an expression in out = g(x); nil where the output does not determine it.
  package init(
    _ name: String, value: String, derivative: String? = nil, ofOutput: String? = nil, isBounded: Bool = false,
    kernel: nn_activation? = nil
  ) {
    self.name = name
    functionName = String(name.map { $0 == "-" ? "_" : $0 })
    self.isBounded = isBounded
    self.kernel = kernel
    definition = .formulas(value: value, derivative: derivative, ofOutput: ofOutput)
  }

  init(ofLayer name: String, kernel: nn_activation) {
    self.name = name
    functionName = name
    isBounded = true
    self.kernel = kernel
    definition = .ofLayer
  }

  /// A function that a user has defined.
  ///
  /// - Parameter definition: as text; two functions of the same name and text are the same.
  package init(
    name: String, definition: String, value: @escaping @Sendable (Double) -> Double,
    derivative: @escaping @Sendable (Double) -> Double
  ) {
    self.name = name
    functionName = name
    isBounded = false
    kernel = nil
    self.definition = .users(definition: definition, value: value, derivative: derivative)
  }

  package static func == (left: Activation, right: Activation) -> Bool {
    if left === right { return true }
    guard case .users(let a, _, _) = left.definition, case .users(let b, _, _) = right.definition else { return false }
    return left.name == right.name && a == b
  }

  package var description: String { name }

  package var isUsers: Bool {
    if case .users = definition { true } else { false }
  }

  /// Whether it is a function of one number, as all are but softmax.
  package var isOfOneNumber: Bool {
    if case .ofLayer = definition { false } else { true }
  }

  package static func named(_ name: String) -> Activation? { all.first { $0.name == name } }

  /// The one that expressions call by this name.
  package static func called(_ function: String) -> Activation? { byFunctionName[function] }

  package static let functionNames = byFunctionName.keys

  private static let byFunctionName: [String: Activation] = {
    var all: [String: Activation] = [:]
    for activation in Activation.all where activation.isOfOneNumber { all[activation.functionName] = activation }
    for (alias, name) in aliases { all[alias] = named(name) }
    return all
  }()
}

// MARK: Formulas

extension Activation {
  private struct Formulas: Sendable {
    var value: Expression
    /// In x.
    var derivative: Expression
    /// In out; nil where the output does not determine it.
    var ofOutput: Expression?
    /// Whether nothing but the output tells the derivative.
    var isOfOutput: Bool
  }

  /// Read when the first of them is needed.
  private static let formulas: [ObjectIdentifier: Formulas] = Dictionary(
    uniqueKeysWithValues: all.compactMap { activation in
      activation.readFormulas().map { (ObjectIdentifier(activation), $0) }
    })

  private var formulas: Formulas? { Activation.formulas[ObjectIdentifier(self)] ?? readFormulas() }

  private func readFormulas() -> Formulas? {
    guard case .formulas(let value, let derivative, let ofOutput) = definition, let value = Expression(formula: value)
    else {
      return nil
    }
    let output = ofOutput.flatMap { Expression(formula: $0) }
    let own = Expression.call(functionName, .name("x"))
    guard let derivative = derivative.map({ Expression(formula: $0) }) ?? output?.substituting(["out": own]) else {
      return nil
    }
    return Formulas(value: value, derivative: derivative, ofOutput: output, isOfOutput: self.isOfOutput)
  }

  private var isOfOutput: Bool {
    if case .formulas(_, nil, _) = definition { true } else { false }
  }

  /// g(x) or, of `sigmoid.deriv`, g′(x) as an expression in x; nil for anything but an activation of one number.
  package static func formula(of function: Name) -> Expression? {
    guard function.subscripts.isEmpty, let formulas = called(function.base)?.formulas else { return nil }
    switch function.member {
    case nil: return formulas.value
    case "deriv": return formulas.derivative
    default: return nil
    }
  }

  /// Whether the derivative is 0 everywhere, so that nothing goes back through it.
  package var isFlat: Bool {
    guard let derivative = formulas?.derivative, case .number(let numeral) = derivative.node else { return false }
    return numeral.value == 0
  }

  /// Whether the output does not determine the derivative.
  package var needsNetInput: Bool { formulas?.ofOutput == nil }

  /// The derivative written with the output; nil where the output does not determine it.
  package func derivative(ofOutput out: Expression) -> Expression? { formulas?.ofOutput?.substituting(["out": out]) }

  /// The derivative of a call: written with the output where nothing else tells it, `gelu.deriv(x)` elsewhere.
  package static func derivative(ofCall function: String, at x: Expression) -> Expression? {
    guard let activation = called(function), let formulas = activation.formulas else { return nil }
    if formulas.isOfOutput { return activation.derivative(ofOutput: .call(activation.functionName, x)) }
    return Expression(.call(Name(activation.functionName, member: "deriv"), [x]))
  }
}

// MARK: Values without a C function

extension Activation {
  /// g(x) by its formula, or by the user's function.
  package func value(at x: Double) -> Double {
    if case .users(_, let value, _) = definition { return value(x) }
    return formulas.map { FormulaScope(variables: [("x", x)]).value(of: $0.value) } ?? .nan
  }

  /// g′(x) likewise.
  package func derivative(at x: Double) -> Double {
    if case .users(_, _, let derivative) = definition { return derivative(x) }
    return formulas.map { FormulaScope(variables: [("x", x)]).value(of: $0.derivative) } ?? .nan
  }
}
