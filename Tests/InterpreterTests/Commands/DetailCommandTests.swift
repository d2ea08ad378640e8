import TestSupport
import Testing

@Suite("detail")
struct DetailCommandTests {
  @Test("full shows the formula, brief the result, off nothing")
  func levels() throws {
    #expect(
      try TestSession().run("net 1 1:identity no-bias; set w1 0.5; detail full; forward 2")
        == """
        o1.net = i1 * w1 = 2 * 0.5 = 1
        o1.out = identity(o1.net) = identity(1) = 1

        """)
    #expect(
      try TestSession().run("net 1 1:identity no-bias; set w1 0.5; detail brief; forward 2")
        == """
        o1.net = 1
        o1.out = 1

        """)
    #expect(
      try TestSession().run("net 1 1:identity no-bias; set w1 0.5; detail off; forward 2")
        == "")
  }

  @Test("above 64 connections a step is brief unless asked for")
  func large() throws {
    #expect(try TestSession().run("net 8 9 1; init constant 0; forward 0 0 0 0 0 0 0 0").hasPrefix("h1.net = 0\n"))
    #expect(try TestSession().run("net 8 7 1; init constant 0; forward 0 0 0 0 0 0 0 0").hasPrefix("h1.net = i1 * w1"))
  }

  static let faults = [
    BadInput(
      "detail much",
      """
      test.nn:1:8: error: unknown detail level 'much'
        1 | detail much
          |        ^~~~ one of full, brief, off, auto

      """)
  ]

  @Test("an unknown detail level is an error", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
