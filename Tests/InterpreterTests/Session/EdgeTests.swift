import TestSupport
import Testing

/// Where a comparison, an order or a factor that is a little different would show.
@Suite struct EdgeTests {
  /// Halves its weight in each epoch: the loss is 0.5, 0.125, 0.03125, the gradient 1, 0.5, 0.25.
  private static let halving = "net 1 1:identity no-bias; set w1 1; sample 1 : 0; rate 0.5; detail off; "
  /// Four inputs that the rule of a hand calculation cuts to two decimals.
  private static let ties = "net 1 1:identity no-bias; set w1 1; " + print("0.125", "0.135", "-0.125", "0.1250001")

  private static func print(_ inputs: String...) -> String {
    inputs.map { "detail off; forward \($0); print o1.net" }.joined(separator: "; ")
  }

  private static func digests(_ method: String) -> String { "seed 1; init \(method); digest; " }

  static let examples: [(script: String, output: String)] = [
    // a tolerance and a loss include their edge, an improvement and a gradient do not
    ("expect 1.5 = 1 +- 0.5; expect 0.5 = 1 +- 0.5; expect not 1.5 = 1 +- 0.4999999", ""),
    (halving + "stop loss 0.125; train 9", "2 epochs, 2 updates: the loss is at most 0.125\nloss = 0.125"),
    (halving + "stop loss 0.1249; train 9", "3 epochs, 3 updates: the loss is at most 0.1249\nloss = 0.03125"),
    (
      halving + "stop improvement 0.375; train 9",
      "3 epochs, 3 updates: the loss improved by less than 0.375\nloss = 0.03125"
    ),
    (
      halving + "stop gradient 0.5; train 9",
      "3 epochs, 3 updates: the norm of the gradient is below 0.5\nloss = 0.03125"
    ),
    (halving + "rate 0; stop patience 2; train 9", "3 epochs, 3 updates: no lower loss for 2 epochs\nloss = 0.5"),
    // what is not needed to decide is not calculated
    ("print 1 > 2 and nowhere = 1; print 1 < 2 or nowhere = 1", "false\ntrue"),
    ("expect 1 < 2 or nowhere = 1; expect not (1 > 2 and nowhere = 1)", ""),
    ("if 1 > 2 and nowhere = 1 { print 1 } else { print 2 }", "2"),
    // a command that must fail, and does, changes nothing
    ("net 1 1; set w1 1; expect error repeat 2 { set w1 5; set w9 1 }; print w1", "1"),
    ("let x = 2; expect error repeat 2 { let x = 9; let x = nowhere }; print x", "2"),
    // ties, on both sides of 0
    ("hand round 2; " + ties, "0.13\n0.14\n-0.13\n0.13"),
    ("hand half-even 2; " + ties, "0.12\n0.14\n-0.12\n0.13"),
    ("hand truncate 2; " + ties, "0.12\n0.13\n-0.12\n0.12"),
    // 0.7 times the second root of 4
    ("net 2 4 1; init nguyen-widrow; print norm(w[i1,h1], w[i2,h1])", "1.4000000000000001"),
    // shared parameters stay one when they are reset
    ("net 2 2 1; share w1 w2; set w1 3; detail off; step 0 1 : 1; reset; print w1, w2", "3 3"),
  ]

  @Test("edges, orders and ties are as documented", arguments: examples)
  func example(_ script: String, _ output: String) throws {
    let printed = try TestSession().run(script)
    let expected = output.contains("updates") ? "# stopped after \(output)" : output
    #expect(printed == (expected.isEmpty ? "" : expected + "\n"))
  }

  @Test(
    "training is the steps of its samples, whichever way gradients are computed",
    arguments: [
      (
        "net 2 2 1; seed 1; init normal 0 1; convention arithmetic textbook; decay 0.1; data xor", "train 1",
        "repeat 4 { step }"
      ),
      (
        "net 2 40 2; seed 1; init normal 0 1; data circle 400 0.1; data onehot", "batch 100; train 3",
        "clip 1e300; batch 100; train 3"
      ),
    ])
  func sameWeights(_ start: String, _ one: String, _ other: String) throws {
    let printed = try TestSession().run(
      "\(start); detail off; snapshot a; \(one); digest; restore a; \(other); digest")
    let digests = printed.split(separator: "\n").filter { $0.count == 16 && $0.allSatisfy(\.isHexDigit) }
    #expect(digests.count == 2 && digests[0] == digests[1], "\(printed)")
  }

  @Test(
    "the deviations of the methods: 1 / sqrt(inputs), sqrt(2 / inputs)",
    arguments: [("lecun", "0.5"), ("he", "(sqrt(0.5))")])
  func deviation(_ method: String, _ value: String) throws {
    let session = TestSession()
    let printed = try session.run("net 4 3 no-bias; " + Self.digests(method) + Self.digests("normal 0 \(value)"))
    let lines = printed.split(separator: "\n")
    #expect(lines.count == 2 && lines[0] == lines[1], "\(printed)")
  }
}
