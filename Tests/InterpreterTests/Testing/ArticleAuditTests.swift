import Expressions
import Interpreter
import Testing
import WorkedExamples

/// Documents as authors have them, with the equations found in them.
@Suite struct ArticleAuditTests {
  private func audit(_ text: String, _ name: String = "a.md") -> ArticleAudit {
    ArticleAudit(SourceText(name: name, text))
  }

  @Test(
    "raw text of published sources: every equation is found, read and judged",
    arguments: [
      // Mazur, "A Step by Step Backpropagation Example", as translated at github.com/vortune
      (
        """
        $$
        \\begin{aligned}
        out_{h1} &= \\frac{1}{1+e^{-net_{h1}}} \\\\ \\\\
        &= \\frac{1}{1+e^{-0.3775}} \\\\ \\\\
        &= 0.593269992
        \\end{aligned}
        $$
        """, ["3:1: rounded"]
      ),
      ("E_{o1} &= \\frac{1}{2}\\|0.01-0.75136507\\|^2 \\\\ \\\\\n&= 0.274811083".inAligned, ["2:1: truncated"]),
      // The same, in kramdown
      ("$ E_{o1} = \\frac {1}{2}(0.01 - 0.75136507)^2 = 0.274811083 $", ["1:3: truncated"]),
      ("$ \\delta_{o1} = a b \\therefore c_{1} = 0.5 * 0.5 = 0.25 $", ["1:3: defined", "1:32: exact"]),
      // A blog post of fiqlab: lines that go on with "="
      (
        """
        out_h1 = σ(0.3775)
        = 1 / (1 + e^(−0.3775))
        = 1 / (1 + 0.68557)
        = 1 / 1.68557
        = 0.59327
        """, ["1:1: rounded"]
      ),
      // Cornell CS472, perceptron example
      (
        "Example 2 <0,1,-1>: dot product of example and weights is <0,1,-1> x <0,0,.5> = -.5\n"
          + "since -.5 < threshold of 0, output = 0\ndesired output = 1\nerror = 1\n"
          + "so update weights: <0,0,.5> + <.5 x 0 x 1, .5 x 1 x 1, .5 x -1 x 1> = <0,0,.5> + <0,.5,-.5> = <0,.5,0>",
        ["1:59: exact", "2:29: defined", "3:1: defined", "4:1: defined", "5:20: exact"]
      ),
      // Rashid, Make Your Own Neural Network, errata
      (
        "this gives a change of \\(0.1 \\times -0.04969 = -0.005\\). So the new \\(w_{11}\\) is the original 2.0 minus 0.005 = 1.995.",
        ["1:26: rounded"]
      ),
      // Lecture notes in MyST: programs between colons, numbers in bold, scores of words
      (
        ":::{code-cell} ipython3\nD = 16\nH = 4\n:::\n:::{note}\n$d_k = D / H = 64$, so loss = 0.5 * 0.02 = **0.01**\n"
          + ":::\nscore(\"bank\") = 0.82",
        ["6:2: not checked", "6:24: exact"]
      ),
      (
        "$$\n\\frac{da_1}{dz_1} = 1\n\\Rightarrow \\frac{dL}{dz_1} = 0.138 \\cdot 0.5 = 0.069\n$$",
        ["2:1: defined", "3:13: exact"]
      ),
      // A VCAA course
      (
        "$$W^{(1)} = \\begin{pmatrix} 0.5 & 0.2 \\\\ -0.3 & 0.8 \\end{pmatrix}, \\quad \\mathbf{b}^{(1)} = \\begin{pmatrix} 0.1 \\\\ -0.1 \\end{pmatrix}$$\n"
          + "$$z_1 = 0.5(1) + 0.2(0) + 0.1 = 0.6$$\n$$a_1 = \\sigma(0.6) = \\frac{1}{1+e^{-0.6}} \\approx 0.646$$",
        ["1:3: defined", "1:74: defined", "2:3: exact", "3:3: rounded"]
      ),
      // inf-schule.de: decimals after a comma
      (
        "Im Bsp. oben: $\\Sigma = 0,5 \\cdot 2,0 + 1,5 \\cdot 1,0 = 2,5$\nsomit ist das Neuron „feuert“ ($y=1$).\nout = 1 / (1 + e^(−0,5)) ≈ 0,622",
        ["1:16: exact", "2:33: defined", "3:1: rounded"]
      ),
      // primelearnpoint.com: left sides are images
      (
        "Inputs: x₁ = 0.05 | x₂ = 0.10\n= (0.40)(0.5944) + (0.50)(0.5963)\n= 0.2378 + 0.2982 = 0.5359\n= ½ × (0.222)² = ½ × 0.0493 = 0.025\n= 0.5944",
        ["1:9: defined", "1:21: defined", "2:3: rounded", "4:3: rounded"]
      ),
      // CSDN: escaped signs
      (
        "output(o1) = f(input(o1)) = 1 / (1 + e^-1.105905967) = 0.75136507\nw5+ = w5 - eta \\* a = 0.40 - 0.5 \\* 0.082167041 = 0.35891648",
        ["1:1: partly checked", "2:1: rounded"]
      ),
      // CS231n, doubled backslashes
      (
        "we have \\\\(x = [1,1,1,1] \\\\) and \\\\(w = [0.25,0.25,0.25,0.25] \\\\). Then \\\\(w x = 1\\\\).",
        ["1:12: defined", "1:37: defined", "1:76: exact"]
      ),
      (
        "CONV3-64: [224x224x64]  memory:  224*224*64=3.2M   weights: (3*3*3)*64 = 1,728",
        ["1:34: rounded", "1:61: exact"]
      ),
      // Medium
      (
        "Let's find new weights: w5 = 0.4 – 0.5 × 0.082167041 = 0.35891648, w6 = 0.408666186 and w7 = 0.511301270",
        ["1:25: rounded", "1:68: defined", "1:89: defined"]
      ),
      (
        "δ₃ = (0.69 − 1) · 0.69 · (1 − 0.69) = −0.0663\nTotal parameters = 784 × 128 + 128 = 100 480\nw ← w − η·∂E/∂w = 0.5 − 0.1 × 0.25 = 0.475\nAccuracy = 95/100 = 95%\n`np.exp(-0.5)` = `0.6065`",
        ["1:1: rounded", "2:1: exact", "3:1: exact", "4:1: exact", "5:2: rounded"]
      ),
      // Karpathy's circuit, in Markdown
      (
        "For inputs **x=-2, y=5, z=-4** we have \\(\\frac{\\partial f}{\\partial x} = z \\cdot 1 = -4 \\cdot 1 = -4\\)",
        ["1:14: defined", "1:20: defined", "1:25: defined", "1:42: exact"]
      ),
      // Article 2's formulas, and prose around numbers
      (
        "Hence $$\\delta _k = (y-\\hat{y})g'(net_k)$$ $$\\Delta w_{j,k} = - \\eta \\frac{\\partial e}{\\partial w_{j,k}}$$",
        ["1:9: defined", "1:46: defined"]
      ),
      (
        "In 1986 there were 3 layers.\n\nA heading\n=========\n\nSee https://example.com/?a=3&b=4 and Figure 3 - in 5 days = too long.",
        []
      ),
      ("```python\nx = 1 * 2 = 7\n```\n\n  if i % 10 == 0:\n  x1 = features[:, 0]\n", []),
    ] as [(String, [String])])
  func raw(_ text: String, _ expected: [String]) {
    let listing = audit(text).listing
    #expect(
      listing.count == expected.count && zip(listing, expected).allSatisfy { $0.hasPrefix("a.md:\($1): ") },
      "\(listing)")
  }

  @Test(
    "a formula in the MathML of a page has the value of the expression",
    arguments: [
      ("2 - (3 - 4)", 3), ("2 - (1 - 3 + 1)", 3), ("-(1 - 4) * 3", 9), ("2 * (3 + 4)", 14), ("(7 + 2) / (5 - 2)", 3),
      ("sqrt(9) + (-2)^2", 7), ("(1 + 1)^(2 + 1)", 8), ("1.5e-3 * 2e3", 3), ("exp(0) + max(1, 2 + 3)", 6),
      ("3 - -4", 7), ("5 - (-(2 + 1))", 8), ("1 - 2 * (2 - 3)", 3), ("5 - (2 + 1) - 1", 1),
    ])
  func mathML(_ text: String, _ value: Int) throws {
    var cursor = Cursor(text)
    let page = "<p><math>\(try cursor.readExpression().mathML)<mo>=</mo><mn>\(value)</mn></math></p>"
    #expect(audit(page, "a.html").summary[0] == "a.html: 1 equation found, 1 read: 1 right", "\(page)")
  }

  @Test(
    "names in MathML have their indices, and say which quantity they are",
    arguments: [
      ("w5", "<msub><mi>w</mi><mn>5</mn></msub>"), ("o1.out", "<msub><mi>out</mi><mi>o1</mi></msub>"),
      ("w5.old", "<msup><mrow><msub><mi>w</mi><mn>5</mn></msub></mrow><mi>old</mi></msup>"), ("x", "<mi>x</mi>"),
      ("rate", "<mi>rate</mi>"),
    ])
  func names(_ name: String, _ markup: String) {
    #expect(Expression.name(name).mathML == "<mrow data-q=\"\(name)\">\(markup)</mrow>")
  }

  @Test(
    "HTML: images of formulas, MathML, TeX, indices and entities",
    arguments: [
      (
        "<p><img src=\"https://s0.wp.com/latex.php\" alt=\"out_{h1} = \\frac{1}{1+e^{-0.3775}} = 0.593269992\" class=\"latex\" /></p>",
        "rounded: out_{h1} = \\frac{1}{1+e^{-0.3775}} = 0.593269992"
      ),
      (
        "<p>net<sub>h1</sub> = 0.15&times;0.05 + 0.2&times;0.1 + 0.35&middot;1 = 0.3775</p>",
        "exact: net_{h1} = 0.15×0.05 + 0.2×0.1 + 0.35·1 = 0.3775"
      ),
      ("<p>out = 1/(1 + e<sup>&minus;0.3775</sup>) &asymp; 0.5933</p>", "rounded: out = 1/(1 + e^{−0.3775}) ≈ 0.5933"),
      (
        "<math><mrow><mi>σ</mi><mo>&#x2061;</mo><mo>(</mo><mn>0.6</mn><mo>)</mo><mo>≈</mo><mn>0.6457</mn></mrow></math>",
        "rounded: σ ( 0.6) ≈ 0.6457"
      ),
      (
        "<math><mfrac><mn>1</mn><mrow><mn>1</mn><mo>+</mo><msup><mi>e</mi><mrow><mo>−</mo><mn>0.6</mn></mrow></msup></mrow></mfrac><mo>=</mo><mn>0.6457</mn></math>",
        "rounded: \\frac{1}{1+ e^{− 0.6}}= 0.6457"
      ),
      (
        "<span class=\"katex\"><span class=\"katex-mathml\"><math><semantics><mi>z</mi><annotation encoding=\"application/x-tex\">z = 0.5 \\times 3 = 1.5</annotation></semantics></math></span><span class=\"katex-html\" aria-hidden=\"true\">z=<span>9</span></span></span>",
        "exact: z = 0.5 \\times 3 = 1.5"
      ),
      (
        "<script type=\"math/tex; mode=display\">w_1 \\leftarrow 0.5 - 0.1 \\cdot (-0.081) = 0.5081</script>",
        "exact: w_1 \\leftarrow 0.5 - 0.1 \\cdot (-0.081) = 0.5081"
      ),
      (
        "<pre><code class=\"language-python\">x = 1 * 2 = 7</code></pre><table><tr><td>a = 2 * 3 = 6</td><td>",
        "exact: a = 2 * 3 = 6"
      ),
      // lines of text may be broken anywhere, after preformatted text too
      ("<pre><code>for each sample</code></pre><p>The sum a = (2 + 1) *\n3 = 9.", "exact: a = (2 + 1) * 3 = 9."),
    ])
  func html(_ body: String, _ expected: String) {
    let listing = audit(
      "<html><head><title>x = 1 = 2</title><style>a{b=3}</style></head><body>\(body)</body></html>", "a.html"
    ).listing
    #expect(listing.map { $0.split(separator: ":", maxSplits: 3).dropFirst(3).joined().dropFirst() } == [expected[...]])
  }

  @Test("LaTeX: comments, preamble and listings are not text")
  func latex() {
    let text = """
      \\documentclass{article}
      \\newcommand{\\x}{x = 3 = 4}
      \\begin{document} % a = 3 = 4
      \\begin{align*}
        z_1 &= w_{11} x_1 + b_1 \\\\
            &= 0.5 \\cdot 0.1 + 0.3 = 0.35, \\label{eq:z}\\\\
        h_1 &= \\sigma(z_1) \\approx 0.587 \\nonumber
      \\end{align*}
      \\[ w' = 0.5 - 0.1 \\times 0{,}05 = 0.495 \\quad\\text{and}\\quad b' = 0.3 - 0.1 = 0.2 . \\]
      \\begin{lstlisting}
      def f(x): x = 3
      \\end{lstlisting}
      \\end{document}
      """
    let audit = audit(text, "a.tex")
    let found = audit.listing.map { $0.split(separator: ":").dropFirst().prefix(3).joined(separator: ":") }
    #expect(found == ["5:3: exact", "7:3: rounded", "9:4: exact", "9:62: exact"])
  }

  @Test("what is wrong has its place and correction; what cannot be read has the column where reading stopped")
  func problems() {
    let audit = audit(
      """
      error2_h = delta_error * 0.6 = 0.04 * 0.7 = 0.028
      x = 0.5 ∫ 0.1 = 0.6
      $y = \\weird{0.5} = 0.25$
      y = 2 * 3 = 7
      """)
    #expect(
      audit.problems.map { "\($0.problem) \($0.diagnostic.position) \($0.diagnostic.fault.label ?? "")" } == [
        "wrong (line: 1, column: 26) should be 0.7: 0.028 follows from it",
        "notRead (line: 2, column: 9) ", "notRead (line: 3, column: 6) ",
        "wrong (line: 4, column: 13) should be 6",
      ])
    #expect(audit.summary[0] == "a.md: 4 equations found, 2 read: 2 wrong, 2 not read")
  }

  @Test("a wrong definition is one finding, at the definition")
  func wrongDefinition() {
    let audit = audit(
      "The sigmoid f(x) = 1 / (1 + e^x).\nh1 = f(0.6) = 0.6457\nh2 = f(0.7) = 0.6682\nh3 = f(0.7) = 0.6782")
    #expect(
      audit.problems.map { "\($0.diagnostic.position): \($0.diagnostic.fault.message)" } == [
        "(line: 1, column: 13): 0.6457 in line 2 does not follow from f(x) = 1 / (1 + exp(x))",
        "(line: 4, column: 15): f(0.7) is 0.66818777…, not 0.6782",
      ])
    #expect(audit.summary[0] == "a.md: 4 equations found, 4 read: 2 right, 2 wrong")
  }

  @Test(
    "where an equation begins, and whether it goes on after prose",
    arguments: [
      ("First\n\n$x = 2 \\cdot 3$\n\n$= 7$", "1 equation found, 1 read: 1 wrong"),
      ("First\n\n$x = 2 \\cdot 3$\n\nand some words.\n\n$= 7$", "1 equation found, 1 read: 1 given or defined"),
      // the `=` of an index belongs to the name
      ("We get $x_{a_{b}=1} = 2 \\cdot 3 = 6$.", "1 equation found, 1 read: 1 right"),
      ("v = 6 km / 2 = 3 m", "1 equation found, 1 read: 1 without numbers to compare"),
      ("$x = 0.5... * 2 = 1.0$ and $x = 0.5… * 2 = 1.0$", "2 equations found, 2 read: 2 right"),
    ])
  func beginnings(_ text: String, _ summary: String) {
    #expect(audit(text).summary[0] == "a.md: \(summary)")
  }

  @Test("a wrong definition is found where another function calls it")
  func wrongInnerDefinition() {
    let audit = audit("g(x) = 1 / (1 + e^x)\nf(x) = 2 * g(x)\n\nf(1) = 1.462\nf(2) = 1.762")
    #expect(
      audit.problems.map { "\($0.diagnostic.position): \($0.diagnostic.fault.message)" } == [
        "(line: 1, column: 1): 1.462 in line 4 does not follow from g(x) = 1 / (1 + exp(x))"
      ])
  }

  @Test("an equation that a block of equations to check marks wrong is expected to be")
  func expectedWrong() {
    let audit = audit("```nn check\nwrong a = 2 * 3 = 7\nb = 2 * 3 = 6\nwrong c = 2 * 3 = 6\n```")
    #expect(
      audit.problems.map { "\($0.diagnostic.position.line): \($0.diagnostic.fault.message)" } == [
        "4: the line is right, but is marked wrong"
      ])
    #expect(audit.summary[0] == "a.md: 3 equations found, 3 read: 2 right, 1 wrong")
  }

  @Test(
    "what unprepared articles print",
    arguments: [
      // github.com/webmastervetea: braces below factors
      (
        "$$g = \\underbrace{(-0.079)}_{\\text{Paso A}} \\cdot \\underbrace{(0.201)}_{\\text{Paso B}} = -0.0159$$",
        "1 equation found, 1 read: 1 right"
      ),
      // The same: numbers in bold
      ("$$w = 0.3 + 0.000793 \\approx \\mathbf{0.300793}$$", "1 equation found, 1 read: 1 right"),
      ("$$w = 0.3 + 0.000793 \\approx \\mathbf{0.200793}$$", "1 equation found, 1 read: 1 wrong"),
      // github.com/sreekanth9999: backslashes escaped for Markdown
      (
        "$$\nW = \\begin{bmatrix}\n0.1 & 0.2 \\\\\\\\\n0.3 & 0.4 \\\\\\\\\n\\end{bmatrix}\n$$",
        "1 equation found, 1 read: 1 given or defined"
      ),
      // github.com/snowch: a remark with a dash in it
      ("- $p = 0.99$ → Loss = **0.01** (tiny — correct ✓)", "2 equations found, 2 read: 2 given or defined"),
      // github.com/Lee-keonhee: the wrong unit's net input
      (
        "\\( z_1 = 0.21 \\), \\( z_2 = 0.19 \\)\n\n\\( a_2 = Sigmoid(z_1) = \\frac{1}{1+e^{-z_2}} = \\frac{1}{1+e^{-0.19}} = 0.547 \\)",
        "3 equations found, 3 read: 1 wrong, 2 given or defined"
      ),
      // A blank before the percent sign, as typeset in German; a formula that begins with a minus sign is one of its own
      ("Anteil = 0,25 = 25 %", "1 equation found, 1 read: 1 right"),
      ("$$d = 0.7 - 1 = -0.3$$\n$-\\log{(0.5)} = 0.693$", "2 equations found, 2 read: 2 right"),
      // github.com/fransis96jst: a product with a last digit off
      (
        "δ_Z₃ = -0.1407 · (-0.3) · 0.4750 · 0.5250 ≈ 0.04221 · 0.4750 · 0.5250 ≈ **0.01051**",
        "1 equation found, 1 read: 1 wrong"
      ),
      ("*Note* that 1 + 1 = 2.", "1 equation found, 1 read: 1 right"),
      ("$a = [1,2] + [3,4] = [4,6]$", "1 equation found, 1 read: 1 right"),
      (
        "$x = 2$\n\n$$\\begin{aligned} y &= x \\cdot \\\\ &x = 4 \\\\ z &= 2 \\approx \\\\ &x \\end{aligned}$$",
        "3 equations found, 3 read: 2 right, 1 given or defined"
      ),
      ("Output error = 2 - 1 = 1, hidden unit = 3 - 1 = 3", "2 equations found, 2 read: 1 right, 1 wrong"),
      ("y = 10 / 4 = 2.5 // comment", "1 equation found, 1 read: 1 right"),
      (
        "$$\\begin{aligned} a &= 2 * 3 = 6 \\\\[2pt] b &= 2 * 4 = 8 \\end{aligned}$$",
        "2 equations found, 2 read: 2 right"
      ),
      (
        "$$a = 1 + 1 = 2 \\text{ and } b = 2 + 2 = 4 \\text{, where } c = 3 * 3 = 9$$",
        "3 equations found, 3 read: 3 right"
      ),
      ("1. First\n12. x = 2 * 3 = 6\n123) y = 2 * 4 = 8", "2 equations found, 2 read: 2 right"),
      ("between $5 to $6 we have x = 2 * 3 = 6 in $ (US)", "1 equation found, 1 read: 1 right"),
      (
        "$a = 3 – b = 4$ and c = 1 + 2 = 3 – which d = 4",
        "3 equations found, 3 read: 1 right, 1 given or defined, 1 without numbers to compare"
      ),
      ("loss = 0.5 → 0.3 after a step.", "1 equation found, 1 read: 1 given or defined"),
      ("$x = 2 * 3 → 6$ and $y = 2 * 3 → 7$", "2 equations found, 2 read: 1 right, 1 wrong"),
      ("1 + 2 + … + 4 = 10, $1 + 2 + ... + 4 = 10$", "2 equations found, 2 read: 2 without numbers to compare"),
    ])
  func unprepared(_ text: String, _ summary: String) {
    #expect(audit(text).summary[0] == "a.md: \(summary)")
  }

  @Test("the summary has the rule of rounding and the conventions of the text")
  func summary() {
    let audit = audit("a^{(1)} = 0,645656 ≈ 0,64\n$a^{2} = 0,5 \\cdot 0,5 = 0,25$\nf(x) = 1 / (1 + exp(-x))")
    #expect(
      audit.summary == [
        "a.md: 3 equations found, 3 read: 2 right, 1 given or defined",
        "truncating explains 1 of 1 cut number, rounding 0: the numbers are truncated, which the text does not say",
        "decimals: 2 (1 of 1)", "decimals are after a comma", "exponents of a are taken as indices",
      ])
    #expect(self.audit("No equations.").summary == ["a.md: no equations found"])
  }
}

extension String {
  fileprivate var inAligned: String { "$$\\begin{aligned}\n\(self)\n\\end{aligned}$$" }
}
