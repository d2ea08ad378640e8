import TestSupport
import Testing

@Suite("convention")
struct ConventionCommandTests {
  private let small = "net 1 1 1; set w1 0.5; set w2 0.1; set w3 -1; set w4 0.2\n"

  private func step(_ convention: String) throws -> String {
    let session = TestSession()
    let refused = try session.run(small + convention)
    #expect(refused == "")
    return try session.run("forward 1; backward 1; update")
  }

  @Test("the bias can be a threshold, and come first")
  func bias() throws {
    let threshold = try step("convention bias threshold")
    #expect(threshold.contains("h1.net = i1 * w1 - w2 = 1 * 0.5 - 0.1 = 0.4\n"))
    #expect(threshold.contains("w4.grad = o1.delta = "))
    #expect(threshold.contains("w4 = w4.old - o1.delta * rate = 0.2 - "))
    let first = try step("convention bias first threshold")
    #expect(first.contains("h1.net = -w2 + i1 * w1 = -0.1 + 1 * 0.5 = 0.4\n"))
    #expect(try step("convention bias first").contains("h1.net = w2 + i1 * w1 = 0.1 + 1 * 0.5 = 0.6\n"))
  }

  @Test("the derivative can be expressed by the output, or misapplied to it")
  func derivative() throws {
    let output = try step("convention derivative output")
    #expect(output.contains("o1.delta = o1.out * (1 - o1.out) * o1.error = "))
    #expect(try output.delta == step("convention derivative net").delta)
    let misapplied = try step("convention derivative misapplied")
    #expect(misapplied.contains("o1.delta = sigmoid.deriv(o1.out) * o1.error = sigmoid.deriv("))
    #expect(misapplied.delta != output.delta)
  }

  @Test("the derivative can come after the error")
  func derivativeLast() throws {
    let output = try step("convention derivative output last")
    #expect(output.contains("o1.delta = o1.error * o1.out * (1 - o1.out) = "))
    #expect(try step("convention derivative last").contains("o1.delta = o1.error * sigmoid.deriv(o1.net) = "))
    #expect(try output.delta == step("convention derivative net").delta)
  }

