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
      // LaTeX
      ("\\frac{1}{1+e^{-0.3775}}", "1 / (1 + e^-0.3775)"), ("\\frac12 (a - b)^2", "1 / 2 * (a - b)^2"),
      ("{1 \\over 2} \\left( a - b \\right)^{2}", "1 / 2 * (a - b)^2"),
      ("\\delta _k \\cdot w_{j,k'}", "δ_k * w_{j,k'}"),
      ("\\hat{y} - y", "ŷ - y"), ("\\frac{dL}{d\\hat{y}}", "dL/dŷ"), ("\\Delta w_{j,k}", "Δw_{j,k}"),
      ("\\frac{\\partial E_{total}}{\\partial out_{h_{1}}}", "∂E_{total}/∂out_{h_{1}}"),
      ("\\partial L / \\partial w_5", "∂L/∂w_5"), ("\\log{0.5}", "log(0.5)"), ("-\\ln 0.659", "-ln(0.659)"),
      ("\\log_2 8", "log2(8)"), ("\\max(0, -7 - 13 + 10)", "max(0, -7 - 13 + 10)"), ("\\sigma'(z)", "σ'(z)"),
      ("\\mathbf{w}^{(1)}_2 + \\text{net}_{h1}", "w^{(1)}_2 + net_{h1}"), ("w_5^{new} - w_7^+", "w_5^{new} - w_7^+"),
      ("\\|a - b\\|^2", "abs(a - b)^2"), ("\\frac{1}{2}\\lvert t-o \\rvert", "1 / 2 * abs(t - o)"), ("5\\%", "5 / 100"),
      ("\\begin{bmatrix} 0.1 & 2x \\\\ 3 & 4 \\end{bmatrix}", "[[0.1, 2 * x], [3, 4]]"),
      // Numbers
      ("12 345.5 + 100\u{202F}000", "12345.5 + 100000"), ("12\\,000", "12000"), ("1e−3", "1e-3"), ("3.2M", "3.2e6"),
      ("800K", "8e5"), ("0.5x", "0.5 * x"),
      // Unicode
      ("e⁻⁰·⁵", "e^-0.5"), ("e⁻ˣ", "e^-x"), ("δ₃ ⊙ σ′(z₃)", "δ₃ * σ′(z₃)"), ("‖a − b‖", "abs(a - b)"),
      ("a – b", "a - b"),
      ("a\u{2009}+\u{202F}b\u{200A}· 2", "a + b * 2"), ("0.5x3 + 2 x4", "0.5 * 3 + 2 * 4"),
      ("x⁽¹⁾ + w⁺", "x⁽¹⁾ + w⁺"), ("P(y=1|x) + w5(new)", "P(y=1|x) + w5(new)"), ("ln 0.5", "ln(0.5)"),
      ("(0.1, 0.2)", "[0.1, 0.2]"), ("<0,.5>", "[0, .5]"),
    ])
  func article(_ text: String, _ meaning: String) throws {
    var cursor = Cursor(text, dialect: .article)
    #expect(try cursor.readExpression().description == meaning)
    #expect(cursor.position == text.utf8.count)
  }

  @Test(
    "in mathematics, names next to each other are a product",
    arguments: [
      ("w_{11} x_1 + w_{12}x_2 + b", "w_{11} * x_1 + w_{12} * x_2 + b"), ("w_1x_1", "w_1 * x_1"),
      ("- \\eta \\delta_k o_j", "-η * δ_k * o_j"), ("out_{o1} (1 - out_{o1})", "out_{o1}(1 - out_{o1})"),
      ("\\sum_{i=1}^{n} w_i x_i", "Σ(w_i * x_i)"),
      ("\\frac{\\partial E}{\\partial o} \\frac{\\partial o}{\\partial w}", "∂E/∂o * ∂o/∂w"),
    ])
  func mathematics(_ text: String, _ meaning: String) throws {
    var cursor = Cursor(text, dialect: .article)
    cursor.juxtaposes = true
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

  @Test("parentheses and lists one after the other are not deep")
  func flat() throws {
    var cursor = Cursor(String(repeating: "(1) + max(2, 3) - ", count: 400) + "1")
    #expect(try cursor.readExpression().description == String(repeating: "1 + max(2, 3) - ", count: 400) + "1")
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
      "9007199254740993", "1e23", "0.0e-400", "8.5e-3", "100000000000000000000000",
    ])
  func numerals(_ text: String) throws {
    var cursor = Cursor(text)
    #expect(try cursor.readNumeral().value.value == Double(text))
  }
}
