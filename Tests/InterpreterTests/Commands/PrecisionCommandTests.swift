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

      """),
    BadInput(
      "convention arithmetic textbook; precision single",
      """
      test.nn:1:43: error: textbook arithmetic needs double precision
        1 | convention arithmetic textbook; precision single
          |                                           ^~~~~~
      help: convention arithmetic fused

      """),
  ]

  @Test("an unknown precision, or one that conflicts with the arithmetic, is an error", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