  @Test("errors instead of deltas can be sent back, which check finds out")
  func sentBack() throws {
    let lines = try step("convention sent-back error")
    #expect(lines.contains("h1.error = o1.error * w3 = "))
    #expect(try step("").contains("h1.error = o1.delta * w3 = "))
    let check = "init constant 0.5; convention sent-back error; detail off; forward 0 1; backward 1; gradcheck"
    #expect(
      try TestSession().run("net 2 3 1; \(check)").hasSuffix(
        "do not follow the chain rule: convention sent-back delta\n"))
    let session = TestSession()
    try session.run(small + "forward 1; backward 1; name h1.error as error_h; name o1.error as error_o")
    let found = try session.run("check error_o = 0.6096; check error_h = error_o * w3 = 0.6096 * -1 = -0.6096")
    #expect(found.contains("by the chain rule: convention sent-back error gives -0.6096"), "\(found)")
  }

  @Test("the factors of a step are in the order of the convention")
  func product() throws {
    let textbook = "convention arithmetic textbook; convention product "
    #expect(try step(textbook + "delta").contains("w3 = w3.old + rate * o1.delta * h1.out = "))
    #expect(try step(textbook + "out").contains("w3 = w3.old + rate * h1.out * o1.delta = "))
    #expect(try step(textbook + "gradient").contains("w3 = w3.old + h1.out * o1.delta * rate = "))
  }

  @Test("in-order lets hidden errors use the weights already updated")
  func inOrder() throws {
    let lines = try step("convention update in-order")
    let error = try #require(lines.split(separator: "\n").first { $0.hasPrefix("h1.error") })
    let new = try #require(lines.split(separator: "\n").first { $0.hasPrefix("w3 = ") })
    #expect(error.contains("= o1.delta * w3.new = "))
    let value = try #require(new.split(separator: " ").last)
    #expect(error.contains("* \(value.prefix(7))"))
  }

  @Test("in-order hand arithmetic computes the new weight once")
  func inOrderByHand() throws {
    let lines = try step("convention update in-order; hand truncate 3")
    let new = try #require(lines.split(separator: "\n").first { $0.hasPrefix("w3 = ") }?.split(separator: " ").last)
    #expect(lines.contains("h1.error = o1.delta * w3.new = "))
    #expect(lines.contains(" * \(new) = "))
  }

  @Test("sign gradient changes the sign of errors and deltas, not of gradients or updates")
  func sign() throws {
    let delta = TestSession()
    let gradient = TestSession()
    let one = try delta.run(small + "forward 1; backward 1; update")
    let other = try gradient.run(small + "convention sign gradient; forward 1; backward 1; update")
    #expect(other.contains("o1.error = o1.out - o1.target = "))
    #expect(other.contains("w3.grad = o1.delta * h1.out = "))
    #expect(other.contains("w3 = w3.old - rate * w3.grad = "))
    #expect(other.delta.hasPrefix("-") && one.delta == String(other.delta.dropFirst()))
    #expect(try delta.run("digest; print w3.grad") == gradient.run("digest; print w3.grad"))
    #expect(try delta.run("print o1.delta + h1.delta") == gradient.run("print -(o1.delta + h1.delta)"))
  }

  @Test("textbook arithmetic multiplies, rounds, adds, rounds")
  func textbook() throws {
    let product = "net 2 1:identity no-bias; set w1 -1; set w2 0.1; detail off; forward 0.01 0.1; print o1.net"
    #expect(try TestSession().run("convention arithmetic textbook; " + product) == "1.734723475976807e-18\n")
    #expect(try TestSession().run(product) == "9.020562075079397e-19\n")
  }

  @Test("convention lists all, or one")
  func list() throws {
    let session = TestSession()
    #expect(try session.run("convention bias first; convention bias") == "convention bias plus first\n")
    #expect(try session.run("convention").split(separator: "\n").count == 9)
    #expect(
      try session.run("convention epoch-loss after sum; convention epoch-loss") == "convention epoch-loss after sum\n")
  }

  static let faults = [
    ("net 1 1:gelu; convention derivative output", "the derivative of gelu cannot be expressed by its output"),
    ("clip 1; convention update in-order", "in-order updates layer by layer"),
    ("optimizer genetic; convention update in-order", "in-order updates layer by layer"),
    (
      "net 1 1; batch 4; convention update in-order; detail off; forward 1; backward 1",
      "in-order by hand needs an update after every sample"
    ),
    (
      "net 1 1; optimizer adam; convention update in-order; detail off; forward 1; backward 1",
      "in-order by hand needs an update after every sample"
    ),
    (
      "net 2 2 1; share b[h1] b[h2]; batch all; convention update in-order; train 1", "in-order updates layer by layer"
    ),
    ("net 1 1 no-bias; convention bias first", "the network has no biases"),
    (
      "net 1 1; convention update in-order; detail off; forward 1; backward 1; backward 1",
      "in-order updates after every"
    ),
    ("convention derivative inside", "unknown derivative convention 'inside'"),
    ("convention sent-back errors", "unknown sent-back convention 'errors'"),
  ]

  @Test("a convention that conflicts with the settings is an error that gives the reason", arguments: faults)
  func fault(script: String, message: String) throws {
    #expect(try TestSession().run(script).contains("error: \(message)"))
  }

  @Test("in-order and clip exclude each other, in either order")
  func inOrderAndClip() throws {
    let bad =
      BadInput(
        "convention update in-order; clip 4",
        """
        test.nn:1:34: error: convention update in-order updates layer by layer
          1 | convention update in-order; clip 4
            |                                  ^ clip needs all gradients at once
        help: convention update together

        """)
    #expect(try TestSession().run(bad.script) == bad.message)
  }

  @Test("an unknown choice is marked, and the nearest one suggested")
  func unknownChoice() throws {
    let bad =
      BadInput(
        "convention derivative  lst",
        """
        test.nn:1:24: error: unknown derivative convention 'lst'
          1 | convention derivative  lst
            |                        ^~~ one of net, output, misapplied, first, last
        help: convention derivative last

        """)
    #expect(try TestSession().run(bad.script) == bad.message)
  }

  @Test("the losses of an epoch are added as numpy, PyTorch or a loop do, to the last bit")
  func lossOrder() throws {
    let script = """
      net 1 1:identity; set w1 0.37; set w2 -0.12; precision single; convention arithmetic textbook; loss mean-squared
      for k in 1..121 { sample ((37 * k - 100 * floor(0.37 * k)) / 100) : ((11 * k - 7 * floor(11 * k / 7)) / 7) }
      digits 17
      """
    // The output of torch 2.15.0 and numpy 2 in float32.
    for (order, loss) in [
      ("torch", "0.22377258539199829"), ("numpy", "0.22377260029315948"), ("in-order", "0.22377261519432068"),
    ] {
      let printed = try TestSession().run("\(script); convention epoch-loss \(order); test; convention epoch-loss")
      #expect(printed.contains("loss = \(loss)\n"), "\(order): \(printed)")
      #expect(printed.contains("during mean\(order == "numpy" ? "" : " \(order)")\n"))
    }
  }

  @Test(
    "losses that are means over several outputs are added as PyTorch adds them, term by term",
    arguments: [
      // The output of torch 2.15.0: mse_loss and l1_loss of k·7919 mod 1000 / 1000 against k·104729 mod 997 / 997, in
      // samples × outputs.
      (3, 2, "mean-squared", "single", 0.36155465245246887), (4, 7, "mean-squared", "single", 0.22406330704689026),
      (33, 3, "mean-squared", "single", 0.15356557071208954), (100, 2, "mean-squared", "single", 0.1683148443698883),
      (257, 4, "mean-squared", "single", 0.16794562339782715), (9, 5, "mean-absolute", "single", 0.3536692261695862),
      (257, 4, "mean-absolute", "single", 0.33464550971984863),
      (33, 3, "mean-squared", "double", 0.15356556675639718), (513, 6, "mean-squared", "double", 0.1675500305822145),
    ])
  func lossTerms(_ samples: Int, _ outputs: Int, _ loss: String, _ precision: String, _ expected: Double) throws {
    let count = samples * outputs
    let values = (1...count).map { k -> (Double, Double) in
      let (a, b) = (k * 7919 % 1000, k * 104729 % 997)
      return precision == "single"
        ? (Double(Float(a) / 1000), Double(Float(b) / 997)) : (Double(a) / 1000, Double(b) / 997)
    }
    // Each output is an input.
    let script = (0..<samples).map { sample in
      let own = values[sample * outputs..<(sample + 1) * outputs]
      return "sample \(own.map { "\($0.0)" }.joined(separator: " ")) : \(own.map { "\($0.1)" }.joined(separator: " "))"
    }
    let weights = (0..<outputs).map { row in
      (0..<outputs).map { $0 == row ? "1" : "0" }.joined(separator: " ")
    }
    let printed = try TestSession().run(
      """
      net \(outputs) \(outputs):identity no-bias; weights o \(weights.joined(separator: " / ")); precision \(precision)
      convention arithmetic textbook; loss \(loss); convention epoch-loss torch
      \(script.joined(separator: "\n"))
      digits 17; test
      """)
    let loss = printed.split(separator: "\n").first { $0.hasPrefix("loss = ") }?.dropFirst(7)
    #expect(loss.flatMap { Double($0) } == expected, "\(printed)")
  }
}

extension String {
  /// The result of the output's delta.
  fileprivate var delta: String {
    split(separator: "\n").first { $0.hasPrefix("o1.delta") }.flatMap { $0.split(separator: " ").last }.map(String.init)
      ?? ""
  }
}
