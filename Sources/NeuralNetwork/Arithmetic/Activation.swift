import Expressions
import Kernels

/// The function g from a unit's net input x to its output: an entry of `all`, or a user-defined function.
///
/// The engine, equation lines, hand arithmetic, `check`, `explain` and differentiation all read these formulas. The
/// engine calls the C function `kernel` if there is one, and evaluates the formulas otherwise.
package final class Activation: Sendable, Equatable, CustomStringConvertible {
  package let name: String
  /// The name in expressions, where `-` means subtraction: `leaky_relu`.
  package let functionName: String
  /// Whether outputs are within −1 and 1 for every net input.
  package let isBounded: Bool
  /// The C function; nil if the formulas are evaluated.
  package let kernel: nn_activation?
  private let definition: Definition

  private enum Definition: Sendable {
    case formulas(value: String, derivative: String?, ofOutput: String?)
    /// A function of the whole layer.
    case ofLayer
    case userDefined(definition: String, value: @Sendable (Double) -> Double, derivative: @Sendable (Double) -> Double)
  }

  /// - Parameters:
  ///   - value: g(x), an expression in x.
  ///   - derivative: g′(x), an expression in x; nil to derive it from `ofOutput`.
  ///   - ofOutput: g′(x) as an expression in out = g(x); nil if the output does not determine it.
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

  /// A user-defined function.
  ///
  /// - Parameter definition: its source; functions with the same name and source are equal.
  package init(
    name: String, definition: String, value: @escaping @Sendable (Double) -> Double,
    derivative: @escaping @Sendable (Double) -> Double
  ) {
    self.name = name
    functionName = name
    isBounded = false
    kernel = nil
    self.definition = .userDefined(definition: definition, value: value, derivative: derivative)
  }

  package static func == (left: Activation, right: Activation) -> Bool {
    if left === right { return true }
    guard case .userDefined(let a, _, _) = left.definition, case .userDefined(let b, _, _) = right.definition else {
      return false
    }
    return left.name == right.name && a == b
  }

  package var description: String { name }

  package var isUserDefined: Bool {
    if case .userDefined = definition { true } else { false }
  }

  /// Whether it applies to each unit separately, as all but softmax do.
  package var isElementwise: Bool {
    if case .ofLayer = definition { false } else { true }
  }

  package static func named(_ name: String) -> Activation? { all.first { $0.name == name } }

  /// The activation with this name in expressions, or nil.
  package static func called(_ function: String) -> Activation? { byFunctionName[function] }

  package static let functionNames = byFunctionName.keys

  private static let byFunctionName: [String: Activation] = {
    var all: [String: Activation] = [:]
    for activation in Activation.all where activation.isElementwise { all[activation.functionName] = activation }
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
    /// In out; nil if the output does not determine it.
    var ofOutput: Expression?
    /// Whether the derivative is given only as a function of the output.
    var isOfOutput: Bool
  }

  /// Parsed on first use.
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

  /// g(x) or, of `sigmoid.deriv`, g′(x) as an expression in x; nil for any other name and for softmax.
  package static func formula(of function: Name) -> Expression? {
    guard function.subscripts.isEmpty, let formulas = called(function.base)?.formulas else { return nil }
    switch function.member {
    case nil: return formulas.value
    case "deriv": return formulas.derivative
    default: return nil
    }
  }

  /// Whether the derivative is 0 everywhere, so that no error is propagated through it.
  package var isFlat: Bool {
    guard let derivative = formulas?.derivative, case .number(let numeral) = derivative.node else { return false }
    return numeral.value == 0
  }

  /// Whether the derivative cannot be computed from the output.
  package var needsNetInput: Bool { formulas?.ofOutput == nil }

  /// The derivative as an expression in the output; nil if the output does not determine it.
  package func derivative(ofOutput out: Expression) -> Expression? { formulas?.ofOutput?.substituting(["out": out]) }

  /// The derivative of a call: in terms of the output if it is only given so, otherwise a call like `gelu.deriv(x)`.
  package static func derivative(ofCall function: String, at x: Expression) -> Expression? {
    guard let activation = called(function), let formulas = activation.formulas else { return nil }
    if formulas.isOfOutput { return activation.derivative(ofOutput: .call(activation.functionName, x)) }
    return Expression(.call(Name(activation.functionName, member: "deriv"), [x]))
  }
}

// MARK: Values without a C function

extension Activation {
  /// g(x) by the formula, or by the user-defined function.
  package func value(at x: Double) -> Double {
    if case .userDefined(_, let value, _) = definition { return value(x) }
    return formulas.map { FormulaScope(variables: [("x", x)]).value(of: $0.value) } ?? .nan
  }

  /// g′(x) by the formula, or by the user-defined derivative.
  package func derivative(at x: Double) -> Double {
    if case .userDefined(_, _, let derivative) = definition { return derivative(x) }
    return formulas.map { FormulaScope(variables: [("x", x)]).value(of: $0.derivative) } ?? .nan
  }
}
