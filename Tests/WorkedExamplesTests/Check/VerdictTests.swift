import Expressions
import NeuralNetwork
import Testing
import WorkedExamples

@Suite struct VerdictTests {
  @Test(
    "a right line is exact, rounded or truncated",
    arguments: [
      ("1 - 0.78 = 0.22", Verdict.exact), ("0.04 * 0.6 = 0.024", .exact), ("0.1 + 0.2 = 0.3", .exact),
      ("0.333... * 3 = 0.999", .exact), ("2 / 3 = 0.667", .rounded), ("2 / 3 = 0.666", .truncated),
      ("1 / 8 = 0.13", .rounded),
      ("1 / 8 = 0.12", .rounded), ("3 / 8 = 0.37", .truncated), ("-2 / 3 = -0.66", .truncated),
      ("-1 / 8 = -0.13", .rounded), ("sigmoid(0.6) = 0.645656", .rounded), ("1 / 4 = 25%", .exact),
      ("0.5^2 = 0.250", .exact), ("σ(0) = 0.5", .exact), ("tanh(0.3775) = 0.3605", .rounded),
      ("1 / (1 + e^-0.6) = 0.645656", .rounded), ("√2 = 1.41421356", .rounded), ("ln(2) = 0.693147", .rounded),
      ("1,000 * 1.5 = 1,500", .exact), ("0.00012 * 0.1 = 1.2 × 10^-5", .exact), ("(0.5)² ≈ 0.25", .exact),
      ("max(0, -0.3) = 0", .exact), ("relu(0.3) = 0.3", .exact), ("2 × 3 = 6.", .exact), ("2 · 3 = 6;", .exact),
      ("3 − 1 = 2 # comment", .exact), ("½ (1 - 0.78)^2 = 0.0242", .exact), ("σ'(0) = 0.25", .exact),
      ("0.1 + 0.2 = 0.30000000000000004", .exact), ("1 - 0.78 = 0.21999999999999997", .exact),
      ("exp(1) = 2.718281828459045", .exact), ("x = 0.3", .defined), ("Math.exp(0) = 1", .exact),
      ("f(x) = 1 / (1 + exp(-x))", .defined), ("0.15 x 0.05 = 0.0075", .exact),
      ("\\frac{1}{1 + e^{-0.6}} \\approx 0.645656", .rounded), ("0.3 \\cdot 0.2 = 0.06", .exact),
      ("2 * 3 = 6 = 12 / 2", .exact), ("0.2 * 0.6 = 0.6 * 0.2 = 0.12", .exact), ("-(1 - 2) = 1", .exact),
      ("w1+ = 0.5 - 0.1 = 0.4", .exact), ("(1 + 2, 3) + (4, 5 / 2) = (7, 5.5)", .exact),
      ("1/3 = 0.333...", .rounded), ("10 / 4 = 2.5 // comment", .exact), ("net₁ = 0.2 * 3 = 0.6", .exact),
      // exact powers with fractional exponents
      ("2.25^1.5 = 3.3750000000000000000000000", .exact),
    ])
  func right(_ line: String, _ verdict: Verdict) throws {
    var lines = try AuditedLines()
    let finding = try lines.check(line)
    #expect(finding.fault == nil)
    #expect(finding.verdict == verdict)
  }

  @Test(
    "a wrong line is marked at the operand, with the right value",
    arguments: [
      ("1 - 0.78 = 0.21", "0.21", "should be 0.22"), ("0.04 * 0.6 = 0.025", "0.025", "should be 0.024"),
      ("2 / 3 = 0.668", "0.668", "should be 0.667"), ("x = 0.3 * 0.2 = 0.3 * 0.4 = 0.12", "0.2", "should be 0.4"),
      ("x = 0.3 * 0.2 = 0.3 * 0.4 = 0.06", "0.4", "should be 0.2"),
      ("f = sigmoid(0.6) = 0.66", "0.66", "should be 0.65"),
      ("0.5 * 2 = 1 = 3 - 1", "1", "should be 2"), ("1 + 2 = 4 = 2 * 2", "4", "should be 3"),
      ("0.30 * 0.2 = 0.06 = 0.1 + 0.2", "0.06", "should be 0.30"),
      ("sigmoid(0.6) * 0.22 = 0.66 * 0.22 = 0.1452", "0.66", "should be 0.65"),
      ("d = 0.5 - 1 = 0", "0", "should be -0.5"), ("0.99 = 0", "0", "should be 0.99"),
      ("y = 1.5 * 1.3 = 1", "1", "should be 1.95"), ("2 / 3 = 1", "1", "should be 0.6666666…"),
      ("x = 2^99 = 3", "3", "should be 6.338253e+29"), ("x = 123e-22 * 1 = 3", "3", "should be 1.23e-20"),
      ("x = 1e20 * 3 = 1", "1", "should be 3e+20"), ("x = 2^70 = 1", "1", "should be 1.180592e+21"),
      ("x = 1e200 * 1e200 = 3", "3", "should be 1e+400"), ("x = 1e200 * 1e200 * 0.5 = 0.5", "0.5", "should be"),
    ])
  func wrong(_ line: String, _ operand: String, _ correction: String) throws {
    var lines = try AuditedLines()
    let finding = try lines.check(line)
    #expect(!finding.verdict.isRight)
    #expect(finding.fault?.kind == .mismatch)
    #expect(finding.marked(in: line) == operand)
    #expect(finding.fault?.label?.contains(correction) == true, "\(finding.fault?.label ?? "")")
  }

