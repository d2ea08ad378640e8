import Expressions
import Testing
import WorkedExamples

@Suite struct TrackTests {
  @Test("a line binds its first name to its last number")
  func binding() throws {
    var lines = try AuditedLines(["out = sigmoid(0.6) = 0.64"])
    #expect(try lines.check("1 - out = 1 - 0.64 = 0.36").verdict == .exact)
    #expect(try lines.check("2 * out = 1.28").verdict == .exact)
  }

  @Test("a number may follow from unrounded numbers, and the note says so")
  func unrounded() throws {
    var lines = try AuditedLines(["a = 2 / 3 = 0.67", "b = 1 / 3 = 0.33"])
    let finding = try lines.check("c = a + b = 0.67 + 0.33 = 1.00")
    #expect(finding.verdict == .exact)
    #expect(try lines.check("d = 100 * a = 66.667").notes == ["ok: 66.667 rounded from unrounded 66.6666666…"])
    #expect(try lines.check("d = 100 * a = 100 * 0.67 = 66.667").fault == nil)
    #expect(try lines.check("d = 100 * a = 67").verdict == .exact)
    #expect(try lines.check("d = 100 * a = 66.5").verdict == .wrong)
  }

  @Test("a number may be repeated with more digits if it rounds or truncates to the one printed before")
  func longer() throws {
    var lines = try AuditedLines(["out = 0.78"])
    #expect(try lines.check("1 - out = 1 - 0.7824 = 0.2176").fault == nil)
    #expect(try lines.check("1 - out = 1 - 0.7724 = 0.2276").verdict == .wrong)
  }

  @Test("an error is reported where it starts, not where it is inherited")
  func inherited() throws {
    var lines = try AuditedLines()
    #expect(try lines.check("a = 0.3 * 0.2 = 0.07").verdict == .wrong)
    #expect(try lines.check("b = a * 2 = 0.07 * 2 = 0.14").verdict == .exact)
  }

  @Test("a wrong number that a later line does not use is an error of its own line only")
  func intended() throws {
    var lines = try AuditedLines()
    #expect(try lines.check("a = 0.5 * 0.3 = 0.16").verdict == .lastDigitOff)
    let finding = try lines.check("b = a * 2 = 0.15 * 2 = 0.3")
    #expect(finding.verdict == .exact)
    #expect(finding.notes == ["ok: follows from 0.15; line 1 prints 0.16"])
    #expect(try lines.check("c = a * 4 = 0.60").notes == ["ok: follows from 0.15; line 1 prints 0.16"])
    #expect(try lines.check("c = a * 4 = 0.17 * 4 = 0.68").verdict == .lastDigitOff)
    #expect(try lines.check("c = b * 2 = 0.3 * 2 = 0.6").notes.isEmpty)
  }

  @Test(
    "a substituted number is the name's printed value or follows from its unrounded one, and the result follows from it",
    arguments: [
      (["y = 1", "p = 0.4502"], "d = p - y = 0.4502 - 1.9 = -0.5498", "1.9", "should be 1"),
      (["y = 0.5"], "d = y * 0.6 = 0.54 * 0.6 = 0.30", "0.54", "should be 0.5"),
      (["d = 0.21 * 0.22 = 0.04"], "e = d * 0.6 = 0.05 * 0.6 = 0.024", "0.024", "should be 0.030"),
      (["d = 0.21 * 0.22 = 0.04"], "e = d * 0.6 = 0.06 * 0.6 = 0.036", "0.06", "should be 0.04"),
      (["d = 0.21 * 0.22 = 0.04"], "e = d * d = 0.04 * 0.05 = 0.0016", "0.0016", "should be 0.0020"),
      (["w = 0.5", "w = w - 0.14 = 0.5 - 0.14 = 0.36"], "e = w * 2 = 0.5 * 2 = 0.72", "0.72", "should be 1.00"),
    ])
  func putIn(_ before: [String], _ line: String, _ operand: String, _ correction: String) throws {
    var lines = try AuditedLines(before)
    let finding = try lines.check(line)
    #expect(!finding.verdict.isRight)
    #expect(finding.marked(in: line) == operand)
    #expect(finding.fault?.label == correction)
  }

