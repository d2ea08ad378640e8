import TestSupport
import Testing

@Suite("skip")
struct SkipCommandTests {
  @Test("skip ends a script; with a false condition it does nothing")
  func ends() throws {
    let session = TestSession()
    #expect(try session.run("print 1; skip; print 2") == "1\n# skipped: no reason given\n")
    #expect(try session.run("skip \"later\"; print 2") == "# skipped: later\n")
    #expect(try session.run("skip if 1 > 2; print 2") == "2\n")
  }
}
