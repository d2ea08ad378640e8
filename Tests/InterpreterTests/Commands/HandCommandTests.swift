import TestSupport
import Testing

@Suite("hand")
struct HandCommandTests {
  private let small = "net 2 2 1 no-bias; weights h 0.2 0.6 / 0.5 0.7; weights o1 0.6 0.7\n"

  @Test(
    "train and test calculate as the same steps do one by one", arguments: ["", "batch 2", "convention sign gradient"])
  func training(_ setting: String) throws {
    let setup = "\(small)hand round 3; data xor; \(setting); detail off\n"
    let samples = ["0 0 : 0", "0 1 : 1", "1 0 : 1", "1 1 : 0"].map { $0.split(separator: ":") }
    let steps = (samples + samples).enumerated().map { index, sample in
      let isLast = setting != "batch 2" || index % 2 == 1
      return "forward \(sample[0]); backward \(sample[1]); \(isLast ? "update" : "")\n"
    }
    let shown = "show weights; forward 0 1; print o1.out; backward 1; print loss"
    let byHand = try TestSession().run(setup + steps.joined() + shown)
    #expect(!byHand.contains("error:"), "\(byHand)")
    let session = TestSession()
    let printed = try session.run(setup + "report samples out w; train 2")
    #expect(printed.hasPrefix("# epoch 1\n#   out ") && printed.contains("\n# epoch 2\n"), "\(printed)")
    #expect(try session.run(shown) == byHand)
    let measured = try TestSession().run(
      setup + "data clear; sample 0 1 : 1; test; forward 0 1; backward 1; print loss")
    let losses = measured.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(losses.first == "loss = \(losses.last ?? "")", "\(measured)")
  }

