import TestSupport
import Testing

@Suite("unwatch")
struct UnwatchCommandTests {
  @Test("unwatch of a value that is not watched suggests one that is")
  func unknown() throws {
    let printed = try TestSession().run("net 2 1; watch w1; unwatch w2")
    #expect(printed.contains("error: w2 is not watched") && printed.hasSuffix("help: unwatch w1\n"))
  }

  @Test("unwatch stops watching one value or all")
  func ends() throws {
    #expect(
      try TestSession().run(
        "detail off; net 1 1 no-bias; set w1 0.5; watch w1, 2 * w1; unwatch w1; set w1 1; unwatch; set w1 2; watch")
          == """
          w1 = 0.5
          2 * w1 = 1
          2 * w1 = 2
          watch off

          """)
  }

  static let faults = [
    BadInput(
      "unwatch w1",
      """
      test.nn:1:9: error: w1 is not watched
        1 | unwatch w1
          |         ^~
      help: watch w1

      """),
    BadInput(
      "net 2 1; watch w1, w2; unwatch w1, w3",
      """
      w1 = 0.138065
      w2 = 0.608647
      test.nn:1:36: error: w3 is not watched
        1 | net 2 1; watch w1, w2; unwatch w1, w3
          |                                    ^~
      help: unwatch w2

      """),
  ]

  @Test("a value that is not watched is an error at the operand", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