  @Test("an integer must be that integer up to rounding errors; only after ≈ it may be rounded or truncated")
  func integers() throws {
    for (line, verdict) in [
      ("sqrt(2)^2 = 2", Verdict.exact), ("3 * (1 / 3) = 1", .exact), ("0.1 * 3 - 0.3 = 0", .exact),
      ("2 / 3 ≈ 1", .rounded),
      ("5 / 3 ≈ 1", .truncated), ("2 / 3 * 1.498 = 1.0", .rounded), ("199 / 2 = 1.0e2", .rounded),
    ] {
      var lines = try AuditedLines()
      #expect(try lines.check(line).verdict == verdict, "\(line)")
    }
    var lines = try AuditedLines()
    var surroundings = CheckSurroundings()
    surroundings.cutsToIntegers = true
    #expect(try lines.check("1.5 * 1.3 = 1", in: surroundings).verdict == .truncated)
  }

  @Test("a line with an unknown name in one part is partly checked")
  func partlyChecked() throws {
    var lines = try AuditedLines()
    let finding = try lines.check("d = 2 * 3 = p + q = 6")
    #expect(finding.verdict == .partlyChecked)
    #expect(lines.audit.summary() == ["1 line: 1 partly checked"])
  }

  @Test(
    "a line that cannot be read is an error at its column, never a verdict",
    arguments: [
      ("x = 0.3 * ? = 1", 10), ("0.3", 0), ("x = ", 4), ("x = 3 4", 6), ("x = [1, 2] = 3", 4),
      ("x = g(2) = 4", 4), ("x = (1 + 2 = 3", 4), ("x = 1 < 2", 6), ("'a' = 3", 0),
    ])
  func unreadable(_ line: String, _ column: Int) throws {
    var lines = try AuditedLines()
    let fault = #expect(throws: Fault.self) { try lines.check(line) }
    #expect([.error, .unclosed].contains(fault?.kind))
    #expect(fault?.range?.lower == column)
  }

  @Test(
    "what a calculation in floating point gives is right: 0 and 1 where a function saturates, and lost digits",
    arguments: [
      ("y = gaussian(-40.1) = 0", Verdict.rounded), ("y = gaussian(-1.1) = 0", .wrong),
      ("y = exp(90.2) / (exp(90.2) + exp(67.8)) = 1", .rounded), ("y = exp(9.2) / (exp(9.2) + exp(2)) = 1", .wrong),
      ("y = (0.9908 - 1)^2 = 8.46399999999997e-05", .exact), ("y = (0.9908 - 1)^2 = 8.46399999999907e-05", .wrong),
      ("y = 533596.9 * 1.568 = 836680", .wrong),
    ])
  func floatingPoint(_ line: String, _ verdict: Verdict) throws {
    var lines = try AuditedLines()
    let found = try lines.check(line).verdict
    #expect(found == verdict || verdict == .wrong && !found.isRight)
  }

  @Test("in single precision, a product may be an integer")
  func singlePrecision() throws {
    var lines = try AuditedLines()
    var surroundings = CheckSurroundings()
    surroundings.rule.precision = .single
    #expect(try lines.check("y = 533596.9 * 1.568 = 836680", in: surroundings).verdict == .rounded)
    #expect(try !lines.check("y = 533596.9 * 1.568 = 836681", in: surroundings).verdict.isRight)
  }

  @Test(
    "no number follows from an operation without a value",
    arguments: [
      ("1 / 0 = 3", 0), ("x = log(-1) = 2", 4), ("l = -log(0.0) = 0.357", 5),
      ("l = 2 + 3 / (0.5 - 0.5) = 2 + 3 / 0 = 0", 30),
    ])
  func withoutValue(_ line: String, _ column: Int) throws {
    var lines = try AuditedLines()
    let finding = try lines.check(line)
    #expect(finding.verdict == .wrong)
    #expect(finding.fault?.kind == .mismatch && finding.fault?.range?.lower == column)
  }

