import TestSupport
import Testing

@Suite("digits")
struct DigitsCommandTests {
  @Test("printed lines have N significant digits; print shows all digits")
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

  @Test("a change of digits applies to numbers that have been printed before")
  func again() throws {
    let printed = try TestSession().run(
      "net 1 1:identity no-bias; set w1 (1/3); lines out off; digits 3; forward (2/3); digits 5; forward (2/3)")
    #expect(
      printed
        == "o1.net = i1 * w1 = 0.667 * 0.333 = 0.222\no1.net = i1 * w1 = 0.66667 * 0.33333 = 0.22222\n")
  }

  static let faults = [
    BadInput(
      "digits 0",
      """
      test.nn:1:8: error: the number of digits must be a whole number from 1 to 17, got 0
        1 | digits 0
          |        ^

      """),
    BadInput(
      "digits 18",
      """
      test.nn:1:8: error: the number of digits must be a whole number from 1 to 17, got 18
        1 | digits 18
          |        ^~

      """),
    BadInput(
      "digits 2.5",
      """
      test.nn:1:8: error: the number of digits must be a whole number from 1 to 17, got 2.5
        1 | digits 2.5
          |        ^~~

      """),
  ]

  @Test("the number of digits must be 1 to 17", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
