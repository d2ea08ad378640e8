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
    ])
  func refusals(_ script: String, _ message: String) throws {
    #expect(try TestSession().run(script).contains("error: \(message)"))
  }

  @Test("single precision is an error that shows what to type instead")
  func singlePrecision() throws {
    let bad =
      BadInput(
        "net 2 1; precision single; explain w1",
        """
        test.nn:1:36: error: explain needs double precision
          1 | net 2 1; precision single; explain w1
            |                                    ^~
        help: precision double, then forward again

        """)
    #expect(try TestSession().run(bad.script) == bad.message)
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
