import TestSupport
import Testing

@Suite("flat-spot")
struct FlatSpotCommandTests {
  @Test("the constant is added to every derivative")
  func added() throws {
    #expect(
      try TestSession().run(
        "net 1 1 no-bias; set w1 0; flat-spot 0.1; detail off; forward 1; backward 1; print o1.deriv, o1.delta")
        == "0.35 0.175\n")
    #expect(
      try TestSession().run("net 1 1 no-bias; set w1 0; detail off; forward 1; backward 1; print o1.deriv, o1.delta")
        == "0.25 0.125\n")
  }

  static let faults = [
    BadInput(
      "flat-spot -0.1",
      """
      test.nn:1:11: error: flat-spot constant must be finite and not negative, got -0.1
        1 | flat-spot -0.1
          |           ^~~~

      """),
    BadInput(
      "flat-spot (1/0)",
      """
      test.nn:1:11: error: flat-spot constant must be finite and not negative, got inf
        1 | flat-spot (1/0)
          |           ^~~~~

      """),
    BadInput(
      "flat-spot some",
      """
      test.nn:1:11: error: 'some' is not a number
        1 | flat-spot some
          |           ^~~~ expected a constant
      help: put an expression used as an operand in parentheses: (some)

      """),
  ]

  @Test("the constant must be finite and not negative", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
