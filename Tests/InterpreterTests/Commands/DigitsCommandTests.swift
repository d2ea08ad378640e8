import TestSupport
import Testing

@Suite("digits")
struct DigitsCommandTests {
  @Test("printed lines have that many significant digits, print and the parameters have all")
  func significant() throws {
    #expect(
      try TestSession().run("net 1 1:identity no-bias; set w1 (1/3); digits 3; forward 1; print w1")
        == """
        o1.net = i1 * w1 = 1 * 0.333 = 0.333
        o1.out = identity(o1.net) = identity(0.333) = 0.333
        0.3333333333333333

        """)
    #expect(
      try TestSession().run("net 1 1:identity no-bias; set w1 (1/3); digits 17; lines out off; forward 1")
        == "o1.net = i1 * w1 = 1 * 0.3333333333333333 = 0.3333333333333333\n")
  }

  static let faults = [
    BadInput(
      "digits 0",
      """
      test.nn:1:8: error: a number of digits is a whole number, got 0
        1 | digits 0
          |        ^ 1…17

      """),
    BadInput(
      "digits 18",
      """
      test.nn:1:8: error: a number of digits is a whole number, got 18
        1 | digits 18
          |        ^~ 1…17

      """),
    BadInput(
      "digits 2.5",
      """
      test.nn:1:8: error: a number of digits is a whole number, got 2.5
        1 | digits 2.5
          |        ^~~ 1…17

      """),
  ]

  @Test("the digits of a double are 1 to 17", arguments: faults)
  func refused(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