  @Test("what has no value may be left out by a factor 0")
  func vanishing() throws {
    var lines = try AuditedLines()
    #expect(try lines.check("l = -(1 * log(0.9) + 0 * log(0)) = 0.105").verdict == .notChecked)
  }

  @Test("a formula whose names have no value is not checked, and its result is the name's value")
  func formulaOnly() throws {
    var lines = try AuditedLines()
    let finding = try lines.check("net = i1 * w1 + b = 0.4")
    #expect(finding.verdict == .notChecked)
    #expect(finding.notes == ["not checked: i1 has no value yet"])
    #expect(try lines.check("y = net * 2 = 0.4 * 2 = 0.8").verdict == .exact)
    #expect(try !lines.check("y = net * 2 = 0.9 * 2 = 1.8").verdict.isRight)
    // On another line, a name bound by position may have another value.
    _ = try lines.check("z = i1 * 2 + w1 = 3 * 2 + 1 = 7")
    #expect(try lines.check("net = i1 * w1 = 8").verdict == .notChecked)
  }

  @Test(
    "units are left out where the result has one, and what they say is not checked if they would have to be converted",
    arguments: [
      ("v = 3 m * 2 = 6 m", Verdict.exact), ("v = 3 m * 2 = 7 m", .wrong),
      ("mass = 3 kg * 2 = 6 kg", .exact), ("mass = 3 kg * 2 = 7 kg", .wrong),
      ("v = 100 m / 9.58 s = 10.44 m/s", .rounded),
      ("v = 100 m / 9.58 s = 10.54 m/s", .wrong), ("t = 2 h + 30 s = 32 s", .notChecked),
      ("a = 2 * s = 6", .notChecked),
    ])
  func units(_ line: String, _ verdict: Verdict) throws {
    var lines = try AuditedLines()
    #expect(try lines.check(line).verdict == verdict)
    // A name with a value is not a unit.
    var named = try AuditedLines(["m = 4"])
    #expect(try named.check("y = 3 m = 12").verdict == .exact)
  }

  @Test("conditions can be put together with and, or and not")
  func conditions() throws {
    var lines = try AuditedLines(["x = 2", "y = 3"])
    #expect(try lines.check("z = if(x < y and not y = 2, 1, 0) = 1").verdict == .exact)
    #expect(try lines.check("z = if(not (x < y or y = 2), 1, 0) = 1").verdict == .wrong)
  }

  @Test(
    "a condition holds or not, at its edge too",
    arguments: [
      ("3 >= 2", true), ("2 >= 2", true), ("1 >= 2", false), ("1 <= 2", true), ("2 <= 2", true), ("3 <= 2", false),
      ("1 < 2", true), ("2 < 2", false), ("3 > 2", true), ("2 > 2", false), ("2 == 2", true), ("2 != 2", false),
      ("1 != 2", true),
    ])
  func comparisons(_ condition: String, _ holds: Bool) throws {
    var lines = try AuditedLines()
    #expect(try lines.check("z = if(\(condition), 3, 4) = \(holds ? 3 : 4)").verdict == .exact)
    #expect(try lines.check("z = if(\(condition), 3, 4) = \(holds ? 4 : 3)").verdict == .wrong)
  }

  @Test("empty and comment lines pass silently", arguments: ["", "   ", "# a comment", "// for the second one"])
  func silent(_ line: String) throws {
    var cursor = Cursor(line, dialect: .article)
    #expect(try CheckLine.read(&cursor) == nil)
  }

  @Test("thousands of digits are checked to the last one")
  func longNumbers() throws {
    let threes = String(repeating: "3", count: 3000)
    var lines = try AuditedLines()
    #expect(try lines.check("1 / 3 = 0.\(threes)").verdict == .rounded)
    #expect(try lines.check("1 / 3 = 0.\(threes)5").verdict == .lastDigitOff)
    #expect(try lines.check("0.\(threes) * 3 = 0.\(String(repeating: "9", count: 3000))").verdict == .exact)
    #expect(try lines.check("0.\(threes) * 3 = 0.\(String(repeating: "9", count: 2999))8").verdict == .lastDigitOff)
  }

  @Test(
    "numbers beyond the range of doubles are checked like others",
    arguments: [
      ("1e200 * 1e200 = 3", "should be 1e+400"), ("exp(710) = 3", "should be 2.233995e+308"),
      ("1.1^100000 = 5", "should be 1.855734e+4139"), ("1e-300 * 1e-300 = 3e-600", "should be 1e-600"),
      ("1e-400 * 2 = 3e-400", "should be 2e-400"),
    ])
  func beyondDoubles(_ line: String, _ correction: String) throws {
    var lines = try AuditedLines()
    let finding = try lines.check(line)
    #expect(finding.verdict == .wrong)
    #expect(finding.fault?.label?.contains(correction) == true, "\(finding.fault?.label ?? "")")
  }

