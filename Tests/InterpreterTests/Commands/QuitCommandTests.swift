import Interpreter
import TestSupport
import Testing

@Suite("quit")
struct QuitCommandTests {
  @Test(
    "nothing after quit runs, and the code is the one given, or 0",
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
      test.nn:1:6: error: an exit code is a whole number, got 256
        1 | quit 256
          |      ^~~ 0…255

      """),
    BadInput(
      "quit 1.5",
      """
      test.nn:1:6: error: an exit code is a whole number, got 1.5
        1 | quit 1.5
          |      ^~~ 0…255

      """),
    BadInput(
      "quit now",
      """
      test.nn:1:6: error: expected an exit code, found 'now'
        1 | quit now
          |      ^~~
      help: an expression as an operand stands in parentheses: (now)

      """),
  ]

  @Test("an exit code is a whole number up to 255", arguments: faults)
  func refused(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
