import Interpreter
import TestSupport
import Testing

@Suite("export")
struct ExportCommandTests {
  @Test("a command's lines as LaTeX")
  func latex() throws {
    let folder = try TemporaryFolder()
    let session = TestSession()
    let printed = try session.run(
      "net 1 1:identity; weights o 2 0.5; export f.tex forward 3; export l.tex last", name: "\(folder.path)/main.nn")
    #expect(printed.contains("o1.net = i1 * w1 + w2 = 3 * 2 + 0.5 = 6.5"))
    let text = contents(of: "\(folder.path)/f.tex") ?? ""
    #expect(
      text.contains("\\mathit{net}_{o1} &= \\mathit{i1} \\cdot w_{1} + w_{2}")
        || text.contains("&= i_{1} \\cdot w_{1} + w_{2}"), "\(text)")
    #expect(text.contains("&= 3 \\cdot 2 + 0.5 \\\\\n  &= 6.5"))
    let last = contents(of: "\(folder.path)/l.tex") ?? ""
    #expect(last.contains("&= 3 \\cdot 2 + 0.5 \\\\\n  &= 6.5"))
  }

  @Test("Markdown is accepted by nnsh test, whatever the commands print")
  func markdown() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/x.md"
    for command in ["print \"nn> hi\"", "print \"y = 1 + 1 (re)\"", "print \"a = 1 \""] {
      let session = TestSession()
      try session.run("export x.md \(command)", name: "\(folder.path)/main.nn")
      let text = contents(of: path) ?? ""
      let test = try FileTest(SourceText(name: path, text), files: DiskFiles())
      #expect(test.failure == nil && test.count(.command) == 1, "\(test.diagnostics)\n\(text)")
    }
  }

  @Test("an unknown format is told with those there are")
  func formats() throws {
    #expect(try TestSession().run("net 2 1; export y.pdf").contains("expected .html, .tex, .md or .safetensors"))
    #expect(try TestSession().run("net 2 1; export y.pdf show net").contains("expected .html, .tex or .md"))
  }
}
