import NeuralNetwork
import TestSupport
import Testing

@Suite struct ExplainCommandTests {
  private let twoTwoTwo = """
    net 2 2 2
    weights h 0.15 0.20 0.35 / 0.25 0.30 0.35
    weights o 0.40 0.45 0.60 / 0.50 0.55 0.60
    detail off
    forward 0.05 0.10
    backward 0.01 0.99

    """

  @Test("a weight's chain rule, its numbers, its factors and the finite difference, as in Mazur's example")
  func weight() throws {
    let printed = try TestSession().run(twoTwoTwo + "explain w[h1,o1]")
    #expect(
      printed
        == """
        ∂E/∂w7 = ∂E/∂o1.out * ∂o1.out/∂o1.net * ∂o1.net/∂w7 = 0.7413651 * 0.1868156 * 0.59327 = 0.082167
        ∂E/∂o1.out = -(o1.target - o1.out) = -(0.01 - 0.751365) = 0.741365
        ∂o1.out/∂o1.net = sigmoid.deriv(o1.net) = sigmoid.deriv(1.105906) = 0.186816
        ∂o1.net/∂w7 = h1.out = 0.59327
        # ∂E/∂w7 by central differences: 0.08216704056, difference 1.8e-14

        """.replacingLast(with: printed))
  }

  @Test("after an update, the chain is still that of the pass, whatever derivative the lines take")
  func afterUpdate() throws {
    let session = TestSession()
    try session.run("net 2 2 1; convention derivative output; detail off; forward 1 0; backward 1")
    let before = try session.run("explain w1")
    #expect(try session.run("update; explain w1").replacing(".old", with: "") == before)
  }

  @Test("what an optimizer keeps: its line in the last update, then the gradient's chain rule")
  func optimizerState() throws {
    let session = TestSession()
    _ = try session.run("net 1 1:identity no-bias; set w1 0.5; detail off; optimizer adam; step 1 : 1; step 1 : 1")
    let printed = try session.run("explain w1.m").split(separator: "\n")
    #expect(printed[0].hasPrefix("w1.m = 0.9 * w1.m_old + (1 - 0.9) * w1.grad = 0.9 * -0.05 + (1 - 0.9) * -0.499"))
    #expect(printed[1].hasPrefix("∂E/∂w1 = ∂E/∂o1.out * ∂o1.out/∂o1.net * ∂o1.net/∂w1 = "))
    #expect(try session.run("explain w1.v").hasPrefix("w1.v = 0.999 * w1.v_old + (1 - 0.999) * w1.grad^2 = "))
    #expect(try !session.run("check \(printed[0])").contains("error"))
    #expect(try TestSession().run("net 1 1; optimizer adam; detail off; explain w1.m").contains("run update first"))
  }

  @Test("a perfect output under cross-entropy still has a slope", arguments: [(40, 1), (-800, 0)])
  func saturated(weight: Int, target: Int) throws {
    let printed = try TestSession().run(
      """
      detail off; net 1 1 no-bias; loss cross-entropy; set w1 \(weight); forward 1; backward \(target)
      explain o1.error; gradcheck
      """)
    let formula =
      target == 1
      ? "-(o1.target / o1.out) = -(1 / 1) = -1" : "(1 - o1.target) / (1 - o1.out) = (1 - 0) / (1 - 0) = 1"
    #expect(printed.hasPrefix("∂E/∂o1.out = \(formula)\no1.error = "))
    #expect(!printed.contains("nan"))
  }

  @Test("a hidden weight has one chain through every unit it reaches")
  func hidden() throws {
    let printed = try TestSession().run(twoTwoTwo + "explain w1")
    #expect(
      printed.hasPrefix(
        "∂E/∂w1 = (∂E/∂o1.out * ∂o1.out/∂o1.net * ∂o1.net/∂h1.out + ∂E/∂o2.out * ∂o2.out/∂o2.net * ∂o2.net/∂h1.out)"
          + " * ∂h1.out/∂h1.net * ∂h1.net/∂w1 = "))
    #expect(printed.contains(" = 0.000438568\n"))
  }

  @Test("long chains are nested like the recursion, and include shortcuts")
  func deep() throws {
    let printed = try TestSession().run(
      """
      net 2 3 3 3 2
      connect i1 o1
      connect h1[1] o2
      detail off
      forward 0.3 0.7
      backward 1 0
      explain w1
      """)
    #expect(printed.contains("∂E/∂h2[1].net = "))
    #expect(printed.contains("∂o2.net/∂h1[1].out = "))
    let difference = printed.split(separator: "\n").last.flatMap { $0.split(separator: " ").last }.flatMap {
      Double($0)
    }
    #expect(difference.map { $0 < 1e-11 } == true, "\(printed.suffix(100))")
  }

  @Test("functions are explained by their definitions, in the current names")
  func functions() throws {
    #expect(try TestSession().run("explain sigmoid") == "sigmoid(x) = 1 / (1 + exp(-x))\n")
    #expect(
      try TestSession().run("name sigmoid as f; name sigmoid.deriv as deriv; explain deriv")
        == "deriv(x) = f(x) * (1 - f(x))\n")
    #expect(try TestSession().run("let g(x) = x^2; explain g; explain g.deriv") == "g(x) = x^2\ng.deriv(x) = 2 * x\n")
  }

  @Test("the chain uses the article's names")
  func names() throws {
    let printed = try TestSession().run(twoTwoTwo + "name h{k}.out as out_h{k}; explain w[h1,o1]")
    #expect(printed.contains("∂o1.net/∂w7 = out_h1 = 0.59327"))
  }

  @Test("LaTeX of a comparison of comparisons has parentheses")
  func comparisons() throws {
    let printed = try TestSession().run("let x = 1; explain if((x > 0) = (x < 5), x * x, 0) by x as latex")
    #expect(printed.contains("\\left(x > 0\\right) = \\left(x < 5\\right)"), "\(printed)")
  }

  @Test("LaTeX has balanced braces and environments")
  func latex() throws {
    for form in ["latex", "markdown"] {
      let printed = try TestSession().run(twoTwoTwo + "explain w1 as \(form); explain loss as \(form)")
      #expect(printed.count { $0 == "{" } == printed.count { $0 == "}" })
      #expect(printed.occurrences(of: "\\left") == printed.occurrences(of: "\\right"))
      #expect(printed.occurrences(of: "\\begin") == printed.occurrences(of: "\\end"))
      #expect(printed.contains("\\frac{\\partial E}{\\partial w_{1}}"))
      let formulas = printed.split(separator: "\n").filter { $0.contains("\\") }
      #expect(formulas.count > 20)
      #expect(!formulas.contains { $0.contains("∂") })
    }
  }

  @Test(
    "every activation of one number and its derivative are explained", arguments: Activation.all.filter(\.isElementwise)
  )
  func activations(_ activation: Activation) throws {
    let name = activation.functionName
    #expect(try TestSession().run("explain \(name)").hasPrefix("\(name)(x) = "))
    #expect(try TestSession().run("explain \(name).deriv").hasPrefix("\(name).deriv(x) = "))
  }

  @Test(
    "explain gives the reason if it cannot explain a quantity",
    arguments: [
      ("net 2 1; explain w1", "w1 cannot be explained yet"), ("net 2 1; explain rate", "rate is a setting or a count"),
      ("explain w1", "unknown quantity or function 'w1'"), ("net 2 1; explain w99", "there is no w99"),
      ("net 2 1; detail off; forward 0 1; backward 1; set w1 3; explain w1", "w1 cannot be explained yet"),
      ("net 2 1; explain w1 as pdf", "unknown format 'pdf'"),
      ("explain exp", "exp is built in and has no formula to print"), ("explain softmax", "softmax is built in"),
      ("explain exp.deriv", "exp has no derivative to print"),
      ("explain softmax.deriv", "softmax has no derivative to print"),
      ("let f(x, y) = x * y; explain f.deriv", "f has no derivative to print"),
      ("explain sgmoid", "unknown quantity or function 'sgmoid'"),
      ("explain 2 * 3", "there is nothing to explain"), ("let x = 2; explain x by x", "there is nothing to explain"),
      ("let x = 2; explain x * 3 by y", "y is not in the expression"), ("explain x * 3", "unknown name 'x'"),
      ("let x = 2; explain x > 1", "expected a number, found true or false"),
      ("let x = 2; explain median(x, 3)", "cannot differentiate median"),
      ("let f(x) = tanh.x(x); net 1 1 1; activation h f", "cannot differentiate tanh.x"),
    ])
  func refusals(_ script: String, _ message: String) throws {
    #expect(try TestSession().run(script).contains("error: \(message)"))
  }

  @Test("the chain is in the arithmetic of the passes: single precision and decimals by hand")
  func arithmetic() throws {
    let network =
      "net 2 2 1; weights h 0.2 0.6 0 / 0.5 0.7 0; weights o 0.6 0.7 0; detail off; forward 0 1; backward 1; "
    #expect(try TestSession().run("precision single; \(network)explain o1.net").contains("o1.net = h1.out * w7"))
    #expect(
      try TestSession().run("hand truncate 2; \(network)explain w[h1,o1]").hasPrefix(
        """
        ∂E/∂w7 = ∂E/∂o1.out * ∂o1.out/∂o1.net * ∂o1.net/∂w7 = -0.31 * 0.21 * 0.64 = -0.04
        ∂E/∂o1.out = -(o1.target - o1.out) = -(1 - 0.69) = -0.31
        ∂o1.out/∂o1.net = sigmoid.deriv(o1.net) = sigmoid.deriv(0.84) = 0.21
        ∂o1.net/∂w7 = h1.out = 0.64
        # ∂E/∂w7 by central differences: -0.04032

        """.dropLast(1)))
  }

  @Test("an expression is a graph: forward node by node, then backward with local and upstream derivative")
  func graph() throws {
    let printed = try TestSession().run("let f(x, y, z) = (x + y) * z; explain f(-2, 5, -4) by x, z")
    #expect(
      printed.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: "\n")
        == """
        v1 = x + y = -2 + 5 = 3
        f = v1 * z = 3 * -4 = -12
        ∂f/∂v1 = z = -4
        ∂v1/∂x = 1
        ∂f/∂x = ∂f/∂v1 * ∂v1/∂x = -4 * 1 = -4
        ∂f/∂z = v1 = 3
        """)
    #expect(printed.contains("# ∂f/∂x by central differences: -4, difference "))
  }

  @Test("without by, each variable is explained once")
  func eachVariable() throws {
    let lines = try TestSession().run("let x = 2; let y = 3; explain x * y + x").split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("∂f/∂") }.map { $0.prefix(5) } == ["∂f/∂v", "∂f/∂x", "∂f/∂y"])
    #expect(lines.count { $0.hasPrefix("# ") } == 2)
  }

  @Test("in a graph equal parts are one node, uses add up, and a kink is pointed out")
  func sharedNodes() throws {
    let printed = try TestSession().run(
      "let x = 1; let y = 1; explain max(x, y) * exp(x) + exp(x) / if(x > 0, x, y) by x")
    for line in [
      "v2 = exp(x) = exp(1) = 2.71828", "v1 is at a kink, where the derivative of max is that of the first of several",
      "∂f/∂v2 = ∂f/∂v3 * ∂v3/∂v2 + ∂f/∂v5 * ∂v5/∂v2 = 1 * 1 + 1 * 1 = 2", "∂v2/∂x = v2 = 2.71828",
      "∂v4/∂x = if(x > 0, 1, 0) = if(1 > 0, 1, 0) = 1",
    ] {
      #expect(printed.contains(line), "\(line)\n\(printed)")
    }
  }

  @Test(
    "every line of a graph passes check, in doubles, with few digits and by hand",
    arguments: [
      "(x * y + z)^2 by x, y", "1 / (1 + exp(-(x * y + z)))", "f(0.3, y, 2)", "max(x, y, 2 * z) - abs(min(x, z))",
      "tanh(x)^3 + gelu(y * x) / sqrt(z)", "if(x < y and z != 2, x * y, y / z) + huber(x) * log(z)",
      "x^y + 2^x - x^3",
      "norm(x, y) * mean([x, z]) + sum(x, y) + pow(z, 2)",
    ], ["digits 6", "digits 3", "digits 12", "hand round 3", "hand truncate 2"])
  func checkedGraphs(_ expression: String, _ setting: String) throws {
    let definitions = "let x = 0.7; let y = 1.3; let z = 0.45; let f(a, b, c) = a * b^2 / c + sin(a * b)"
    let printed = try TestSession().run("\(definitions); \(setting); explain \(expression)")
    #expect(!printed.contains("error:"), "\(printed)")
    let lines = printed.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(lines.count > 5)
    for start in [definitions, "let f(a, b, c) = 1"] {
      let verdicts = try TestSession().run("\(start)\n\(lines.map { "check \($0)\n" }.joined())")
      #expect(!verdicts.contains("error:"), "\(printed)\n\(verdicts)")
    }
  }
}

extension String {
  /// With the last line of the other, whose digits are the rounding noise of a difference.
  fileprivate func replacingLast(with other: String) -> String {
    var lines = split(separator: "\n", omittingEmptySubsequences: false)
    let others = other.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == others.count, lines.count > 1 else { return self }
    let index = lines.count - 2
    guard others[index].hasPrefix("# ∂E/∂w7 by central differences: 0.0821670405") else { return self }
    lines[index] = others[index]
    return lines.joined(separator: "\n")
  }
}
