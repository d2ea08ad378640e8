import Expressions
import Testing

/// The expected results are from mpmath 1.3: `mp.dps = digits + 400; nstr(f(mpf(x)), digits + 4)`.
@Suite("Functions of decimals")
struct DecimalFunctionTests {
  @Test(
    "are right to the given number of digits, and bound their error",
    arguments: [
      (
        "e", "0", 100,
        "2.7182818284590452353602874713526624977572470936999595749669676277240766303535475945713821785251664274275"
      ),
      (
        "pi", "0", 100,
        "3.1415926535897932384626433832795028841971693993751058209749445923078164062862089986280348253421170679821"
      ),
      ("exp", "0.6", 60, "1.822118800390508974875367668162864513382238808546435386320547477"),
      ("exp", "-30.5", 25, "5.6756852326327224618727887238e-14"),
      ("exp", "1e-20", 70, "1.0000000000000000000100000000000000000000500000000000000000001666666666667"),
      ("exp", "700.25", 50, "1.30229973669917839353354223861921660134954223843411320e+304"),
      ("exp", "-5000", 30, "3.369694148308917514450032323813220e-2172"),
      (
        "log", "2", 100,
        "0.69314718055994530941723212145817656807550013436025525412068000949339362196969471560586332699641868754200"
      ),
      ("log", "1e-9", 50, "-20.7232658369464111561619230921592778684099133976589568"),
      ("log", "1.000000000001", 40, "9.9999999999950000000000033333333333308333333e-13"),
      ("log", "9.99e300", 45, "693.0771124908741673559152848777395581429707928720"),
      ("log2", "10", 40, "3.3219280948873623478703194294893901758648314"),
      ("log10", "2", 80, "0.301029995663981195213738894724493026768189881462108541310427461127108189274424509487"),
      ("sin", "22", 40, "-0.0088513092904038759216902568157723324632892040"),
      ("sin", "1e22", 30, "-0.8522008497671888017727058937530294"),
      ("cos", "1.5707963267948966", 40, "1.9231321691639751442098584699687551725056835e-17"),
      ("tan", "1.5", 40, "14.101419947171719387646083651987756445659544"),
      ("sinh", "0.001", 40, "0.0010000001666666750000001984127011684303601491"),
      ("cosh", "3", 40, "10.067661995777765841953936035115889836809804"),
      ("erf", "0.5", 60, "0.5204998778130465376827466538919645287364515757579637000588057256"),
      ("erf", "2.5", 40, "0.99959304798255504106043578426002508727965132"),
    ])
  func digits(function: String, argument: String, digits: Int, known: String) throws {
    let x = try #require(BoundedDecimal(written: argument))
    let value = try #require(
      DecimalFunctions.constant(function, digits: digits) ?? DecimalFunctions.value(function, [x], digits: digits))
    let error = Bound(value.value - (try #require(Decimal(known))))
    #expect(!value.isExact)
    #expect(error <= value.magnitude * Bound.powerOfTen(1 - digits), "\(value)")
    #expect(error <= value.uncertainty + value.magnitude * Bound.powerOfTen(-3 - digits), "\(value)")
    #expect(value.uncertainty <= value.magnitude * Bound.powerOfTen(3 - digits), "\(value.uncertainty)")
  }

  @Test(
    "are exact for results that are short decimals",
    arguments: [
      ("exp", "0", "1"), ("log", "1", "0"), ("log10", "0.001", "-3"), ("log2", "0.125", "-3"),
      ("sqrt", "0.0625", "0.25"),
      ("cos", "0", "1"), ("erf", "0", "0"), ("floor", "-0.5", "-1"),
      ("ceil", "0.5", "1"), ("round", "2.5", "3"), ("trunc", "-2.5", "-2"), ("huber", "3", "2.5"),
    ])
  func exact(function: String, argument: String, result: String) throws {
    let x = try #require(BoundedDecimal(written: argument))
    let value = try #require(DecimalFunctions.value(function, [x], digits: 40))
    #expect(value.isExact)
    #expect(value.normalized.description == result)
  }

  @Test(
    "powers of 0, and powers that are 0",
    arguments: [("0", "2", "0"), ("0", "0.5", "0"), ("0", "0", "1"), ("0", "-1", nil), ("-2", "3", "-8")]
      as [(String, String, String?)])
  func powers(base: String, exponent: String, result: String?) throws {
    let (x, y) = (try #require(BoundedDecimal(written: base)), try #require(BoundedDecimal(written: exponent)))
    #expect(DecimalFunctions.value("pow", [x, y], digits: 40)?.normalized.description == result)
  }

  @Test(
    "the uncertainty of the argument is multiplied by the slope",
    arguments: [("exp", 1.65), ("log", 2), ("sqrt", 0.71), ("erf", 0.8788)])
  func uncertainty(function: String, slope: Double) throws {
    let x = try #require(BoundedDecimal(computed: 0.5, slack: 1e-10))
    let value = try #require(DecimalFunctions.value(function, [x], digits: 40))
    #expect(value.uncertainty >= Bound(0.99e-10 * slope))
    #expect(value.uncertainty <= Bound(1.3e-10 * slope))
  }

  @Test(
    "beyond the range of numbers there is no value, and far below 0 a value near 0",
    arguments: ["exp", "sinh", "cosh"])
  func range(function: String) throws {
    let x = BoundedDecimal(1_000_000)
    #expect(DecimalFunctions.value(function, [x], digits: 40) == nil)
    let small = try #require(DecimalFunctions.value("exp", [-x], digits: 40))
    #expect(!small.isExact && small.uncertainty > 0)
    #expect(DecimalFunctions.power(BoundedDecimal(9), BoundedDecimal(387_420_489), digits: 40) == nil)
    #expect(DecimalFunctions.power(BoundedDecimal(10), BoundedDecimal(1000), digits: 40)?.isExact == true)
  }
}
