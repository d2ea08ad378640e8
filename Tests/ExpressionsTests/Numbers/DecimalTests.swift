import Expressions
import Testing

private func decimal(_ text: String) throws -> Decimal { try #require(Decimal(text)) }

@Suite("Decimals")
struct DecimalTests {
  @Test(
    "sums and products are exact and shortest",
    arguments: [
      ("1 - 0.78", "0.22"), ("0.1 + 0.2", "0.3"), ("0.6 + 0.64 * 0.04 * 0.001", "0.6000256"), ("0.5 * 0.2", "0.1"),
      ("2 * 50", "100"), ("1e3 * 1e-3", "1"), ("-0.5 * 0", "0"), ("0.64*0.6 + 0.66*0.7 + 0.71*0.3 + 0.57*0.4", "1.287"),
      ("0.5^3", "0.125"), ("2^-2", "0.25"), ("(1 - 0.78)^2", "0.0484"), ("-(3 - 5)", "2"), ("1/8", "0.125"),
      ("1/3", "0.3333333333333333333333333333333333333333"), ("2/3", "0.6666666666666666666666666666666666666667"),
      ("1e20 + 1e-20", "100000000000000000000.00000000000000000001"), ("exp(0)", "1"), ("sqrt(6.25)", "2.5"),
      ("log(1)", "0"), ("max(0, -3)", "0"),
      ("4^100.5", "3.213876088517980551083924184682325205044405987565585670602752e60"),
      // no tie: digits follow the 5, far behind
      (
        "12345678901234567890123456789012345678925 / 99999999999999999999999999999999999999999999999999",
        "0.0000000001234567890123456789012345678901234567893"
      ),
    ])
  func exact(expression: String, result: String) throws {
    var cursor = Cursor(expression)
    let value = try cursor.readExpression().decimal(in: FunctionsOnly())
    #expect(value.normalized.description == result)
  }

  @Test(
    "cutting keeps exactly the given decimals, and leaves shorter numbers",
    arguments: [
      ("0.22091", Cut.truncate, 3, "0.220"), ("0.22091", .round, 3, "0.221"), ("0.2", .truncate, 3, "0.2"),
      ("-0.0462", .truncate, 2, "-0.04"), ("-0.0462", .round, 2, "-0.05"), ("0.125", .round, 2, "0.13"),
      ("0.125", .halfEven, 2, "0.12"), ("0.135", .halfEven, 2, "0.14"), ("0.1250000001", .halfEven, 2, "0.13"),
      ("-0.125", .round, 2, "-0.13"), ("0.999", .round, 2, "1.00"), ("1.999", .truncate, 0, "1"),
      ("0.004", .truncate, 2, "0.00"), ("12", .truncate, 2, "12"), ("0.50", .round, 1, "0.5"),
    ])
  func cutting(text: String, cut: Cut, decimals: Int, result: String) throws {
    #expect(try decimal(text).cut(cut, decimals: decimals).description == result)
  }

  @Test(
    "functions are right to 40 digits",
    arguments: [
      ("exp(0.6)", "1.8221188003905089748753676681628645133822388085464"),
      ("exp(-30.5)", "5.6756852326327224618727887238066512771477108512075e-14"),
      ("exp(1e-20)", "1.00000000000000000001000000000000000000005"),
      ("log(2)", "0.69314718055994530941723212145817656807550013436026"),
      ("log(1e-9)", "-20.723265836946411156161923092159277868409913397659"),
      ("log(123456.789)", "11.723646487185880981139958983910111586910377375134"),
      ("erf(0.5)", "0.52049987781304653768274665389196452873645157575796"),
      ("erf(2.5)", "0.99959304798255504106043578426002508727965132259629"),
      ("sin(20)", "0.91294525072762765437609998384568230129793258370819"),
      ("cos(1)", "0.54030230586813971740093660744297660373231042061792"),
      ("sqrt(2)", "1.4142135623730950488016887242096980785696718753769"),
    ])
  func functions(expression: String, result: String) throws {
    var cursor = Cursor(expression)
    let value = try cursor.readExpression().decimal(in: FunctionsOnly())
    let error = Bound(value.value - (try decimal(result)))
    #expect(error <= value.magnitude * 1e-39, "\(value)")
    #expect(error <= value.uncertainty + Bound(try decimal(result)) * 1e-40, "\(value)")
  }

  @Test(
    "a double becomes the shortest decimal that reads back as the same",
    arguments: [0.1, 1e-7, 123456789.125, -2.5e-10, 3, 1e22])
  func doubles(value: Double) throws {
    let decimal = try #require(Decimal(value))
    #expect(decimal.double == value)
  }

  @Test("a string that is not a number gives nil", arguments: ["", "x", "1.2.3", "--1", "1e", "0x10", ".", "1e99999"])
  func unreadable(text: String) { #expect(Decimal(text) == nil) }

  @Test("infinity and NaN have no decimals")
  func infinite() {
    #expect(Decimal(Double.infinity) == nil)
    #expect(Decimal(Double.nan) == nil)
  }

  @Test(
    "division by 0 and undefined function values are errors", arguments: ["1/0", "log(0)", "sqrt(-1)", "0^-1"])
  func undefined(expression: String) throws {
    var cursor = Cursor(expression)
    let tree = try cursor.readExpression()
    #expect(throws: Fault.self) { try tree.decimal(in: FunctionsOnly()) }
  }

  @Test("numbers are equal as far as they are uncertain, and no further", arguments: [("1.5", true), ("1.49", false)])
  func equality(text: String, isEqual: Bool) throws {
    // 2, give or take 0.5
    let rounded = try #require(BoundedDecimal(written: "2.5")).rounded(digits: 1)
    let other = try #require(BoundedDecimal(written: text))
    #expect(rounded.equals(other) == isEqual && other.equals(rounded) == isEqual)
  }

  @Test("decimals are ordered by value, regardless of trailing zeros")
  func order() throws {
    #expect(try decimal("0.220") == decimal("0.22"))
    #expect(try decimal("-1") < decimal("0.001"))
    #expect(try decimal("1e-3") < decimal("0.01"))
  }
}

private struct FunctionsOnly: DecimalScope {
  let digits = 40

  func number(for expression: Expression) -> BoundedDecimal? { nil }

  func undefined(_ message: String, at range: SourceRange) -> Fault { Fault(message, at: range) }

  func decimal(of name: Name, at range: SourceRange) throws(Fault) -> BoundedDecimal {
    throw undefined("no names here", at: range)
  }

  func call(_ function: Name, _ arguments: [BoundedDecimal], at range: SourceRange) throws(Fault) -> BoundedDecimal {
    guard let value = DecimalFunctions.value(function.base, arguments, digits: digits + 5) else {
      throw undefined("\(function) has no value", at: range)
    }
    return value.rounded(digits: digits)
  }
}
