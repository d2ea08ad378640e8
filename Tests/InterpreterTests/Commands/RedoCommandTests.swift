import TestSupport
import Testing

@Suite("redo")
struct RedoCommandTests {
  static let examples = [
    Example("let x = 1; let x = 2; undo; print x; redo; print x", "1\n2\n"),
    Example(
      "let x = 1; let x = 2; let x = 3; undo 3; redo 2; print x",
      "2\n"),
  ]

  @Test("redo redoes some or all of what was undone", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  @Test("a new command ends what could be redone")
  func ended() throws {
    #expect(try TestSession().run("let x = 1; undo; let y = 2; redo").contains("error: nothing to redo"))
  }

  static let faults = [
    BadInput(
      "redo",
      """
      test.nn:1:1: error: nothing to redo
        1 | redo
          | ^~~~

      """),
    BadInput(
      "let x = 1; undo; redo 2",
      """
      test.nn:1:23: error: cannot redo 2 commands
        1 | let x = 1; undo; redo 2
          |                       ^ only 1 can be redone

      """),
    BadInput(
      "let x = 1; undo; redo 0",
      """
      test.nn:1:23: error: the number of commands must be a whole number from 1 to 100, got 0
        1 | let x = 1; undo; redo 0
          |                       ^

      """),
    BadInput(
      "let x = 1; undo; redo 101",
      """
      test.nn:1:23: error: the number of commands must be a whole number from 1 to 100, got 101
        1 | let x = 1; undo; redo 101
          |                       ^~~

      """),
  ]

  @Test("as many commands can be redone as have been undone", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
