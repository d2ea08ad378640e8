import Interpreter
import Testing
import WorkedExamples

/// Forms of equations in articles, lecture notes and programs' descriptions that nobody prepared for an audit.
@Suite struct ArticleFormsTests {
  private func listing(_ text: String) -> [String] {
    ArticleAudit(SourceText(name: "a.md", text)).listing.map { line in
      line.dropFirst("a.md:".count).split(separator: ": ", maxSplits: 2).prefix(2).joined(separator: ": ")
    }
  }

  @Test(
    "commas, words, images and lines that go on are read as the author means them",
    arguments: [
      // github.com/smaxx73/Neural-Network-Course, session 10
      (
        "Input: $224 \\times 224 \\times 3 = 150{,}528$ features, $150{,}528 \\times 256 + 256 = 38{,}535{,}424$.",
        ["1:9: exact", "1:57: exact"]
      ),
      ("$a = 0{,}5 \\cdot 0{,}25 = 0{,}125$, $b = 1{,}234 \\cdot 2 = 2{,}468$", ["1:2: exact", "1:38: exact"]),
      ("0,5 + 0,25 = 0,75, und 0,1 + 0,2 = 0,3", ["1:1: exact", "1:24: exact"]),
      ("$1{,}234 + 1 = 1{,}235$ and $0.5 + 0.5 = 1$", ["1:2: exact", "1:30: exact"]),
      ("We get 3x₁ + 8 = 12, then a = 2 * 3 = 6 \\", ["1:27: exact"]),
      ("$x = \\log(100) = 2$, $y = \\log(1000) + \\exp(0) = 4$", ["1:2: exact", "1:23: exact"]),
      ("$$\\begin{aligned}1&0.5+0.5=1\\end{aligned}$$", ["1:20: exact"]),
      ("$150{,}528 + 1 = 150{,}530$", ["1:2: last digit off"]), ("$1{,}5 + 0{,}1 = 1{,}7$", ["1:2: last digit off"]),
      // github.com/mesmatmm/CS417_Fall2025, lab 9
      (
        "Params_dense = 4096 * 128 + 128 = 524,288 + 128 = 524,416\n`28 * 32 = 896`. Good.",
        ["1:1: exact", "2:2: exact"]
      ),
      ("```\n1 + 0 - 3 +\n4 + 0 - 6 +\n7 + 0 - 9 = -6\n```", ["2:1: exact"]),
      ("```\n1 + 0 - 3 +\n4 + 0 - 6 +\n7 + 0 - 9 = -7\n```", ["2:1: wrong"]),
      // Session 6: a rate with its unit, an error called e, and the exponential function
      ("$$\\frac{dF}{dh} = 1.8 \\times (-6) = -10.8 \\text{ °F/km}$$", ["1:3: exact"]),
      ("$$\\frac{dF}{dh} = 1.8 \\times (-6) = -10.9 \\text{ °F/km}$$", ["1:3: last digit off"]),
      (
        """
        1. $e = \\hat{y} - y = 0.6225 - 1 = -0.3775$
        2. $L = e^2 = (-0.3775)^2 = 0.1425$
        3. $\\frac{\\partial L}{\\partial e} = 2e = 2 \\times (-0.3775) = -0.755$
        4. $s = \\frac{1}{1+e^{-0.5}} = 0.6225$
        """, ["1:5: exact", "2:5: rounded", "3:5: exact", "4:5: rounded"]
      ),
      ("$e = 0.5 - 1 = -0.5$ and $L = e^2 = 0.35$", ["1:2: exact", "1:27: wrong"]),
      ("$e = 2.718$, so $e^2 = 7.389$", ["1:2: defined", "1:18: rounded"]),
      // Deep-ML, lesson 153; d2l, geometry; session 6: floors, transposes, and x before a sign
      ("$LR_e = 0.1 \\times 0.5^{\\lfloor 7/5 \\rfloor} = 0.1 \\times 0.5^1 = 0.05$", ["1:2: exact"]),
      ("$LR_e = 0.1 \\times 0.5^{\\lceil 7/5 \\rceil} = 0.05$", ["1:2: wrong"]),
      ("$v = 2[1, -1]^\\top - [2,3]^\\top = [0, -5]^\\top$", ["1:2: exact"]),
      ("$x = 3$ and $y = 2x-1 = 5$, $z = 0.5 x -2 = -1$", ["1:2: defined", "1:14: exact", "1:30: exact"]),
      // decimals after both kinds of comma, and a point between thousands
      (
        "$a = 0{,}1 \\cdot 0{,}5 = 0{,}05$\n\n3/8 = 0,375 = 37,5 Prozent; 2 * 1.250 = 2.500",
        ["1:2: exact", "3:1: exact", "3:29: exact"]
      ),
      ("$P(X=3) = \\binom{5}{3} 0.4^3\\, 0.6^2 = 10 \\cdot 0.064 \\cdot 0.36 = 0.2304$", ["1:2: exact"]),
      ("$P(X=3) = \\binom{5}{3} 0.4^3\\, 0.6^2 = 10 \\cdot 0.064 \\cdot 0.37 = 0.2368$", ["1:2: last digit off"]),
      ("The loss is L = (2.6 - 3)^2 = 0.16 (before that it was (1 - 3)).", ["1:13: exact"]),
      ("$x = 3 \\pm 0.5$, $y = \\frac{3 \\pm 1}{2} = 1.5 \\pm 0.5$", ["1:2: defined", "1:19: exact"]),
      // Session 3: the sign of 0 by convention
      ("$\\hat{y} = \\text{sign}(0) = 1$ (by convention)", ["1:2: exact"]),
      // github.com/ninjakx/Neural_network_solver
      (
        "![i](https://latex.codecogs.com/gif.latex?%5Cinline%20%5Cdpi%7B120%7D%20net%20%26%3D%20%280.5%20*%201%29%20"
          + "&plus;%20%280.4%20*%202%29%20%5C%5C%20%26%20%3D%201.4)\nThen $a = 2 \\cdot 3 = 6$.",
        ["1:73: last digit off", "2:7: exact"]
      ),
      (
        "<p><img alt=\"\" src=\"https://render.githubusercontent.com/render/math?math=a%20%3D%202%20*%203%20%3D%207\"></p>",
        ["1:75: wrong"]
      ),
    ])
  func forms(_ text: String, _ expected: [String]) { #expect(listing(text) == expected) }

  @Test(
    "equations to solve, conditions and general formulas claim no number",
    arguments: [
      ("The boundary is **4x₁ + 2x₂ − 8 = 0**, and 128+192=320:192 = 4:6.", ["1:44: exact"]),
      ("$x = 1$. Test with $x^2 - 5x + 6 = 0$.", ["1:2: defined", "1:21: not checked"]),
      (
        "$$3x_1 + x_2 = 5 \\quad x_1 + 2x_2 = 5$$ $$x_1 = 7 - 6 = 1$$ $$3x_1 + x_2 = 5$$",
        ["1:3: not checked", "1:24: not checked", "1:43: exact", "1:63: not checked"]
      ),
      // Session 4: a line in the plane is not a value of the sample
      (
        "- **Vertical line** at $x_1 = 0.5$, and $w_{11} = 20$\n- $w_{11} \\times x_1 = 20 \\times 0 = 0$",
        ["1:25: defined", "1:42: defined", "2:4: exact"]
      ),
      (
        "$a = 1$ and $b = 2$ on the line $a + b = 0.5$, but $a + b = 4$",
        ["1:2: defined", "1:14: defined", "1:34: not checked", "1:53: wrong"]
      ),
      // Dive into Deep Learning, calculus
      (
        "$x = 4$, $f(x) = x^2$. What does it mean that $f'(x) = 0$? $$\\frac{d}{dx} x^2 = 2x$$",
        ["1:2: defined", "1:11: defined", "1:48: not checked", "1:62: not checked"]
      ),
      ("$n = 784 \\times 25088 \\approx 19.7$ **million**", ["1:2: not checked"]),
      ("$${n \\choose 1} \\frac{1}{n} = 2 \\cdot 0.5 = 0.37$$", ["1:3: not read"]),
    ])
  func claims(_ text: String, _ expected: [String]) { #expect(listing(text) == expected) }
}