  @Test("the result of each line is rounded or truncated, and the next line uses that value")
  func chained() throws {
    let session = TestSession()
    let lines = try session.run(small + "hand truncate 2; lines grad off; step 0 1 : 1")
    #expect(
      lines == """
        h1.net = i1 * w1 + i2 * w3 = 0 * 0.2 + 1 * 0.6 = 0.6
        h1.out = sigmoid(h1.net) = sigmoid(0.6) = 0.64
        h2.net = i1 * w2 + i2 * w4 = 0 * 0.5 + 1 * 0.7 = 0.7
        h2.out = sigmoid(h2.net) = sigmoid(0.7) = 0.66
        o1.net = h1.out * w5 + h2.out * w6 = 0.64 * 0.6 + 0.66 * 0.7 = 0.84
        o1.out = sigmoid(o1.net) = sigmoid(0.84) = 0.69
        loss = 0.5 * (o1.target - o1.out)^2 = 0.5 * (1 - 0.69)^2 = 0.04
        o1.error = o1.target - o1.out = 1 - 0.69 = 0.31
        o1.delta = sigmoid.deriv(o1.net) * o1.error = sigmoid.deriv(0.84) * 0.31 = 0.21 * 0.31 = 0.06
        h1.error = o1.delta * w5 = 0.06 * 0.6 = 0.03
        h1.delta = sigmoid.deriv(h1.net) * h1.error = sigmoid.deriv(0.6) * 0.03 = 0.22 * 0.03 = 0.00
        h2.error = o1.delta * w6 = 0.06 * 0.7 = 0.04
        h2.delta = sigmoid.deriv(h2.net) * h2.error = sigmoid.deriv(0.7) * 0.04 = 0.22 * 0.04 = 0.00
        w5 = w5.old + h1.out * o1.delta * rate = 0.6 + 0.64 * 0.06 * 0.5 = 0.61
        w6 = w6.old + h2.out * o1.delta * rate = 0.7 + 0.66 * 0.06 * 0.5 = 0.71
        w1 = w1.old + i1 * h1.delta * rate = 0.2 + 0 * 0.00 * 0.5 = 0.2
        w3 = w3.old + i2 * h1.delta * rate = 0.6 + 1 * 0.00 * 0.5 = 0.6
        w2 = w2.old + i1 * h2.delta * rate = 0.5 + 0 * 0.00 * 0.5 = 0.5
        w4 = w4.old + i2 * h2.delta * rate = 0.7 + 1 * 0.00 * 0.5 = 0.7

        """)
    #expect(try session.run("print w5, w6, h1.out") == "0.61 0.71 0.64\n")
    #expect(
      try session.run("hand off; forward 0 1").hasPrefix(
        "h1.net = i1 * w1 + i2 * w3 = 0 * 0.2 + 1 * 0.6 = 0.6\nh1.out = sigmoid(h1.net) = sigmoid(0.6) = 0.645656\n"))
  }

  @Test("the more specific rule applies, whatever their order")
  func rules() throws {
    let session = TestSession()
    try session.run(
      small + "hand truncate 3 h2.deriv; hand truncate 2 deriv; hand round 4; hand exact h.net; hand half-even 1 out")
    #expect(
      try session.run("hand") == """
        hand round 4
        hand truncate 3 h2.deriv
        hand truncate 2 deriv
        hand exact h.net
        hand half-even 1 out

        """)
    let lines = try session.run("forward 0 1; backward 1")
    #expect(lines.contains("h2.out = sigmoid(h2.net) = sigmoid(0.7) = 0.7\n"))
    #expect(lines.contains("sigmoid.deriv(0.6) * "))
    #expect(lines.contains(" = 0.22 * "))
    #expect(lines.contains(" = 0.221 * "))
  }

  @Test("hand arithmetic supports several samples, shared parameters and softmax")
  func handForms() throws {
    let session = TestSession()
    let batch = try session.run(
      "net 2 1 no-bias; init constant 0.5; hand truncate 3; detail off; forward 0 1; backward 1; forward 1 1; backward 0; "
        + "detail full; update")
    #expect(
      batch.contains("w1.grad = (0 + 0.143) / 2 = 0.071\nw1 = w1.old - rate * w1.grad = 0.5 - 0.5 * 0.071 = 0.464\n"))
    let second = try session.run(
      "net 2 1 no-bias; init constant 0.5; hand truncate 2; detail off; forward 0 1; backward 1; detail full; forward 1 1; backward 0; update"
    )
    #expect(second.contains("w1.grad = -o1.delta * i1 = -(-0.13) * 1 = 0.13\n"))
    #expect(
      second.contains("w1.grad = (0 + 0.13) / 2 = 0.06\nw1 = w1.old - rate * w1.grad = 0.5 - 0.5 * 0.06 = 0.47\n"))
    let softmax = try session.run("hand truncate 3; net 1 2:softmax no-bias; init constant 0.5; set w1 1; forward 1")
    #expect(
      softmax.contains(
        "o1.out = exp(o1.net) / (exp(o1.net) + exp(o2.net)) = exp(1) / (exp(1) + exp(0.5)) = 2.718 / (2.718 + 1.648) = 0.622\n"
      ))
  }

  @Test("hand arithmetic can be switched on and off between the commands of a step")
  func switching() throws {
    let session = TestSession()
    try session.run(
      small + "detail off; forward 0 1; backward 1; forward 1 1; backward 0; hand truncate 3; detail full; update")
    let reference = TestSession()
    try reference.run(small + "detail off; forward 0 1; backward 1; forward 1 1; backward 0; update")
    for parameter in 1...6 {
      let (cut, exact) = try (session.run("print w\(parameter)"), reference.run("print w\(parameter)"))
      #expect(cut.dropLast().count <= 5 && exact.hasPrefix(cut.dropLast().prefix(4)), "\(cut) \(exact)")
    }
    let lines = try session.run("detail off; forward 0 1; backward 1; hand off; detail full; update")
    #expect(lines.hasPrefix("w5 = w5.old + h1.out * o1.delta * rate = 0.5"))
  }

  @Test("a derivative written with the output is cut if it has a rule of its own")
  func writtenDerivative() throws {
    let script =
      "net 1 1 no-bias; set w1 0.6; convention derivative output; hand truncate 2; lines loss off; lines error off"
    #expect(
      try TestSession().run(script + "; detail off; forward 1; detail full; backward 1").hasPrefix(
        "o1.delta = o1.out * (1 - o1.out) * o1.error = 0.64 * (1 - 0.64) * 0.36 = 0.08\n"))
    #expect(
      try TestSession().run(script + "; hand truncate 3 deriv; detail off; forward 1; detail full; backward 1")
        .hasPrefix(
          "o1.delta = o1.out * (1 - o1.out) * o1.error = 0.64 * (1 - 0.64) * 0.36 = 0.230 * 0.36 = 0.08\n"))
  }

  @Test("far from 0, hand arithmetic gives the limits of the activations")
  func saturated() throws {
    let lines = try TestSession().run("net 1 2:tanh 1; init constant 1; set b[o1] -3; hand truncate 3; forward 1e30")
    #expect(lines.contains("h1.out = tanh(h1.net) = tanh(1.000000000000000000000000000001e30) = 1\n"))
    #expect(lines.hasSuffix("o1.out = sigmoid(o1.net) = sigmoid(-1) = 0.268\n"))
  }

  @Test("a softmax by hand may be of numbers beyond the range of doubles")
  func large() throws {
    let lines = try TestSession().run(
      "net 1 2:softmax; set w1 1; set w2 -1; hand truncate 2; forward 44844; print o1.out, o2.out")
    #expect(lines.hasSuffix("\n1 0\n"), "\(lines)")
  }

  @Test("hand arithmetic evaluates user-defined functions and their derivatives")
  func ownFunction() throws {
    let lines = try TestSession().run(
      "let g(x) = x^2 / (1 + x); net 1 1:g no-bias; set w1 0.5; hand truncate 4; lines grad off; forward 1; backward 1")
    #expect(lines.contains("o1.out = g(o1.net) = g(0.5) = 0.1666\n"))
    #expect(lines.contains("g.deriv(0.5) * 0.8334 = 0.5555 * 0.8334 = 0.4629\n"))
  }

  @Test("unsupported operations in hand arithmetic are errors")
  func handFaults() throws {
    #expect(
      try TestSession().run("hand truncate 31").contains(
        "the number of decimals must be a whole number from 0 to 30, got 31"))
    #expect(try TestSession().run("net 2 1; hand truncate 2 foo").contains("'foo' is not a quantity"))
    #expect(
      try TestSession().run("net 2 1; detail off; hand truncate 2; optimizer rprop; step 0 1 : 1").contains(
        "hand arithmetic does not support rprop"))
    #expect(
      try TestSession().run("net 2 1; detail off; hand truncate 2; decay 0.1; step 0 1 : 1").contains(
        "hand arithmetic does not support weight decay and clipping"))
  }

  @Test("momentum and adam by hand: each line of an update follows from those before it, cut")
  func optimizers() throws {
    let session = TestSession()
    let steps = try session.run(
      """
      net 1 1:identity no-bias; set w1 0.5; hand truncate 2; rate 0.1; optimizer momentum 0.9
      lines net off; lines out off; lines loss off; lines error off; lines delta off
      step 1 : 1; step 1 : 1
      """)
    #expect(
      steps == """
        w1.grad = -o1.delta * i1 = -0.5 * 1 = -0.5
        w1.v = 0.9 * w1.v_old - rate * w1.grad = 0.9 * 0 - 0.1 * -0.5 = 0.05
        w1 = w1.old + w1.v = 0.5 + 0.05 = 0.55
        w1.grad = -o1.delta * i1 = -0.45 * 1 = -0.45
        w1.v = 0.9 * w1.v_old - rate * w1.grad = 0.9 * 0.05 - 0.1 * -0.45 = 0.09
        w1 = w1.old + w1.v = 0.55 + 0.09 = 0.64

        """)
    let adam = try session.run("optimizer adam; hand round 4; rate 0.001; forward 1; backward 1; update")
    for line in adam.split(separator: "\n") where line.contains(" = ") {
      #expect(try !session.run("check \(line)").contains("error"), "\(line)")
    }
    #expect(adam.contains("w1.m = 0.9 * w1.m_old + (1 - 0.9) * w1.grad"))
  }

  @Test("single steps drop no units, by hand as in doubles; training by hand says that it cannot")
  func dropout() throws {
    let setup = "net 1 2 1; detail off; dropout h 0.5; hand truncate 3; "
    #expect(try TestSession().run(setup + "step 1 : 1; forward 1; backward 1; update") == "")
    #expect(
      try TestSession().run(setup + "sample 1 : 1; train 1").contains("training by hand does not support dropout"))
  }
}
