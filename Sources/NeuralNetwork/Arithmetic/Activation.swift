import Expressions
import Kernels

/// The function g from a unit's net input x to its output: an entry of `all`, one with another value of its parameter,
/// or a user-defined function.
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
  /// The parameter `a` of its formulas; nil if they have none.
  package let parameter: Parameter?
  /// The value of `a`.
  package let operand: Double
  /// Whether the derivative is 0 everywhere, so that no error is propagated through it.
  package let isFlat: Bool
  private let definition: Definition

  /// A number that a text may choose: the slope of leaky-relu.
  package struct Parameter: Sendable {
    package let name: String
    package let defaultValue: Double
    package let range: ClosedRange<Double>

    init(_ name: String, _ defaultValue: Double, in range: ClosedRange<Double>) {
      self.name = name
      self.defaultValue = defaultValue
      self.range = range
    }
  }

  private enum Definition: Sendable {
    case formulas(value: String, derivative: String?, ofOutput: String?)
    /// A function of the whole layer, in words.
    case ofLayer(formula: String)
    case userDefined(definition: String, value: @Sendable (Double) -> Double, derivative: @Sendable (Double) -> Double)
  }

  /// - Parameters:
  ///   - parameter: the parameter `a` of the formulas; it follows x in calls: `leaky_relu(x, 0.1)`.
  ///   - value: g(x), an expression in x.
  ///   - derivative: g′(x), an expression in x; nil to derive it from `ofOutput`.
  ///   - ofOutput: g′(x) as an expression in out = g(x); nil if the output does not determine it.
  ///   - kernel: the C function, for the default of the parameter.
  package init(
    _ name: String, parameter: Parameter? = nil, value: String, derivative: String? = nil, ofOutput: String? = nil,
    isBounded: Bool = false, kernel: nn_activation? = nil
  ) {
    self.name = name
    functionName = name.contains(byte: Ascii.minus) ? String(name.map { $0 == "-" ? "_" : $0 }) : name
    self.isBounded = isBounded
    self.kernel = kernel
    self.parameter = parameter
    operand = parameter?.defaultValue ?? 0
    isFlat = derivative == "0"
    definition = .formulas(value: value, derivative: derivative, ofOutput: ofOutput)
  }

  private init(_ entry: Activation, operand: Double) {
    name = entry.name
    functionName = entry.functionName
    isBounded = entry.isBounded
    kernel = nil
    parameter = entry.parameter
    self.operand = operand
    isFlat = entry.isFlat
    definition = entry.definition
  }

  /// The activation with another value of its parameter.
  package func with(_ operand: Double) -> Activation {
    operand == parameter?.defaultValue ? self : Activation(self, operand: operand)
  }

  /// - Parameter formula: the output of a unit, for help.
  init(ofLayer name: String, formula: String, kernel: nn_activation) {
    self.name = name
    functionName = name
    isBounded = true
    self.kernel = kernel
    parameter = nil
    operand = 0
    isFlat = false
    definition = .ofLayer(formula: formula)
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
    parameter = nil
    operand = 0
    isFlat = false
    self.definition = .userDefined(definition: definition, value: value, derivative: derivative)
  }

  package static func == (left: Activation, right: Activation) -> Bool {
    if left === right { return true }
    if left.parameter != nil { return left.name == right.name && left.operand == right.operand }
    guard case .userDefined(let a, _, _) = left.definition, case .userDefined(let b, _, _) = right.definition else {
      return false
    }
    return left.name == right.name && a == b
  }

  package var description: String { words.joined(separator: " ") }

  /// As `activation` takes it: `leaky-relu 0.1`, without a parameter that has its default.
  package var words: [String] { isDefault ? [name] : [name, shortest(operand)] }

  private var isDefault: Bool { parameter.map { $0.defaultValue == operand } ?? true }

  package var isUserDefined: Bool {
    if case .userDefined = definition { true } else { false }
  }

  /// Whether it applies to each unit separately, as all but softmax do.
  package var isElementwise: Bool {
    if case .ofLayer = definition { false } else { true }
  }

  /// The output of a unit of a layer that the function applies to as a whole; nil for all but softmax.
  package var formulaOfLayer: String? {
    if case .ofLayer(let formula) = definition { formula } else { nil }
  }

  package static func named(_ name: String) -> Activation? { all.first { $0.name == name } }

  /// The activation with this name in expressions, or nil.
  package static func called(_ function: String) -> Activation? { byFunctionName[function] }

  package static let functionNames = byFunctionName.names

  private static let byFunctionName: IdentifierMap<Activation> = {
    var all = IdentifierMap<Activation>()
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

    /// With a number for the parameter.
    func substituting(_ parameter: [String: Expression]) -> Formulas {
      Formulas(
        value: value.substituting(parameter), derivative: derivative.substituting(parameter),
        ofOutput: ofOutput?.substituting(parameter), isOfOutput: isOfOutput)
    }

    /// Without factors of 1 and terms of 0.
    var simplified: Formulas {
      Formulas(
        value: value.simplified, derivative: derivative.simplified, ofOutput: ofOutput?.simplified,
        isOfOutput: isOfOutput)
    }
  }

  /// By name, over x and the parameter a; parsed on first use.
  private static let templates: [String: Formulas] = Dictionary(
    uniqueKeysWithValues: all.compactMap { activation in activation.readFormulas().map { (activation.name, $0) } })

  /// By name, with the defaults of the parameters.
  private static let formulas: [String: Formulas] = Dictionary(
    uniqueKeysWithValues: all.compactMap { activation in
      guard let template = templates[activation.name] else { return nil }
      guard let parameter = activation.parameter else { return (activation.name, template) }
      return (activation.name, template.substituting(["a": .number(parameter.defaultValue)]).simplified)
    })

  private var formulas: Formulas? {
    isDefault
      ? Activation.formulas[name] ?? readFormulas()
      : Activation.templates[name]?.substituting(["a": .number(operand)])
  }

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
  ///
  /// - Parameter parameter: the second argument of the call; nil for the default.
  package static func formula(of function: Name, parameter: Expression? = nil) -> Expression? {
    guard function.subscripts.isEmpty, let activation = called(function.base) else { return nil }
    let formulas: Formulas?
    if let parameter {
      guard activation.parameter != nil else { return nil }
      formulas = templates[activation.name]?.substituting(["a": parameter])
    } else {
      formulas = activation.formulas
    }
    switch function.member {
    case nil: return formulas?.value
    case "deriv": return formulas?.derivative
    default: return nil
    }
  }

  /// Whether the derivative cannot be computed from the output.
  package var needsNetInput: Bool { formulas?.ofOutput == nil }

  /// The derivative as an expression in the output; nil if the output does not determine it.
  package func derivative(ofOutput out: Expression) -> Expression? { formulas?.ofOutput?.substituting(["out": out]) }

  /// The derivative of a call: in terms of the output if it is only given so, otherwise a call like `gelu.deriv(x)` or
  /// `leaky_relu.deriv(x, 0.1)`.
  package static func derivative(ofCall function: String, _ arguments: [Expression]) -> Expression? {
    guard let activation = called(function), let formulas = activation.formulas,
      arguments.count == 1 || arguments.count == 2 && activation.parameter != nil
    else { return nil }
    if formulas.isOfOutput, arguments.count == 1 {
      return activation.derivative(ofOutput: .call(activation.functionName, arguments[0]))
    }
    return Expression(.call(Name(activation.functionName, member: "deriv"), arguments))
  }

  /// `sigmoid(x)`, `sigmoid.deriv(x)`, `leaky_relu(x, 0.1)`: a parameter that has its default is not written.
  package func call(_ x: Expression, member: String? = nil) -> Expression {
    Expression(.call(Name(functionName, member: member), isDefault ? [x] : [x, .number(operand)]))
  }
}

// MARK: Values without a C function

extension Activation {
  /// g(x) by the formula, or by the user-defined function.
  package func value(at x: Double) -> Double {
    if case .userDefined(_, let value, _) = definition { return value(x) }
    return evaluate(\.value, at: x, operand)
  }

  /// g′(x) by the formula, or by the user-defined derivative.
  package func derivative(at x: Double) -> Double {
    if case .userDefined(_, _, let derivative) = definition { return derivative(x) }
    return evaluate(\.derivative, at: x, operand)
  }

  /// The value of a call with the parameter as its second argument.
  func value(at x: Double, _ operand: Double) -> Double { evaluate(\.value, at: x, operand) }

  /// As above, of its derivative.
  func derivative(at x: Double, _ operand: Double) -> Double { evaluate(\.derivative, at: x, operand) }

  private func evaluate(_ formula: KeyPath<Formulas, Expression>, at x: Double, _ operand: Double) -> Double {
    guard !x.isNaN, let formulas = Activation.templates[name] ?? readFormulas() else { return .nan }
    return FormulaScope(variables: [("x", x), ("a", operand)]).value(of: formulas[keyPath: formula])
  }
}
