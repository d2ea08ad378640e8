import Expressions
import Interpreter
import Testing
import WorkedExamples

/// Documents in which a name, a function or a product has another meaning than the lines before suggest.
@Suite struct ArticleMeaningTests {
  private func verdicts(_ text: String) -> [String] {
    ArticleAudit(SourceText(name: "a.md", text)).listing.map { String($0.split(separator: " ", maxSplits: 2)[1]) }
  }

  private func wrongLines(_ text: String) -> [Int] {
    ArticleAudit(SourceText(name: "a.md", text)).problems.map(\.diagnostic.position.line)
  }

  @Test(
    "names of an earlier section can have other values, but one wrong digit is one",
    arguments: [
      // github.com/smaxx73, session 5 and session 2
      ("$N = 1,000,000$\n## Exercise\n$g = \\frac{-2}{N} \\cdot 3 = \\frac{-2}{3} \\cdot 3 = -2$", []),
      ("$w_1 = -1$, $b = 0.5$\n## NAND\n$z = -w_1 x_1 - b = -1 \\cdot x_1 + 1.5$", []),
      ("z = 1.0 - 0.5 = 0.5\n## Solution\n$a = \\sigma(z)(1 - \\sigma(z)) = 0.6028 \\cdot 0.3972 = 0.2394$", []),
      ("z = 1.0 - 0.5 = 0.5\n## Solution\n$a = \\sigma(z)(1 - \\sigma(z)) = 0.6028 \\cdot 0.3972 = 0.2395$", [3]),
      // within a section, or with one digit changed
      ("$N = 1,000,000$\n\n$g = \\frac{-2}{N} \\cdot 3 = \\frac{-2}{3} \\cdot 3 = -2$", [3]),
      ("net = 0.15 * 0.5 = 0.075\n## Output\nout = net + 1 = 0.085 + 1 = 1.085", [3]),
      ("d = 0.7 - 1 = -0.3\n## Update\nw = 0.5 - d = 0.5 - 0.3 = 0.2", [3]),
      ("a = 0.5, b = 0.25\n## Next\ny = a * b = 0.135", [3]),
      // an example in brackets is none of the document's numbers
      ("For larger values (e.g., $z = 1000$) it overflows.\n\nSubtract $\\max(z) = 100$.", []),
    ])
  func sections(_ text: String, _ wrong: [Int]) {
    #expect(wrongLines(text) == wrong)
  }

  @Test(
    "a document's logarithm has one base",
    arguments: [
      ("$I = -\\log(1/2^4) = 4$ bits\n\n$H = \\log(8) = 3$", ["exact:", "exact:"]),
      ("$a = \\log(100) = 2$\n\n$b = \\log(8) = 3$", ["exact:", "wrong:"]),
      ("$a = \\log(2) = 0.6931$\n\n$b = \\log(8) = 3$", ["rounded:", "wrong:"]),
      ("$a = \\log(100) = 3$", ["wrong:"]),
    ])
  func logarithms(_ text: String, _ found: [String]) {
    #expect(verdicts(text) == found)
  }

  @Test(
    "products of vectors, and vectors that only their position tells",
    arguments: [
      ("$a = [1, 0, 0]$, $b = [0, 1, 0]$\n\n$a \\times b = [0, 0, 1]$", []),
      ("$a = [1, 0, 0]$, $b = [0, 1, 0]$\n\n$a \\times b = [0, 0, 2]$", [3]),
      // github.com/snowch, attention: the factor in the formula is wrong
      ("$c = 0.87 \\times V_a + 0.03 \\times V_b = 0.87 \\times [2, 1] + 0.03 \\times [1, 2] = [1.77, 0.93]$", []),
      ("$c = 0.87 \\times V_a + 0.08 \\times V_b = 0.87 \\times [2, 1] + 0.03 \\times [1, 2] = [1.77, 0.93]$", [1]),
    ])
  func vectors(_ text: String, _ wrong: [Int]) {
    #expect(wrongLines(text) == wrong)
  }

  @Test(
    "what no number follows from is not judged",
    arguments: [
      "$$d = p^3 (1 - p)$$\n\n$p = 0.53$\n\n$$d = 0 if p = .53$$",
      "$$\\begin{bmatrix}1 \\\\ 0\\end{bmatrix} = \\text{\"h\"}\\ \\begin{bmatrix}0 \\\\ 1\\end{bmatrix} = \\text{\"e\"}$$",
      "$n = 32 \\cdot 12 \\cdot 4194304$\n\n$$= 1.6 \\text{ billion} \\times 4 = 6.4 \\text{ GB}$$",
      "We take $[0,1]$ and $[1,2,3]$.\n\n$2[1, -1] - [2,3] = [0, -5]$",
    ])
  func notJudged(_ text: String) {
    #expect(wrongLines(text) == [])
  }

  @Test(
    "an approximate number may end in zeros; what cannot be read is counted",
    arguments: [
      ("$10000^{510/512} ≈ 10000$", ["rounded:"]), ("$c = 1376.97 ≈ 1400$", ["rounded:"]),
      ("$c = 1376.97 ≈ 1500$", ["wrong:"]), ("$c = 1376.97 = 1400$", ["wrong:"]), ("$c = 142 ≈ 140$", ["wrong:"]),
      ("= 6 / / 2", ["not"]),
    ])
  func approximations(_ text: String, _ found: [String]) {
    #expect(verdicts(text) == found)
  }
}
