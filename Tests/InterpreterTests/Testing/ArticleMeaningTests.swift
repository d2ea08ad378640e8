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
    "equations to solve, functions with several definitions, and lines that cannot be checked are not held against others",
    arguments: [
      // github.com/CodeHunterOfficial/ABC_DataMining: a line in the plane, a system, its matrix
      ("$x_1 = 0$, $x_2 = 2$\n\n$x_1 + x_2 = 1,\\qquad 3 x_2 = 4$", []),
      (
        "$x = 3$\n\n$$\\begin{pmatrix} 2 & 1 \\\\ 1 & 1 \\end{pmatrix} \\begin{pmatrix} x \\\\ y \\end{pmatrix} = \\begin{pmatrix} 0 \\\\ 0 \\end{pmatrix}$$",
        []
      ),
      ("$a = 1$, $w_1 = 2$, $w_2 = 3$\n\n$w_1 + w_2 = 1$, $2a + w_1 = 5$", []),
      // a sum of names that the lines before give is not one to solve, but beside another it is
      ("$x = 1$, $y = 2$\n\n$x + y = 3$", []), ("$x = 1$, $y = 2$\n\n$x + y = 4$", [3]),
      ("$x = 1$\n\n$x + y = 4$", []), ("$x = 1$, $y = 2$\n\n$x + y = 4$, $x - y = 2$", []),
      ("$x = 1$, $y = 2$. So $x + y = 3$, and $3x + 4y = 7$.", [1]),
      ("$x = 1$, $y = 2$\n## Lines\n$x + y = 4$", []),
      ("$a = 1$, $b = 2$\n\n$a + b = 4$", [3]), ("$x_1 = 0.5$, $x_2 = 2$\n\n$s = x_1 + x_2 = 1$", [3]),
      // another function of the same name
      ("$f(x) = \\max(0, x)$\n\n$f(-2) = \\alpha \\cdot (-2) = 0.01 \\cdot (-2) = -0.02$", []),
      ("$f(x) = \\max(0, x)$\n\n$f(-2) = \\alpha \\cdot (-2) = 0.01 \\cdot (-2) = -0.03$", [3]),
      // the value of a line that cannot be checked is not known, rather than the value before it
      ("$W = 2$\n\n$W = [1, 2] + [1, 2, 3] = [2, 4]$\n\n$y = 3 W = 3 \\cdot 5 = 15$", []),
      // the inverse of a matrix, the softmax of its rows
      ("$A = [[4, 7], [2, 6]]$\n\n$A^{-1} = [[0.6, -0.7], [-0.2, 0.4]]$", []),
      ("$p = softmax([[0, 0], [0, 0]]) = [[0.5, 0.5], [0.5, 0.5]]$", []),
      ("$p = softmax([[0, 0], [0, 0]]) = [[0.5, 0.5], [0.5, 0.6]]$", [1]),
      ("$q = [0.5, 0.5] \\cdot [0.2, 0.4] = [[0.1, 0.2], [0.1, 0.2]]$", []),
      ("$q = [0.5, 0.5] \\cdot [0.2, 0.4] = [[0.1, 0.2], [0.1, 0.3]]$", [1]),
      // a sum over an index
      ("$y_i = 4$\n\n$\\sum_{i=1}^n (y_i)^2 = 4 + 16 + 36 = 56$", []),
      ("$\\sum_{i=1}^n (y_i)^2 = 4 + 16 + 36 = 57$", [1]),
      ("$p = 1 - 0.9973 = 0.0027 \\approx 0.3\\%$", []), ("$p = 1 - 0.9973 = 0.0027 \\approx 0.4\\%$", [1]),
      ("$H(D|A) = 0.5 \\cdot 0.2 = 0.1$, $T = \\{2.0, 3.0\\}$, $\\Sigma_0^{-1} = 2 \\cdot 3 = 6$", []),
      ("$H(D|A) = 0.5 \\cdot 0.2 = 0.4$", [1]),
      ("$P(A \\cap B) = 0.5 \\cdot 0.2 = 0.1$, $I(X; Y) = 1 + 1 - 1.5 = 0.5$, $x_* = 2 \\cdot 2.5 = 5$", []),
      ("$P(A \\cap B) = 0.5 \\cdot 0.2 = 0.3$, $I(X; Y) = 1 + 1 - 1.5 = 0.7$, $x_* = 2 \\cdot 2.5 = 6$", [1, 1, 1]),
      ("$x = 1$\n\n$3x^2 - 6x = 0 \\implies 3x(x - 2) = 0$, $P(1) = P(2) = \\frac{1}{6}$", []),
      ("$\\sigma^2 = 1$\n## Example\n$v = \\sigma^2 = 2^2 = 4$", []),
    ])
  func otherMeanings(_ text: String, _ wrong: [Int]) {
    #expect(wrongLines(text) == wrong)
  }

  @Test("a wrong definition is one finding, also where vectors show it")
  func wrongDefinition() {
    #expect(wrongLines("$f(x) = 1 + e^{-x}$\n\n$a = f([0, 2]) = [0.5, 0.8808]$\n\n$b = f(2) = 0.8808$") == [1])
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
    "a number of millions has right digits, whether or not the word is read",
    arguments: [
      ("$n = 784 \\times 25088 \\approx 19.7$ **million**", []),
      ("$n = 784 \\times 25088 \\approx 18.7$ **million**", [1]),
      ("$n = 2048 \\times 512 \\approx 1.05 \\text{ million parameters}$", []),
      ("$n = 2048 \\times 512 \\approx 1.06 \\text{ million parameters}$", [1]),
      ("$n = 2 \\cdot 3.5 \\text{ million} = 7 \\text{ million}$ and so on", []),
      ("$n = 2 \\cdot 3.5 \\text{ million} = 8 \\text{ million}$ and so on", [1]),
      ("The share is 45/50 = 0.9 = 90 percent.", []), ("The share is 45/50 = 0.9 = 80 percent.", [1]),
    ])
  func multiples(_ text: String, _ wrong: [Int]) {
    #expect(wrongLines(text) == wrong)
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
