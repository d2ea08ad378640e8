import Testing
import WorkedExamples

@Suite struct VectorTests {
  @Test(
    "lines of vectors and matrices are checked element by element",
    arguments: [
      (["x = [0.1, 0.2]", "w = [0.3, 0.4]", "net = w · x = 0.3 * 0.1 + 0.4 * 0.2 = 0.11"], .exact),
      (["x = [0.1, 0.2]", "w = [0.3, 0.4]", "net = w · x = 0.12"], .lastDigitOff),
      (["<0,.5,-1> x <1,1,.5> = 0"], .exact), (["<0,0,.5> + <0,.5,-.5> = <0,.5,0>"], .exact),
      (["<0,0,.5> + <0,.5,-.5> = <0,.5,.5>"], .wrong),
      (["W = [[0.1, 0.2], [0.3, 0.4]]", "x = [1, 2]", "z = W x = [0.5, 1.1]"], .exact),
      (["W = [[0.1, 0.2], [0.3, 0.4]]", "x = [1, 2]", "z = W x = [0.5, 1.2]"], .lastDigitOff),
      (
        [
          "z = \\begin{bmatrix} 0.1 & 0.2 \\\\ 0.3 & 0.4 \\end{bmatrix} \\begin{bmatrix} 1 \\\\ 2 \\end{bmatrix} = "
            + "\\begin{bmatrix} 0.1 \\cdot 1 + 0.2 \\cdot 2 \\\\ 0.3 + 0.8 \\end{bmatrix} = \\begin{bmatrix} 0.5 \\\\ 1.1 \\end{bmatrix}"
        ], .exact
      ),
      (["z = [0.5, 1.1]", "h = σ(z) = [0.622, 0.750]"], .rounded),
      (["z = [0.5, 1.1]", "h = σ(z) = [0.622, 0.760]"], .wrong),
      (["s = [1, -2, 0]", "p = softmax(s) = [0.71, 0.04, 0.26]"], .rounded),
      (["[w_1, w_2] = [0.15, 0.20]", "net = w_1 * 2 + w_2 = 0.5"], .exact),
      (["s = sum([1, 2, 4]) = 7"], .exact), (["s = mean([1, 2, 4.5]) = 3.5"], .wrong),
      (["v = |[3, 4]| = 5"], .exact), (["v = |[1, -2, 2]| = 4"], .wrong),
      (["z = [2 * 3, x + y] = [6, p + q]"], .notChecked),
      (["[w_1, w_2] = [0.15, 0.20]", "net = w_1 * 2 + w_2 = 0.6"], .wrong),
      (["a = [1, 2] ⊙ [3, 4] = [3, 8]"], .exact), (["d = dot([1, 2], [3, 4]) = 11"], .exact),
      (["a = [1, 2]^T [3, 4] = 11"], .exact),
      (["w = [0.5, 0.5]", "w = w + 0.1 * [1, 0] = [0.6, 0.5]"], .exact),
    ] as [([String], Verdict)])
  func vectors(_ lines: [String], _ verdict: Verdict) throws {
    #expect(try AuditedLines(lines.map { "$\($0)$" }).findings.last?.verdict == verdict)
  }

  @Test("a wrong element is marked")
  func marked() throws {
    let line = "z = [1 * 2, 3 * 4] = [2, 13]"
    let lines = try AuditedLines([line])
    #expect(lines.findings[0].marked(in: line) == "13")
    #expect(lines.audit.summary()[0] == "1 line: 1 last digit off")
  }
}
