import Interpreter
import TestSupport
import Testing

@Suite struct ReadmeTests {
  static let text = contents(of: projectFolder + "/README.md") ?? ""

  /// The lines of every fenced block of a language.
  static func blocks(_ language: String) -> [[String]] {
    var blocks: [[String]] = []
    var inside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if inside, line == "```" {
        inside = false
      } else if inside {
        blocks[blocks.count - 1].append(line)
      } else if line == "```\(language)" {
        inside = true
        blocks.append([])
      }
    }
    return blocks
  }

  @Test("the sessions in the README have the output it shows")
  func sessions() throws {
    #expect(Self.blocks("nn").count == 2)
    let readme = SourceText(name: "README.md", Self.text)
    let test = try FileTest(readme, files: DiskFiles())
    #expect(test.diagnostics.map { $0.rendered() } == [])
    #expect(try Lint(readme, files: DiskFiles()).diagnostics.map { $0.rendered() } == [])
    #expect(ArticleFormat.formatted(readme)?.bytes == readme.bytes)
  }

  @Test("the audit in the README has the output it shows")
  func audit() throws {
    let lines = try #require(Self.blocks("console").first)
    let (cat, run) = ("$ cat article.md", "$ nnsh audit article.md")
    #expect(lines.first == cat)
    let parts = lines.dropFirst().split(separator: run, omittingEmptySubsequences: false)
    let audit = ArticleAudit(SourceText(name: "article.md", parts[0].joined(separator: "\n")))
    let shown = audit.problems.map { $0.diagnostic.rendered(as: "wrong") } + audit.summary
    #expect(parts[1].joined(separator: "\n") == shown.joined(separator: "\n"))
  }

  @Test("the README lists the commands as help does")
  func commands() {
    #expect(Self.blocks("text").contains(HelpPage.overview(of: .nnsh)))
  }

  @Test("the README has the two commands to start with, and at most 90 lines before the reference")
  func length() {
    let lines = Self.text.split(separator: "\n", omittingEmptySubsequences: false)
    let reference = lines.firstIndex(of: "## Commands") ?? 0
    #expect((20...90).contains(reference))
    #expect(Self.text.contains("scripts/nnsh scripts/articles/1-") && Self.text.contains("scripts/test"))
  }
}

@Suite struct ScriptTests {
  @Test("every script of the tour and of the articles passes", arguments: ["tour", "articles"])
  func scripts(_ folder: String) throws {
    let path = "\(projectFolder)/scripts/\(folder)"
    let names = files(in: path).filter { $0.hasSuffix(".nn") }
    #expect(!names.isEmpty)
    for name in names {
      let script = SourceText(name: "\(path)/\(name)", try #require(contents(of: "\(path)/\(name)")))
      #expect(!script.bytes.isEmpty, "\(name)")
      #expect(try FileTest(script, files: DiskFiles()).diagnostics.map { $0.rendered() } == [], "\(name)")
      #expect(try Lint(script, files: DiskFiles()).diagnostics.map { $0.rendered() } == [], "\(name)")
      #expect(ScriptFormat.formatted(script)?.bytes == script.bytes, "\(name) is not formatted: nnsh format scripts")
    }
  }
}
