import TestSupport
import Testing

@Suite("lesson")
struct LessonCommandTests {
  @Test("comments are prose, commands and lines follow them; the session is left alone")
  func prose() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "# One unit: a first example\n# with two inputs.\n\nnet 2 1\n\n# Forward & back < 1\nprint 1\n", to: "a.nn")
    let session = TestSession()
    #expect(try session.run("let x = 4; lesson a.nn to a.html; print x", name: "\(folder.path)/main.nn") == "4\n")
    let page = contents(of: "\(folder.path)/a.html") ?? ""
    #expect(page.contains("<h1>One unit</h1>\n<p>One unit: a first example with two inputs.</p>"))
    #expect(page.contains("<p>Forward &amp; back &lt; 1</p>\n<pre class=\"commands\"><code>print 1</code></pre>"))
    #expect(session.interpreter.session.state == nil)
  }
}
