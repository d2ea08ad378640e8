import Expressions

/// The functions that expressions can call.
package enum Functions {
  package static let constants: [String: Double] = ["pi": Double.pi, "π": Double.pi, "e": 2.718281828459045]

  /// Functions of one number that are not activations.
  private static let ofOne: IdentifierMap<@Sendable (Double) -> Double> = [
    "exp": Elementary.exp, "log": Elementary.log, "ln": Elementary.log,
    "log2": { Elementary.log($0) * 1.4426950408889634 }, "log10": { Elementary.log($0) * 0.4342944819032518 },
    "sqrt": { $0.squareRoot() }, "abs": { $0.magnitude }, "sign": { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 },
    "sin": Elementary.sin, "cos": Elementary.cos, "tan": { Elementary.sin($0) / Elementary.cos($0) },
    "sinh": { (Elementary.exp($0) - Elementary.exp(-$0)) / 2 },
    "cosh": { (Elementary.exp($0) + Elementary.exp(-$0)) / 2 },
    "erf": Elementary.erf, "floor": { $0.rounded(.down) }, "ceil": { $0.rounded(.up) }, "round": { $0.rounded() },
    "trunc": { $0.rounded(.towardZero) }, "huber": { $0.magnitude <= 1 ? 0.5 * $0 * $0 : $0.magnitude - 0.5 },
  ]

  /// Functions of any number of numbers or of a vector.
  private static let ofMany: [String: @Sendable ([Double]) -> Double] = [
    "min": { $0.min() ?? .nan }, "max": { $0.max() ?? .nan }, "sum": { $0.reduce(0, +) },
    "mean": { $0.reduce(0, +) / Double($0.count) }, "length": { Double($0.count) },
    "median": median, "norm": { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() },
  ]

  private static let median: @Sendable ([Double]) -> Double = { elements in
    let sorted = elements.sorted()
    guard !sorted.isEmpty else { return .nan }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// The functions that have values here, apart from the activations: those of `BuiltInFunction.all`.
  package static let implemented: Set<String> = Set(ofOne.names).union(ofMany.keys).union(["pow", "if"])

  /// Every function's name, sorted.
  package static let names: [String] = allNames.sorted()

  package static let allNames = Set(BuiltInFunction.all.map(\.name) + Array(Activation.functionNames))

  /// A function of numbers, found by its name once for many calls.
  package enum Callee: Sendable {
    case ofOne(@Sendable (Double) -> Double)
    case activation(Activation, isDerivative: Bool)
    case activationWithParameter(Activation, isDerivative: Bool)
    case power
    case ofMany(@Sendable ([Double]) -> Double)

    /// - Parameter arguments: as many as it was found for.
    package func value(_ arguments: [Double]) -> Double {
      switch self {
      case .ofOne, .activation: value(arguments[0])
      case .activationWithParameter(let activation, let isDerivative):
        isDerivative
          ? activation.derivative(at: arguments[0], arguments[1]) : activation.value(at: arguments[0], arguments[1])
      case .power: apply(.power, arguments[0], arguments[1])
      case .ofMany(let function): function(arguments)
      }
    }

    /// The value of a function of one number.
    package func value(_ x: Double) -> Double {
      switch self {
      case .ofOne(let function): return function(x)
      case .activation(let activation, let isDerivative):
        let out = FusedDouble.activate(activation, x)
        return isDerivative ? FusedDouble.derivative(activation, x, out) : out
      default: return value([x])
      }
    }
  }

  /// The function of that name with that many arguments; nil if there is none.
  package static func callee(_ function: Name, arguments: Int) -> Callee? {
    guard function.subscripts.isEmpty else { return nil }
    if function.member == nil, let function = ofOne[function.base], arguments == 1 { return .ofOne(function) }
    if let activation = Activation.called(function.base), arguments == 1 || arguments == 2 {
      guard function.member == nil || function.member == "deriv" else { return nil }
      let isDerivative = function.member != nil
      if arguments == 1 { return .activation(activation, isDerivative: isDerivative) }
      if activation.parameter != nil { return .activationWithParameter(activation, isDerivative: isDerivative) }
    }
    guard function.member == nil else { return nil }
    if function.base == "pow", arguments == 2 { return .power }
    return ofMany[function.base].map { .ofMany($0) }
  }

  /// The functions of one number by identifier.
  private static let byIdentifier: IdentifierMap<Callee> = {
    var all = IdentifierMap<Callee>()
    for name in ofOne.names + Activation.functionNames { all[name] = callee(Name(name), arguments: 1) }
    return all
  }()

  /// The value of a function of one number; nil if there is none of that name.
  package static func value(of function: Identifier, at x: Double) -> Double? { byIdentifier[function]?.value(x) }

  /// The value of a function of numbers; nil if there is no function of that name with that many arguments.
  package static func value(_ function: Name, _ arguments: [Double]) -> Double? {
    callee(function, arguments: arguments.count)?.value(arguments)
  }

  /// Like `value`, but also for vectors: functions of one number element by element, others over all elements.
  package static func call(_ function: Name, _ arguments: [Value], at range: SourceRange, known own: [String])
    throws(Fault) -> Value
  {
    var numbers: [Double] = []
    var isVector = false
    for argument in arguments {
      switch argument {
      case .number(let number): numbers.append(number)
      case .vector(let elements):
        try Limits.require(numbers: 3 * elements.count, at: range)
        numbers += elements
        isVector = true
      case let other: throw Fault("\(function) takes numbers, not \(other.kind)", at: range)
      }
    }
    let isOfOne = ofOne[function.base] != nil || Activation.called(function.base) != nil
    if isOfOne, isVector, arguments.count == 1 {
      var values: [Double] = []
      for (index, number) in numbers.enumerated() {
        if Limits.isReached(at: index) { try Limits.check(at: range) }
        if let value = value(function, [number]) { values.append(value) }
      }
      return .vector(values)
    }
    if let result = value(function, numbers) { return .number(result) }
    if isOfOne {
      if let member = function.member, member != "deriv" {
        throw Fault("functions have no member '\(member)'", at: range, label: "the only member is deriv")
      }
      throw wrongCount(function, 1...1, arguments.count, at: range)
    }
    if function.base == "pow" { throw wrongCount(function, 2...2, arguments.count, at: range) }
    let near = nearest(to: function.base, among: names + own)
    throw Fault("unknown function '\(function)'", at: range, help: near.map { "did you mean \($0)?" })
  }

  package static func wrongCount(_ function: Name, _ expected: ClosedRange<Int>, _ got: Int, at range: SourceRange)
    -> Fault
  {
    Fault(
      "\(function) takes \(expected.lowerBound) \(expected.lowerBound == 1 ? "argument" : "arguments"), got \(got)",
      at: range)
  }
}
