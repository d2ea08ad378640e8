import Expressions
import NeuralNetwork
import Testing

/// Compares every activation with its formulas, evaluated in decimals of 100 digits.
@Suite("Activations")
struct ActivationTests {
  static let ofOneNumber = Activation.all.filter(\.isElementwise)

  /// Entries with other values of their parameters.
  static let withParameters = [
    ("leaky-relu", 0.1), ("leaky-relu", 0), ("elu", 0.5), ("elu", 2), ("step", 1), ("step", 0.5), ("sign", -1),
    ("dead-zone", 0.5), ("dead-zone", 0),
  ].compactMap { name, operand in Activation.named(name)?.with(operand) }

  /// Single-precision numbers: a fine grid, random numbers of many magnitudes, and numbers near the limits of doubles.
  static let points: [Double] = {
    var random = RandomNumbers.initial
    var points = stride(from: -40, through: 40, by: 0.625).map { $0 }
    for power in stride(from: -30, through: 7, by: 2) {
      points.append(random.uniform(-1, 1) * Double(sign: .plus, exponent: power, significand: 1))
    }
    points += [88, -88, 139, -139]
    return points.map { Double(Float($0)) }
  }()

  /// Maximum errors of values in units in the last place, for C functions that document one.
  static let ulps: [String: Double] = [
    "identity": 0, "sigmoid": 2.5, "tanh": 2.5, "relu": 0, "leaky-relu": 1, "softplus": 2.2, "swish": 4, "sine": 1,
    "step": 0,
  ]

