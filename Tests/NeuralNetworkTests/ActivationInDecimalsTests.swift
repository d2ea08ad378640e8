import Expressions
import NeuralNetwork
import Testing

/// The results are mpmath 1.3's: `mp.dps = digits + 400; nstr(f(mpf(x)), digits + 4)`.
@Suite("Activations in decimals")
struct ActivationInDecimalsTests {
  private static func value(_ function: String, _ x: BoundedDecimal, digits: Int) throws -> BoundedDecimal {
    var cursor = Cursor(function)
    guard case .name(let name) = try cursor.readExpression().node else { throw Fault("\(function) is not a name") }
    return try #require(Activation.decimal(name, [x], digits: digits))
  }

  @Test(
    "are right to every digit asked for, whatever cancels in the formula, and know how right they are",
    arguments: [
      (
        "tanh", "0.5", 100,
        "0.46211715726000975850231848364367254873028928033011303855273181583808090614040927877494906415196249058435"
      ),
      ("tanh", "1e-10", 30, "9.999999999999999999966666666666667e-11"),
      ("tanh", "-20.25", 40, "-0.99999999999999999484648578169003811703054650"),
      ("sigmoid", "0.6", 60, "0.6456563062257954529091106364118829640767984024588060872071562098"),
      ("sigmoid", "-8", 30, "0.0003353501304664781038783278291375190"),
      ("sigmoid", "40", 60, "0.9999999999999999957516457447084110227192790955954936285652372821"),
      ("softplus", "2", 40, "2.1269280110429724964437268063583044314343331"),
      ("softplus", "-50", 30, "1.928749847963917783017156812728212e-22"),
      ("elu", "-0.001", 40, "-0.00099950016662500833194464283234402529764409764"),
      ("gelu", "0.7", 40, "0.53062544344384888967545470027924473968258426"),
      ("gelu", "-7.03", 30, "-7.259653869798717361694999958424962e-12"),
      ("swish", "1.5", 40, "1.2263617142904654894108257679843723713193613"),
      ("gaussian", "0.3", 40, "0.91393118527122818674735354649952061021058519"),
      ("sigmoid", "1.28", 40, "0.78244977642311249646968844384501177696451246423854"),
      ("sigmoid", "-8", 40, "0.00033535013046647810387832782913751899733007355279518"),
      ("sigmoid.deriv", "0.78", 40, "0.21552289528787707161712341047227289530257865137131"),
      ("tanh", "0.5", 40, "0.46211715726000975850231848364367254873028928033011"),
      ("tanh", "0.001", 40, "0.0009999996666667999999460317679012257046692967922854"),
      ("tanh", "-3", 40, "-0.99505475368673045133188018525548847509781385470028"),
      ("softplus", "2", 40, "2.1269280110429724964437268063583044314343330628084"),
      ("gelu", "0.7", 40, "0.53062544344384888967545470027924473968258426077055"),
      ("tanh", "1e-300", 30, "1.0e-300"),
      ("sigmoid.deriv", "40", 40, "4.2483542552915889592322070259503548016664406e-18"),
      ("sigmoid.deriv", "-700.5", 30, "5.9801961186397912064121073304951e-305"),
      ("tanh.deriv", "20.25", 40, "1.0307028436619923739380198193299931053129957e-17"),
      ("elu", "-1e-9", 40, "-0.00000000099999999950000000016666666662500000000833333"),
      ("gelu", "-100", 30, "-1.344179076744198305073080167135253e-2172"),
      ("gelu.deriv", "-9.5", 30, "-9.469093473831383318452416535689877e-20"),
      ("swish.deriv", "-60", 30, "-5.166341349990946999708352261191096e-25"),
      ("softplus", "-5000", 30, "3.36969414830891751445003232381322e-2172"),
    ])
  func digits(function: String, argument: String, digits: Int, known: String) throws {
    let value = try Self.value(function, try #require(BoundedDecimal(written: argument)), digits: digits)
    let error = Bound(value.value - (try #require(Decimal(known))))
    #expect(!value.isExact)
    #expect(error <= value.magnitude * Bound.powerOfTen(1 - digits), "\(value)")
    #expect(error <= value.uncertainty + value.magnitude * Bound.powerOfTen(-3 - digits), "\(value)")
    #expect(value.uncertainty <= value.magnitude * Bound.powerOfTen(3 - digits), "\(value.uncertainty)")
  }

  @Test("have the formula's value and its derivative's", arguments: ActivationTests.ofOneNumber)
  func formulas(_ activation: Activation) throws {
    for member in [nil, "deriv"] {
      let function = Name(activation.functionName, member: member)
      let formula = try #require(Activation.formula(of: function))
      for x in ActivationTests.points {
        let scope = DecimalFormula(x: x)
        let own = try #require(Activation.decimal(function, [scope.x], digits: 30))
        let exact = try formula.decimal(in: scope)
        #expect(
          (own.value - exact.value).magnitude.double <= 1e-28 * max(exact.double.magnitude, 1e-50), "\(formula) at \(x)"
        )
      }
    }
  }

  @Test(
    "come out exact where they are",
    arguments: [
      ("sigmoid", "0", "0.5"), ("sigmoid.deriv", "0", "0.25"), ("tanh", "0", "0"), ("tanh.deriv", "0", "1"),
      ("relu", "-3", "0"), ("relu", "1.25", "1.25"), ("leaky_relu", "-3", "-0.03"), ("leaky_relu.deriv", "2", "1"),
      ("elu", "3", "3"), ("gaussian", "0", "1"), ("step", "0", "0"), ("identity.deriv", "7", "1"),
    ])
  func exact(function: String, argument: String, result: String) throws {
    let value = try Self.value(function, try #require(BoundedDecimal(written: argument)), digits: 40)
    #expect(value.isExact)
    #expect(value.normalized.description == result)
  }

  @Test(
    "the uncertainty of the argument is multiplied by the slope",
    arguments: [("sigmoid", 0.236), ("tanh", 0.787), ("swish", 0.74), ("gelu", 0.868)])
  func uncertainty(function: String, slope: Double) throws {
    let x = try #require(BoundedDecimal(computed: 0.5, slack: 1e-10))
    let value = try Self.value(function, x, digits: 40)
    #expect(value.uncertainty >= Bound(0.99e-10 * slope))
    #expect(value.uncertainty <= Bound(1.3e-10 * slope))
    #expect(value.slack <= Bound(2.6e-10 * slope))
  }

  @Test("far out all have their limits", arguments: ActivationTests.ofOneNumber)
  func limits(_ activation: Activation) throws {
    for member in [nil, "deriv"] {
      let function = Name(activation.functionName, member: member)
      for x in [300, 20_000, 45_000, 47_000, 1_000_000, 1_000_000_000] {
        for far in [BoundedDecimal(x), BoundedDecimal(-x)] {
          let value = try #require(Activation.decimal(function, [far], digits: 40))
          let double = try #require(Functions.value(function, [far.double]))
          #expect(
            (value.double - double).magnitude <= 4 * max(1, double.magnitude).ulp, "\(function) at \(far)")
          #expect(value.isExact || value.uncertainty > 0, "\(function) at \(far)")
        }
      }
    }
  }
}
