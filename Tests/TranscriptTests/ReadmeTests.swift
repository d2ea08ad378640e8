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

  @Test("the sessions in the README print what it shows")
  func sessions() throws {
    #expect(!Self.blocks("nn").isEmpty)
    for block in Self.blocks("nn") {
      let session = TestSession()
      var printed: [String] = []
      for line in block where line.hasPrefix("nn> ") {
        printed.append(line)
        let output = try session.runAtPrompt(String(line.dropFirst(4)))
        printed += output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
      }
      #expect(printed == block)
    }
  }

  @Test("the README lists the commands as help does")
  func commands() {
    #expect(Self.blocks("text").contains(HelpPage.overview))
  }

  @Test("the README tells the three sentences, the two commands and no more than two screens before the reference")
  func length() {
    let lines = Self.text.split(separator: "\n", omittingEmptySubsequences: false)
    let reference = lines.firstIndex(of: "## Commands") ?? 0
    #expect((20...110).contains(reference))
    #expect(Self.text.contains("scripts/nnsh scripts/articles/1-") && Self.text.contains("scripts/test"))
  }
}

@Suite struct ScriptTests {
  @Test("every script of the tour and of the articles holds", arguments: ["tour", "articles"])
  func scripts(_ folder: String) throws {
    let path = "\(projectFolder)/scripts/\(folder)"
    let names = files(in: path).filter { $0.hasSuffix(".nn") }
    #expect(!names.isEmpty)
    for name in names {
      let session = TestSession()
      let output = try session.run(contents(of: "\(path)/\(name)") ?? "", name: "\(path)/\(name)")
      #expect(!output.contains(": error: "), "\(name): \(output.suffix(600))")
    }
  }
}
