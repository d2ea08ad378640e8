import TestSupport
import Testing

@Suite("precision")
struct PrecisionCommandTests {
  @Test("single computes in 32 bits, double in 64")
  func bits() throws {
    #expect(
      try TestSession().run(
        "precision single; net 1 1:identity no-bias; set w1 0.1; detail off; forward 1; print o1.out")
        == "0.10000000149011612\n")
    #expect(
      try TestSession().run(
        "precision double; net 1 1:identity no-bias; set w1 0.1; detail off; forward 1; print o1.out")
        == "0.1\n")
  }

  static let faults = [
    BadInput(
      "precision half",
      """
      test.nn:1:11: error: unknown precision 'half'
        1 | precision half
          |           ^~~~ one of double, single

      """)
  ]

  @Test(
    "the loss is a 32-bit number, and in textbook arithmetic that of PyTorch",
    arguments: [
      // PyTorch 2.15: mse_loss of a 2-2-2 network of sigmoid units, four steps of SGD.
      ("textbook", [0.2983711063861847, 0.28047147393226624, 0.2619076371192932, 0.24293546378612518]),
      ("fused", [0.2983711063861847]),
    ])
  func losses(_ arithmetic: String, _ expected: [Double]) throws {
    let session = TestSession()
    try session.run(
      """
      net 2 2 2
      weights h 0.15 0.2 0.35 / 0.25 0.3 0.35; weights o 0.4 0.45 0.6 / 0.5 0.55 0.6
      precision single; convention arithmetic \(arithmetic); loss mean-squared; rate 0.5; detail off
      """)
    for loss in expected {
      #expect(try session.run("step 0.05 0.1 : 0.01 0.99; print loss") == "\(loss)\n")
    }
  }

  @Test("the derivatives that lines show are those of the precision and the arithmetic")
  func derivatives() throws {
    let session = TestSession()
    let step = "net 1 1 no-bias; set w1 13.63; lines loss off; digits 4; precision single; step 1 : 0.5"
    let printed = try session.run(step)
    // In doubles 1.204e-06: in 32 bits, 1 - out is a multiple of 2^-24.
    #expect(
      printed.contains("sigmoid.deriv(o1.net) * o1.error = sigmoid.deriv(13.63) * -0.5 = 1.192e-06 * -0.5 = -5.96e-07"),
      "\(printed)")
    let lines = printed.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(try session.run(lines.map { "check strict \($0)\n" }.joined()).contains("error") == false)
  }

  @Test("an unknown precision is an error", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
