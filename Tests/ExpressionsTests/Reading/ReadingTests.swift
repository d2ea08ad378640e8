import Expressions
import Testing

@Suite struct ReadingTests {
  @Test(
    "a printed expression reads back as the same tree",
    arguments: [
      "1 + 2 * 3", "(1 + 2) * 3", "-x^2", "(-x)^2", "2^3^2", "(2^3)^2", "a - (b - c)", "a - b - c", "a / (b * c)",
      "1 / (1 + exp(-x))", "-(-3) * 2", "not a > 2 and b < 3 or c = 4", "not (a and b)", "w[i1,h2[3]].grad + h2[3].out",
      "f(x, [1, 2, 3])", "sigmoid.deriv(0.5) * -0.25", "0.6 + 0.64 * 0.04 * 0.001", "x^-2", "a = b", "0.50 * 1e-3",
    ])
  func roundTrip(_ text: String) throws {
    var cursor = Cursor(text)
    let expression = try cursor.readExpression()
    #expect(cursor.position == text.utf8.count)
    #expect(expression.description == text)
    var again = Cursor(expression.description)
    #expect(try again.readExpression() == expression)
  }

  @Test(
    "the typography of articles is understood",
    arguments: [
      ("0.04 × 0.6", "0.04 * 0.6"), ("0.04 · 0.6", "0.04 * 0.6"), ("0.04 x 0.6", "0.04 * 0.6"),
      ("1 − 0.78", "1 - 0.78"),
      ("−0.5", "-0.5"), ("x²", "x^2"), ("(a − b)²", "(a - b)^2"), ("e^-0.6", "e^-0.6"), ("√2", "sqrt(2)"),
      ("1,234.5 + 1", "1234.5 + 1"), ("12%", "12 / 100"), ("net₁ + net₂", "net₁ + net₂"), ("10⁻³", "10^-3"),
      ("½ * x", "0.5 * x"), ("σ(0.6)", "σ(0.6)"), ("∂E/∂w1 + 1", "∂E/∂w1 + 1"), ("max(1,234)", "max(1, 234)"),
      ("f'(0.6)", "f'(0.6)"),
    ])
  func article(_ text: String, _ meaning: String) throws {
    var cursor = Cursor(text, dialect: .article)
    #expect(try cursor.readExpression().description == meaning)
    #expect(cursor.position == text.utf8.count)
  }

  @Test(
    "an expression that cannot be read is an error at its position",
    arguments: [
      ("1 +", 3), ("(1 + 2", 0), ("1 + * 2", 4), ("2x", 0), ("f(1, )", 5), ("1e999", 0), ("2 * 1e-400", 4),
      ("a < b < c", 6),
      ("\"a\\q\"", 2),
    ])
  func faults(_ text: String, _ position: Int) {
    var cursor = Cursor(text)
    let fault = #expect(throws: Fault.self) { try cursor.readExpression() }
    #expect(fault?.range?.lower == position)
  }

  @Test("too deep nesting is an error, not a crash")
  func deep() {
    var cursor = Cursor(String(repeating: "(", count: 100_000))
    #expect(throws: Fault.self) { try cursor.readExpression() }
  }

  @Test(
    "numbers are the nearest doubles",
    arguments: [
      "0.1", "123456789012345678", "1.7976931348623157e308", "5e-324", "2.2250738585072011e-308", "0.30000000000000004",
      "9007199254740993", "1e23", "8.5e-3", "100000000000000000000000",
    ])
  func numerals(_ text: String) throws {
    var cursor = Cursor(text)
    #expect(try cursor.readNumeral().value.value == Double(text))
  }
}
