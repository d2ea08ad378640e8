import Interpreter
import TestSupport
import Testing

@Suite("quit")
struct QuitCommandTests {
  @Test(
    "nothing runs after quit, and the exit code is the given one, or 0",
    arguments: [("quit", 0), ("quit 7", 7), ("quit (2 + 3)", 5)])
  func code(command: String, code: Int32) throws {
    let session = TestSession()
    let result = try session.interpreter.run(SourceText(name: "test.nn", "print 1; \(command); print 2")) { _ in }
    session.interpreter.output.flush()
    #expect(try #require(result.quit).code ?? 0 == code)
    #expect(session.printed == "1\n")
  }

  static let faults = [
    BadInput(
      "quit 256",
      """
      test.nn:1:6: error: exit code must be a whole number from 0 to 255, got 256
        1 | quit 256
          |      ^~~

      """),
    BadInput(
      "quit 1.5",
      """
      test.nn:1:6: error: exit code must be a whole number from 0 to 255, got 1.5
        1 | quit 1.5
          |      ^~~

      """),
    BadInput(
      "quit now",
      """
      test.nn:1:6: error: 'now' is not a number
        1 | quit now
          |      ^~~ expected an exit code
      help: put an expression used as an operand in parentheses: (now)

      """),
  ]

  @Test("the exit code must be a whole number up to 255", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
