import TestSupport
import Testing

@Suite("clip")
struct ClipCommandTests {
  @Test("a gradient longer than the norm is shortened to it, a shorter one is unchanged")
  func norm() throws {
    #expect(
      try TestSession().run("net 1 1:identity no-bias; set w1 0; rate 1; clip 0.5; sample 1 : 3; train 1; print w1")
        == """
        # 1 epoch, 1 update
        loss = 4.5
        0.5

        """)
    #expect(
      try TestSession().run("net 1 1:identity no-bias; set w1 0; rate 1; clip 5; sample 1 : 3; train 1; print w1")
        == """
        # 1 epoch, 1 update
        loss = 4.5
        3

        """)
  }

  @Test("the norm is that of all parameters together")
  func together() throws {
    #expect(
      try TestSession().run("net 2 1:identity no-bias; set w 0; rate 1; clip 5; sample 6 8 : 1; train 1; print w1, w2")
        == """
        # 1 epoch, 1 update
        loss = 0.5
        3 4

        """)
  }

  static let faults = [
    BadInput(
      "clip 0",
      """
      test.nn:1:6: error: clip norm must be above 0
        1 | clip 0
          |      ^
      help: clip off

      """),
    BadInput(
      "clip -1",
      """
      test.nn:1:6: error: clip norm must be finite and not negative, got -1
        1 | clip -1
          |      ^~

      """),
    BadInput(
      "clip short",
      """
      test.nn:1:6: error: 'short' is not a number
        1 | clip short
          |      ^~~~~ expected a norm, or off
      help: put an expression used as an operand in parentheses: (short)

      """),
  ]

  @Test("the norm must be above 0, or off", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