  @Test(
    "a number is not checked if rounding errors in doubles could make it anything",
    arguments: ["1e17 + 1 - 1e17 = 17", "1e17 + 1 - 1e17 = 0", "0.1 + 0.2 - 0.3 = 5.551115123125783e-17"])
  func undecided(_ line: String) throws {
    var lines = try AuditedLines()
    let finding = try lines.check(line)
    #expect(finding.verdict == .notChecked)
    #expect(finding.notes.count == 1 && finding.notes[0].contains("may be off by"))
  }

  @Test("a huge power is an error, and so is the derivative of a function with two parameters")
  func refused() throws {
    for line in ["9^9^9 = 3", "10^1e9 = 3", "2^-1e9 = 0"] {
      var lines = try AuditedLines()
      #expect(throws: Fault.self) { try lines.check(line) }
    }
    var lines = try AuditedLines(["g(a, b) = a * b"])
    let fault = #expect(throws: Fault.self) { try lines.check("y = g'(2, 3) = 3") }
    #expect(fault?.message == "g' is undefined: the function has 2 parameters")
    #expect(fault?.range == SourceRange(4, 12))
  }

  @Test("functions are right to forty digits")
  func functions() throws {
    let known = [
      "exp(1) = 2.718281828459045235360287471352662498", "exp(-20) = 0.000000002061153622438557827965940380155",
      "ln(2) = 0.693147180559945309417232121458176568", "√2 = 1.414213562373095048801688724209698079",
      "tanh(0.5) = 0.462117157260009758502318483643672549", "log(10) = 2.302585092994045684017991454684364208",
      "1 / (1 + e^-1) = 0.731058578630004879251159241821836274", "2^0.3 = 1.231144413344916284499393069",
      "exp(0.001) = 1.001000500166708341668055753993058",
    ]
    for line in known {
      var lines = try AuditedLines()
      let finding = try lines.check(line)
      #expect(finding.verdict == .rounded || finding.verdict == .truncated, "\(line): \(finding.verdict)")
    }
  }

  @Test(
    "an activation's value is right as rounded, and wrong with a last digit that is two off",
    arguments: Activation.all.filter(\.isElementwise), [6, 9, 12])
  func activations(_ activation: Activation, _ digits: Int) throws {
    for step in -40...40 {
      let x = try #require(BoundedDecimal(written: "\(Double(step) * 0.75)"))
      let value = try #require(Activation.decimal(Name(activation.functionName), [x], digits: 40))
      let written = value.rounded(digits: digits).value
      let unit = written.isZero ? -digits : written.leadingExponent - digits + 1
      let call = "\(activation.functionName)(\(x))"
      var lines = try AuditedLines()
      let right = "\(call) = \(written.scientific(digits: digits))"
      #expect(try lines.check(right).verdict.isRight, "\(right)")
      // A program in doubles may be off by a few roundings of the numbers in the formula, and by no more.
      #expect(value.slack <= Bound(max(1, x.double.magnitude)) * .halfUlp * 16, "\(call): \(value.slack)")
      guard Bound.powerOfTen(unit) > value.slack * 2 else { continue }
      for off in [written + Decimal(2, exponent: unit), written - Decimal(2, exponent: unit)] {
        let wrong = "\(call) = \(off.scientific(digits: digits + 1))"
        #expect(try !lines.check(wrong).verdict.isRight, "\(wrong)")
      }
    }
  }

  @Test("any text is checked or an error, never a crash", arguments: 0..<6)
  func anyText(_ seed: Int) throws {
    let pieces = [
      "=", "≈", "+", "-", "*", "/", "^", "(", ")", "{", "}", "[", "|", "Σ", "½", "²", "e^", "1e400", "1e-99999", "0",
      ".",
      "…", "\\frac", "{1}{2}", "\\sqrt{", "∂E/∂", "_", "_{", "^{+}", "'", "\"", "#", ";", ",", "%", "×", "$", "√",
      "log(",
      "σ(", "0/0", "0^-1", "10^1000", "exp(99999)", "h1.out", "é", "日本", "😀", "and", "1,000", "w1", " ",
    ]
    var state = UInt64(seed) &* 2_862_933_555_777_941_757 &+ 3_037_000_493
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    var checked = 0
    for _ in 0..<60 {
      var text = Array(PublishedTests.liashchynskyi[draw(PublishedTests.liashchynskyi.count)])
      for _ in 0..<draw(4) {
        let start = draw(text.count)
        let end = min(text.count, start + draw(5))
        text.replaceSubrange(start..<end, with: Array(pieces[draw(pieces.count)]))
      }
      var lines = try AuditedLines()
      if (try? lines.check(String(text))) != nil { checked += 1 }
    }
    #expect(checked > 0)
  }
}