  @Test("a result that follows from unrounded numbers is right, and the note says so")
  func unroundedResult() throws {
    var lines = try AuditedLines(["d = 0.21 * 0.22 = 0.04"])
    #expect(
      try lines.check("e = d * 0.6 = 0.05 * 0.6 = 0.028").notes == [
        "ok: 0.05 rounded from unrounded 0.0462; 0.028 rounded from unrounded 0.02772"
      ])
    #expect(try lines.check("e = d * 0.5 = 0.04 * 0.5 = 0.0231").notes == ["ok: 0.0231 follows from unrounded numbers"])
    #expect(try lines.check("out = 0.78; ").verdict == .defined)
    #expect(try lines.check("e = 1 - out = 1 - 0.7824 = 0.2176").notes == ["ok: 0.7824 used for 0.78"])
  }

  @Test("what is calculated again may follow from the values before the last ones, and from no others")
  func formerValues() throws {
    var lines = try AuditedLines(["a = 0.4132", "net = a * 2 = 0.8264", "a = 0.5521", "a = 0.6141"])
    #expect(try lines.check("out = net * 3 = 1.1042 * 3 = 3.3126").verdict == .exact)
    lines = try AuditedLines(["a = 0.4132", "net = a * 2 = 0.8264", "a = 0.5521", "a = 0.6141"])
    #expect(try lines.check("out = net * 3 = 1.1142 * 3 = 3.3426").verdict == .wrong)
  }

  @Test("a single digit refers to no earlier result, because it may be there by chance")
  func coincidence() throws {
    var lines = try AuditedLines(["a = 0.25 * 2.1 = 0.5", "c = 0.25 * 2.1 = 0.52"])
    #expect(try lines.check("b = 0.5 * 3.0 = 1.58").verdict == .wrong)
    #expect(try lines.check("b = 0.52 * 3.0 = 1.575").fault == nil)
  }

  @Test("a name without a value is bound by position, again on each line")
  func positions() throws {
    var lines = try AuditedLines(["delta = 0.04"])
    let first = try lines.check("w1 = old_weight + delta * rate = 0.6 + 0.04 * 0.5 = 0.62")
    #expect(first.notes == ["ok: by position: old_weight = 0.6, rate = 0.5"])
    let second = try lines.check("w2 = old_weight + delta * rate = 0.7 + 0.04 * 0.5 = 0.72")
    #expect(second.notes == ["ok: by position: old_weight = 0.7"])
    #expect(try lines.check("w3 = old_weight + delta * rate = 0.7 + 0.04 * 0.5 = 0.73").verdict == .lastDigitOff)
  }

  @Test("a name alone after a calculation has its value")
  func nameLast() throws {
    var lines = try AuditedLines()
    #expect(try lines.check("2 * 3 = x").notes == ["ok: by position: x = 6"])
    #expect(try lines.check("y = x * 2 = 12").verdict == .exact)
  }

  @Test("one name on one line has one value")
  func oneValue() throws {
    var lines = try AuditedLines()
    let line = "y = a * 2 + a = 0.3 * 2 + 0.4 = 1.0"
    let finding = try lines.check(line)
    #expect(finding.verdict == .wrong)
    #expect(finding.marked(in: line) == "0.4")
  }

  @Test("a wrong number for a name is found even if a factor of zero hides it")
  func hiddenByZero() throws {
    var lines = try AuditedLines(["w1 = 0.2"])
    let line = "net = 0 * w1 = 0 * 0.5 = 0"
    #expect(try lines.check(line).marked(in: line) == "0.5")
  }

  @Test(
    "a digit that differs is found even if a zero, a maximum or a sign hides it",
    arguments: [
      (["w1 = 0.2"], "net = 0.5 + 0 * w1 = 0.5 + 0 * 0.3 = 0.5"), (["d = 0.12"], "g = -d * x = -0.42 * 0 = 0"),
      ([], "e = max(-1, min(1, 0.3 - 0.1)) = max(-8, min(1, 0.3 - 0.1)) = 0.2"),
      ([], "s = (1 - 1) * log(1 - 0.54) = (1 - 1) * log(4 - 0.54) = 0"),
      (["out = 0.358"], "e = sign(t - out) / 1 = sign(1.2 - 0.356) / 1 = 1 / 1 = 1"),
      (["d = 0.19465"], "w = a * d * rate = 4.122 * 0.19463 * 0.1 = 0.080226"),
      (["h = 0", "x = 0.3"], "net = h * w + x = 2 * 0 + 0.3 = 0.3"),
      (["w = 0"], "net = i * v + w = 0 * 7.2 + 1 = 1"),
    ])
  func hidden(_ before: [String], _ line: String) throws {
    var lines = try AuditedLines(before)
    #expect(try !lines.check(line).verdict.isRight)
  }

  @Test(
    "numbers in another order, or another way to write a value, are right",
    arguments: [
      (["i = 0.05", "w = 0.15"], "net = w * i = 0.05 * 0.15 = 0.0075"),
      (["i = 0.05"], "net = w * i = 0.05 * 0.15 = 0.0075"),
      ([], "y = 2 * 6 = 3 * 4 = 12"), ([], "y = (0.1 - 0.3)^2 = 0.2^2 = 0.04"),
      (["t = 1", "o = 0.4"], "d = t - o = -(o - t)"),
    ])
  func rewritten(_ before: [String], _ line: String) throws {
    var lines = try AuditedLines(before)
    let finding = try lines.check(line)
    #expect(finding.verdict.isRight, "\(finding.fault?.message ?? "")")
  }

  @Test("another number for a given one is one error, not one on each line")
  func given() throws {
    var lines = try AuditedLines(["rate = 0.011"])
    #expect(try !lines.check("w1 = 0.6 + 0.4 * rate = 0.6 + 0.4 * 0.001 = 0.6004").verdict.isRight)
    let finding = try lines.check("w2 = 0.7 + 0.4 * rate = 0.7 + 0.4 * 0.001 = 0.7004")
    #expect(finding.notes == ["ok: follows from 0.001; line 1 prints 0.011"])
    #expect(try !lines.check("w3 = 0.7 + 0.4 * rate = 0.7 + 0.4 * 0.002 = 0.7008").verdict.isRight)
  }

  @Test("a formula written out with the value that a wrong line should have printed is right")
  func writtenOut() throws {
    var lines = try AuditedLines(["z = 0.5 * 0.5 = 3.25"])
    #expect(try lines.check("a = sigmoid(z) = 1 / (1 + exp(-0.25)) = 0.562").verdict.isRight)
    #expect(try !lines.check("a = sigmoid(z) = 1 / (1 + exp(-0.35)) = 0.587").verdict.isRight)
  }

  @Test("a number repeated on a line is the same number")
  func repeated() throws {
    var lines = try AuditedLines(["d = 0.21 * 0.22 = 0.04", "e = d * 0.6 = 0.04 * 0.6 = 0.024"])
    #expect(try lines.check("g = sigmoid(0) * e = 0.5 * 0.024 = 0.012").fault == nil)
    #expect(try !lines.check("g = 0.5 * 0.024 = 0.5 * 0.028 = 0.014").verdict.isRight)
  }

  @Test("a number with more digits follows from the unrounded one, as far as the numbers put in tell")
  func longerThanCalculated() throws {
    var lines = try AuditedLines(["net = 0.5 * 0.7541 = 0.377"])
    #expect(try lines.check("out = 2 * net = 2 * 0.37705 = 0.7541").verdict.isRight)
    #expect(try !lines.check("out = 2 * net = 2 * 0.37748 = 0.75496").verdict.isRight)
    _ = try lines.check("net = 0.52 * 0.75 = 0.39")
    #expect(try lines.check("out = 2 * net = 2 * 0.3932 = 0.7864").verdict.isRight)
  }

  @Test("a chain rule before its factors uses their new values once the quantities in them have new ones")
  func outdated() throws {
    var lines = try AuditedLines(["o = 0.6", "∂E/∂o = o - 1 = 0.6 - 1 = -0.4", "o = 0.7"])
    #expect(try lines.check("∂E/∂w = ∂E/∂o * 2 = -0.3 * 2 = -0.6").verdict.isRight)
    #expect(try lines.check("∂E/∂w = ∂E/∂o * 2 = -0.4 * 2 = -0.8").verdict.isRight)
    #expect(try !lines.check("∂E/∂w = ∂E/∂o * 2 = -0.5 * 2 = -1").verdict.isRight)
  }

  @Test("a chain of which a factor is outdated has new values for all its factors until their lines are printed again")
  func outdatedFactors() throws {
    var lines = try AuditedLines([
      "o = 0.6", "∂E/∂o = o - 1 = 0.6 - 1 = -0.4", "∂E/∂h = ∂E/∂o * 2 = -0.4 * 2 = -0.8",
    ])
    #expect(try !lines.check("∂E/∂w = ∂E/∂h * 3 = -0.6 * 3 = -1.8").verdict.isRight)
    _ = try lines.check("o = 0.7")
    #expect(try lines.check("∂E/∂w = ∂E/∂h * 3 = -0.6 * 3 = -1.8").verdict.isRight)
    #expect(try !lines.check("∂E/∂w = ∂E/∂h * 3 = -0.6 * 3 = -1.9").verdict.isRight)
  }

  @Test("a new value that only resembles the one before is a new one")
  func resembling() throws {
    var lines = try AuditedLines(["net = -0.5", "∂o/∂net = net * 2 = -0.5 * 2 = -1.0", "net = -0.50078"])
    #expect(try lines.check("∂E/∂w = ∂o/∂net * 3 = -1.00156 * 3 = -3.00468").verdict.isRight)
    #expect(try !lines.check("∂E/∂w = ∂o/∂net * 3 = -1.00456 * 3 = -3.01368").verdict.isRight)
  }

  @Test("a number with a single digit may have hidden ones, but not any")
  func singleDigit() throws {
    var lines = try AuditedLines(["d = 0.6"])
    #expect(try lines.check("e = d * 2 = 0.5999997 * 2 = 1.1999994").verdict.isRight)
    #expect(try !lines.check("e = d * 2 = 0.64 * 2 = 1.28").verdict.isRight)
  }

  @Test(
    "a derivative with a value is one name, also after an operator",
    arguments: [
      ("u = 0.5 * dL/dw11 = 0.5 * 0.3 = 0.15", true), ("u = 0.5 * dL/dw11 = 0.5 * 0.4 = 0.2", false),
      ("u = 0.5 + dL/dw11 = 0.5 * 0.3 = 0.15", false), ("w = 1 - 0.5 * dL/dw11 = 1 - 0.15 = 0.85", true),
      ("u = -dL/dw11 = -0.3", true), ("u = 0.6 / dL / dw11 = 0.6 / 0.3 = 2", true),
      ("u = dL/do * do/dn * dn/dw = 2 * 3 * 4 = 24", true), ("v = 3 * d1/d2 = 3 * 0.5/2 = 0.75", true),
    ])
  func derivatives(_ line: String, _ isRight: Bool) throws {
    var lines = try AuditedLines(["dL/dw11 = 0.3"])
    #expect(try lines.check(line).verdict.isRight == isRight)
  }

  @Test("a name may still have its previous value")
  func previous() throws {
    var lines = try AuditedLines(["w5 = 0.4", "w5 = w5 - 0.041 = 0.4 - 0.041 = 0.359"])
    #expect(try lines.check("e = 0.1 * w5 = 0.1 * 0.4 = 0.04").fault == nil)
    #expect(try lines.check("e = 0.1 * w5 = 0.1 * 0.359 = 0.0359").fault == nil)
    #expect(try lines.check("e = 0.1 * w5 = 0.1 * 0.5 = 0.05").verdict == .wrong)
  }

  @Test("typography does not change a name")
  func keys() throws {
    var lines = try AuditedLines(["net_1 = 0.6"])
    for name in ["net₁", "net1", "net_{1}", "net_1"] {
      #expect(try lines.check("y = \(name) * 2 = 1.2").verdict == .exact)
      #expect(try lines.check("y = \(name) * 2 = 1.4").verdict == .wrong)
    }
  }

  @Test("a formula without numbers passes; a note names the missing values")
  func formulas() throws {
    var lines = try AuditedLines()
    #expect(try lines.check("net = w1 * i1 + w2 * i2").fault == nil)
    let finding = try lines.check("d = p * q = r = 0.593")
    #expect(finding.verdict.isRight)
    #expect(finding.notes.count == 1)
  }

  @Test("functions defined in lines are used, and a definition that differs from the known function is noted")
  func definitions() throws {
    var lines = try AuditedLines(["f(x) = 1 / (1 + exp(-x))", "deriv(x) = f(x) * (1 - f(x))"])
    #expect(try lines.check("y = deriv(0.78) * 0.22 = 0.21 * 0.22 = 0.04").verdict == .truncated)
    #expect(try lines.check("f'(0) = 0.25").verdict == .exact)
    #expect(try lines.check("sigmoid(x) = 1 / (1 + exp(-x))").notes.isEmpty)
    #expect(try lines.check("sigmoid(x) = 1 / (1 + exp(x))").notes.count == 1)
  }
}
