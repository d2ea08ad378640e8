import Testing
import WorkedExamples

/// Numbers put into a formula that an earlier line or the program knows.
@Suite struct FormulaTests {
  private static let definitions = [
    "f(x) = 1 / (1 + e^-x)", "g(x, w, b) = w * x + b", "k(x) = x^2 - 4x+5",
    "L(t, p) = -(t * ln(p) + (1 - t) * ln(1 - p))", "n! = n * (n - 1)!", "w = 0.3", "z = w * 0.5 + 0.1 = 0.25",
  ]

  @Test(
    "each number put into the body of a function, or the formula of a name, must be the argument or follow from it",
    arguments: [
      ("f(0.7) = 1/(1+e^-0.6) = 0.6457", "0.7", "should be 0.6: 0.6457 follows from it"),
      ("f(0.7) = 1/(1+e^-0.8) = 0.6682", "0.8", "should be 0.7: 0.6682 follows from it"),
      ("f(0.7) = 2/(1+e^-0.7) = 1.3364", "2", "should be 1"),
      ("f(-0.7) = 1/(1+e^0.6) = 0.3543", "0.6", "should be 0.7"),
      ("f(0.7) = 1/(1+0.4976) = 0.6677", "0.4976", "should be 0.4966"),
      ("f(0.7) = 1/1.4976 = 0.6677", "1.4976", "should be 1.4966"),
      ("f(0.70) = e^0.60/(1+e^0.70) = 0.6046", "0.70", "should be 0.60"),
      ("\\sigma(0.7) = \\frac{1}{1+e^{-0.6}} = 0.6457", "0.7", "should be 0.6"),
      ("sigmoid(0.7) = 1/(1+2.718^-0.6) = 0.6456", "0.7", "should be 0.6"),
      ("tanh(0.7) = (e^0.7 - e^-0.7)/(e^0.7 + e^-0.6) = 0.592", "0.7", "should be 0.6"),
      ("tanh(0.7) = (e^1.4 - 1)/(e^1.3 + 1) = 0.6546", "1.3", "should be 1.4"),
      ("tanh(0.7) = (2.014 - 0.4966)/(2.014 + 0.4866) = 0.607", "0.4866", "should be 0.4966"),
      ("f'(0.7) = 0.668 * (1 - 0.658) = 0.228", "0.658", "should be 0.668"),
      ("relu(0.7) = max(0, 0.6) = 0.6", "0.7", "should be 0.6"),
      ("L(1, 8.13) = -(1 * ln(0.13) + (1 - 1) * ln(1 - 0.13)) = 2.04", "8.13", "should be 0.13"),
      ("g(0.5, 0.3, 0.1) = 0.3*0.5 + 0.2 = 0.35", "0.1", "should be 0.2"),
      ("g(0.5, 0.3, 0.1) = 0.3*0.6 + 0.1 = 0.28", "0.5", "should be 0.6"),
      ("a = f(z) = 1/(1 + e^-(0.3*0.5 + 0.2)) = 0.5622", "0.2", "should be 0.1"),
      ("a = f(z) = 1/(1 + e^-(0.4*0.5 + 0.1)) = 0.5622", "0.4", "should be 0.3"),
      ("h = k(0.977) = 0.976^2 - 4 * 0.976 + 5 = 2.0486", "0.977", "should be 0.976"),
      ("y = 0.9*0.01/(0.5*0.01 + 0.05*0.99) = 0.009/0.0585 = 0.1538", "0.0585", "should be 0.0545"),
      ("y = 0.25*0.5 + 0.3*0.2 + 0.1 = 0.185 + 0.2", "0.185 + 0.2", "should equal 0.285"),
      ("y = 2.718/(1 + 2.718) = 1/(1 + 0.378) = 0.7257", "2.718", "should be 1"),
      ("exp(-5.196^2/200) = exp(-28/200)", "-28", "should be -26.99841"),
      ("exp(-5.186^2/200) = exp(-27/200)", "-27", "should be -26.89459"),
    ])
  func wrong(_ line: String, _ operand: String, _ correction: String) throws {
    var lines = try AuditedLines(FormulaTests.definitions)
    let finding = try lines.check(line)
    #expect(!finding.verdict.isRight)
    #expect(finding.marked(in: line) == operand)
    #expect(finding.fault?.label?.contains(correction) == true, "\(finding.fault?.label ?? "")")
    #expect(finding.wrongDefinition == nil)
  }

