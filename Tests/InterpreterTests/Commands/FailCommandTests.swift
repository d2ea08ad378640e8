import TestSupport
import Testing

@Suite("!")
struct FailCommandTests {
  @Test("a command that must fail prints its message and leaves the session as it was")
  func fails() throws {
    let session = TestSession()
    #expect(
      try session.run("let x = 1; net 2 4 1; ! forward 0 1 1; !print z; print x, parameters")
        == "# fails, as expected: forward needs 2 inputs, got 3\n# fails, as expected: unknown name 'z'\n1 17\n"
    )
    #expect(
      try session.run("! let x = 2; print x").hasPrefix(
        "test.nn:1:3: error: expected an error, but the command succeeded\n"))
    #expect(try session.run("print x") == "1\n")
  }
}
