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
}