  @Test(
    "what is put in may have more digits, partial results, and other forms with the same value",
    arguments: [
      "f(0.7) = 1/(1+e^{-(0.7)}) = 0.6682", "f(0.7) = 1/(1+exp(-0.7)) = 0.6682", "f(0.7) = 1/(1+e^-0.70) = 0.6682",
      "f(0.7) = 1/(1+e^-0.6963) = 0.6674", "f(0.7) = 1/(1+0.4966) = 0.6682", "f(0.7) = 1/1.4966 = 0.6682",
      "f(0.7) = 1/(1+2.718^-0.7) = 0.6682", "f(0.7) = 1/(1+1/e^0.7) = 0.668", "f(0.7) = 1/(1+1/2.01) = 0.668",
      "f(0.7) = e^0.7/(1+e^0.7) = 2.014/3.014 = 0.668", "f(0.7) = 2.014/(1+2.014) = 0.668",
      "L(1, 0.13) = -(1 * ln(0.13) + (1 - 1) * ln(1 - 0.13)) = 2.04", "m = 1! + 4! = 25",
      "tanh(0.7) = (2.014 - 0.4966)/(2.014 + 0.4966) = 0.604", "f'(0.7) = 0.668*(1-0.668) = 0.222",
      "f'(0.7) = f(0.7)*(1-f(0.7)) = 0.668*(1-0.668) = 0.222", "relu(0.7) = max(0, 0.7) = 0.7",
      "a = f(z) = 1/(1 + e^-(0.3*0.5 + 0.1)) = 0.5622", "g(0.5, 0.3, 0) = 0.3*0.5 = 0.15",
      "h = k(0.976) = 0.976^2 - 4 * 0.976 + 5 = 2.0486", "y = 0.3*0.7*0.5 = 0.2*0.5", "y = 0.5 * 4x-2 = -4",
      "y = 0.25*0.51 + 0.3*0.21 + 0.1 = 0.19 + 0.1 = 0.29", "y = 2.718/(1 + 2.718) = 1/(1 + 0.368) = 0.731",
      "y = 0.9*0.01/(0.9*0.01 + 0.05*0.99) = 0.009/0.0585 = 0.1538",
      "exp(-5.196^2/200) = exp(-27/200) = 0.874", "f(0.7) - 0.2 = 1/(1+0.4966) - 0.2 = 0.468",
    ])
  func right(_ line: String) throws {
    var lines = try AuditedLines(FormulaTests.definitions)
    let finding = try lines.check(line)
    #expect(finding.fault == nil, "\(finding.fault?.message ?? "")")
    #expect([.exact, .rounded, .truncated].contains(finding.verdict))
  }

  @Test(
    "± is two calculations, n! a factorial, and million a power of ten",
    arguments: [
      ("x = 3 ± 0.5", Verdict.defined), ("x = (3 ± 1)/2 = 2", .exact), ("x = (3 ± 1)/2 = 1", .exact),
      ("x = (3 ± 1)/2 = 3", .wrong), ("x = \\frac{3 \\pm \\sqrt{9-8}}{2} = \\frac{3 \\pm 1}{2}", .exact),
      ("x = \\frac{3 \\pm \\sqrt{9-8}}{2} = \\frac{3 \\pm 2}{2}", .wrong), ("z = ±√4 = ±2", .exact),
      ("z = ±√4 = ±3", .wrong), ("x = ±2 - (1 ± 1) = 0", .exact), ("x = ±2 - (1 ± 1) = 4", .wrong),
      ("u = 0.95 +/- 1.96*0.02 = 0.95 +/- 0.0392", .exact),
      ("u = 0.95 +- 1.96*0.02 = 0.95 +- 0.0382", .wrong), ("u = (1 ∓ 2) * (1 ± 2) = -3", .exact),
      ("u = (1 ∓ 2) * (1 ± 2) = 3", .wrong), ("y = 2 ± 1 = 2 + 1", .exact), ("y = 5! = 120", .exact),
      ("y = \\frac{4 \\pm \\sqrt{4^2 - 44}}{2} = \\frac{4 \\pm \\sqrt{-28}}{2}", .exact),
      ("y = 5! = 121", .lastDigitOff), ("y = 5!/(3! * 2!) = 10", .exact), ("y = (4 - 1)! * 2 = 12", .exact),
      ("y = \\binom{5}{2} = 10", .exact), ("y = \\binom{5}{2} = 20", .wrong),
      ("n = 1.6 billion = 1600 million", .exact),
      ("n = 3 million * 2 = 6 million", .exact), ("n = 3 million * 2 = 7 million", .wrong),
      ("n = 3.4 million * 2 = 7 million", .rounded), ("n = 1024^2 = 1.05\\text{ million}", .rounded),
      ("n = 1024^2 = 1.15\\text{ million parameters}", .wrong), ("q = 45/50 = 0.9 = 90 percent", .exact),
      ("q = 45/50 = 0.9 = 80 per cent.", .wrong), ("\\sigma^2_{sum} = 1 + 3 = 4", .partlyChecked),
      ("\\sigma^{2}_{sum} = 1 + 3 = 5", .wrong),
    ])
  func signs(_ line: String, _ verdict: Verdict) throws {
    var lines = try AuditedLines()
    #expect(try lines.check(line).verdict == verdict)
  }

  @Test("a name with ± has no single value, and an exclamation mark at the end of a sentence is not a factorial")
  func unread() throws {
    var lines = try AuditedLines(["x = 3", "x = 4 ± 1 = 4 ± 1.0"])
    #expect(try lines.check("y = x + 1 = 9").verdict == .notChecked)
    for line in ["x = 2 + 3 = 5!", "x = 2 ± 1 = 3, 1", "x = 3 ± = 2"] {
      var lines = try AuditedLines()
      #expect(throws: (any Error).self) { try lines.check(line) }
    }
  }
}
