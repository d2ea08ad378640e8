import TestSupport
import Testing

@Suite("disconnect")
struct DisconnectCommandTests {
  @Test("disconnect removes the parameter, and the others keep their values")
  func gone() throws {
    #expect(
      try TestSession().run(
        "net 2 1 no-bias; set w1 3; set w2 5; disconnect i1 o1; lines out off; forward 7 1; print parameters")
          == """
          o1.net = i2 * w1 = 1 * 5 = 5
          1

          """)
  }

  static let faults = [
    BadInput(
      "net 2 2 1; disconnect i1 o1",
      """
      test.nn:1:23: error: i1 and o1 are not connected
        1 | net 2 2 1; disconnect i1 o1
          |                       ^~~~~

      """),
    BadInput(
      "net 2 2 1; disconnect i1 h9",
      """
      test.nn:1:26: error: there is no unit h9
        1 | net 2 2 1; disconnect i1 h9
          |                          ^~ the units are i1…i2, h1…h2, o1

      """),
    BadInput(
      "net 200 100 1; disconnect i h",
      """
      test.nn:1:27: error: 20000 connections: at most 10000 at once
        1 | net 200 100 1; disconnect i h
          |                           ^~~

      """),
  ]

  @Test("a missing connection is an error at the operand", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