  @Test(
    "value and derivative agree with the formulas over the whole range, in every arithmetic", arguments: ofOneNumber)
  func accuracy(_ activation: Activation) throws {
    for (member, isDerivative) in [(nil, false), ("deriv", true)] as [(String?, Bool)] {
      let formula = try #require(Activation.formula(of: Name(activation.functionName, member: member)))
      func computed<A: Arithmetic>(_ x: Double, in _: A.Type) -> Double {
        let out = A.activate(activation, A.Number(x))
        return Double(isDerivative ? A.derivative(activation, A.Number(x), out) : out)
      }
      for x in Self.points {
        let exact = try formula.decimal(in: DecimalFormula(x: x)).double
        // If a formula contains differences, its error is that of the larger numbers in it.
        let size = max(1, x.magnitude, exact.magnitude)
        let double = computed(x, in: FusedDouble.self)
        #expect((double - exact).magnitude <= 4 * size.ulp, "\(formula) at \(x)")
        #expect(
          (computed(x, in: TextbookDouble.self) - exact).magnitude <= 4 * size.ulp, "\(formula) at \(x), textbook")
        let single = computed(x, in: FusedSingle.self)
        #expect((single - exact).magnitude <= 4 * Double(Float(size).ulp), "\(formula) at \(x), single")
        if !isDerivative, let ulps = Self.ulps[activation.name] {
          #expect((double - exact).magnitude <= (ulps + 0.5) * exact.ulp, "\(formula) at \(x)")
        }
      }
    }
  }

  @Test(
    "an activation with a parameter is its formula with that number, and a call with two arguments",
    arguments: withParameters)
  func parameters(_ activation: Activation) throws {
    #expect(activation != Activation.named(activation.name) && activation == activation.with(activation.operand))
    let operand = Expression.number(activation.operand)
    let call = activation.call(.name("x"))
    #expect("\(call)" == "\(activation.functionName)(x, \(operand))")
    for (member, isDerivative) in [(nil, false), ("deriv", true)] as [(String?, Bool)] {
      let name = Name(activation.functionName, member: member)
      let formula = try #require(Activation.formula(of: name, parameter: operand))
      for x in Self.points + [0, 0.5, -0.5] {
        let exact = try formula.decimal(in: DecimalFormula(x: x)).double
        let out = FusedDouble.activate(activation, x)
        let value = isDerivative ? FusedDouble.derivative(activation, x, out) : out
        #expect((value - exact).magnitude <= 4 * max(1, exact.magnitude).ulp, "\(formula) at \(x)")
        #expect(Functions.value(name, [x, activation.operand]) == value)
        if let decimal = BoundedDecimal(x), let parameter = BoundedDecimal(activation.operand) {
          let written = try #require(Activation.decimal(name, [decimal, parameter], digits: 20))
          #expect((written.double - exact).magnitude <= 4 * max(1, exact.magnitude).ulp, "\(name)(\(x)) in decimals")
        }
      }
    }
  }

  @Test("the derivative's formula is the derivative of the value's formula", arguments: ofOneNumber)
  func slopes(_ activation: Activation) throws {
    let value = try #require(Activation.formula(of: Name(activation.functionName)))
    let derivative = try #require(Activation.formula(of: Name(activation.functionName, member: "deriv")))
    let step = 0x1p-40
    for x in Self.points where x.magnitude > 2 * step && x.magnitude < 30 {
      let ahead = try value.decimal(in: DecimalFormula(x: x + step))
      let behind = try value.decimal(in: DecimalFormula(x: x - step))
      // x ± step is exact in double if x has 13 bits to spare.
      guard x + step - x == step, x - step - x == -step else { continue }
      let slope = (ahead - behind).double / (2 * step)
      let written = try derivative.decimal(in: DecimalFormula(x: x)).double
      #expect((slope - written).magnitude < 1e-15 + 1e-14 * written.magnitude, "\(derivative) at \(x)")
    }
  }

  @Test("the derivative in terms of the output is the same", arguments: ofOneNumber.filter { !$0.needsNetInput })
  func ofOutput(_ activation: Activation) throws {
    for x in Self.points {
      let out = FusedDouble.activate(activation, x)
      let formula = try #require(activation.derivative(ofOutput: .number(out)))
      let value = try formula.decimal(in: DecimalFormula(x: x)).double
      #expect((value - FusedDouble.derivative(activation, x, out)).magnitude <= 0x1p-50, "\(formula), \(x)")
    }
  }

  @Test("far out and at infinity outputs are not NaN, and within −1 and 1 if bounded", arguments: ofOneNumber)
  func limits(_ activation: Activation) {
    for x in Self.points + [750, -750, 1e4, -1e4, 1e300, -1e300] {
      let out = FusedDouble.activate(activation, x)
      #expect(!out.isNaN && !FusedDouble.derivative(activation, x, out).isNaN, "at \(x)")
      #expect(!activation.isBounded || out.magnitude <= 1, "at \(x)")
    }
    #expect(FusedDouble.activate(activation, .nan).isNaN)
  }

  @Test("calls of an activation are differentiated by its formulas", arguments: ofOneNumber)
  func differentiation(_ activation: Activation) throws {
    var cursor = Cursor("\(activation.functionName)(3 * x)")
    let derivative = try cursor.readExpression().derivative(by: "x")
    for x in [-1.3, -0.2, 0.4, 2] {
      let value = try derivative.decimal(in: DecimalFormula(x: x)).double
      let out = FusedDouble.activate(activation, 3 * x)
      #expect((value - 3 * FusedDouble.derivative(activation, 3 * x, out)).magnitude < 1e-14, "\(derivative) at \(x)")
    }
  }

  @Test("names are unique, and expressions can call them")
  func names() {
    #expect(Set(Activation.all.map(\.name)).count == Activation.all.count)
    for activation in Self.ofOneNumber { #expect(Functions.names.contains(activation.functionName)) }
    for activation in Activation.all { #expect(Activation.named(activation.name) === activation) }
  }
}

/// Formulas of x in decimals; activations by their own formulas.
struct DecimalFormula: DecimalScope {
  let digits = 100
  var x: BoundedDecimal

  /// `x` exactly, unlike its shortest decimal: significand · 2⁵² · ½ · ½ …
  init(x: Double) {
    var value = Decimal(Int(x.significand * 0x1p52)) * Decimal(x < 0 ? -1 : 1)
    if x != 0 { for _ in 0..<52 - Int(x.exponent) { value = value * Decimal(5, exponent: -1) } }
    self.x = BoundedDecimal(value)
  }

  func number(for expression: Expression) -> BoundedDecimal? { nil }

  func undefined(_ message: String, at range: SourceRange) -> Fault { Fault(message, at: range) }

  func decimal(of name: Name, at range: SourceRange) throws(Fault) -> BoundedDecimal {
    if name.description == "x" { return x }
    guard let constant = DecimalFunctions.constant(name.base, digits: digits) else { throw Fault("no \(name)") }
    return constant
  }

  func call(_ function: Name, _ arguments: [BoundedDecimal], at range: SourceRange) throws(Fault) -> BoundedDecimal {
    if function.member == nil, let value = DecimalFunctions.value(function.base, arguments, digits: digits) {
      return value
    }
    if let formula = Activation.formula(of: function) {
      var inner = self
      inner.x = arguments[0]
      return try formula.decimal(in: inner)
    }
    throw Fault("no \(function)")
  }
}
