import TestSupport
import Testing

@Suite("freeze")
struct FreezeCommandTests {
  static let examples = [
    Example("net 2 2 1; freeze", "# nothing is frozen\n"),
    Example(
      "net 2 2 1; freeze w2 b[h1]; freeze",
      "freeze w2 w5\n"),
    Example(
      "net 2 1; init constant 1; freeze w1; data xor; train 5; print w1 = 1, w2 = 1",
      """
      # 5 epochs, 20 updates
      loss = 0.170206
      true false

      """),
    Example(
      "net 1 1:identity no-bias; set w1 1; freeze w1; detail off; forward 1; backward 3; update; print w1",
      "1\n"),
  ]

  @Test("frozen parameters are listed, and keep their values while the others learn", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  @Test(
    "they keep every digit in single precision too, by hand and in every kind of training",
    arguments: [
      "step 0 1 : 1", "train 3", "train 3 updates", "optimizer adam; train 3", "batch all; train 3",
      "convention arithmetic textbook; train 3", "optimizer genetic 4; train 3", "dropout h 0.5; train 3",
      "train 2 until loss < 0",
    ])
  func single(commands: String) throws {
    let printed = try TestSession().run(
      "net 2 3 1; set w1 0.1; set w9 0.7; freeze w1 w9; data xor; precision single; \(commands); print w1 = 0.1, w9 = 0.7"
    )
    #expect(printed.hasSuffix("\ntrue true\n"), "\(printed)")
  }

  static let faults = [
    BadInput(
      "net 1 1 no-bias; disconnect i1 o1; freeze w1",
      """
      test.nn:1:43: error: there is no w1
        1 | net 1 1 no-bias; disconnect i1 o1; freeze w1
          |                                           ^~ the network has no parameters

      """),
    BadInput(
      "freeze w1",
      """
      test.nn:1:1: error: there is no network yet
        1 | freeze w1
          | ^~~~~~
      help: net 2 4 1

      """),
    BadInput(
      "net 2 1; freeze w9",
      """
      test.nn:1:17: error: there is no w9
        1 | net 2 1; freeze w9
          |                 ^~ the parameters are w1…w3

      """),
    BadInput(
      "net 2 1; freeze o1.out",
      """
      test.nn:1:17: error: o1.out is not a parameter
        1 | net 2 1; freeze o1.out
          |                 ^~~~~~ expected w7, w[i1,h3], w[h], b[h3], b[h], a unit or a layer

      """),
  ]

  @Test("an unknown parameter is an error at the operand", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
