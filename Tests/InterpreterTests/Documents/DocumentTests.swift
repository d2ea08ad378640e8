import Interpreter
import TestSupport
import Testing

@Suite("Documents")
struct DocumentTests {
  static let articles = [
    "1-how-a-neural-network-works", "2-learning-xor-in-python", "3-neural-networks-an-introduction",
  ]

  private func lesson(_ article: String, as kind: String) throws -> String {
    let folder = try TemporaryFolder()
    let script = "\(projectFolder)/scripts/articles/\(article).nn"
    let printed = try TestSession().run("lesson '\(script)' to l.\(kind)", name: "\(folder.path)/main.nn")
    #expect(printed == "", "\(printed)")
    return contents(of: "\(folder.path)/l.\(kind)") ?? ""
  }

  @Test("the page of an article is well-formed, fetches nothing and has no script", arguments: articles)
  func page(article: String) throws {
    let page = try lesson(article, as: "html")
    #expect(page.hasPrefix("<!DOCTYPE html>\n") && page.contains("<math displaystyle=\"true\">"))
    #expect(page.contains("prefers-color-scheme:dark"))
    for banned in ["<script", "<link", " src=", "url(", "@import", "javascript:"] { #expect(!page.contains(banned)) }
    #expect(page.occurrences(of: "http") == page.occurrences(of: "xmlns=\"http://www.w3.org/2000/svg\""))
    var open: [Substring] = []
    for piece in page.split(separator: "<").dropFirst() {
      let tag = piece.prefix { $0 != ">" && $0 != " " && $0 != "\n" }
      if piece.prefix(while: { $0 != ">" }).hasSuffix("/") || tag.hasPrefix("!") || tag == "meta" { continue }
      if tag.hasPrefix("/") { #expect(open.popLast() == tag.dropFirst()) } else { open.append(tag) }
    }
    #expect(open == [])
    // Every unit of a 2-4-1 network in every drawing.
    if article.hasPrefix("1") {
      #expect(page.occurrences(of: "<circle") == 7 * page.occurrences(of: "<svg"))
    }
  }

  @Test("the loss curve follows a training, and a title in quotes may have a colon")
  func curve() throws {
    let article = "2-learning-xor-in-python"
    let page = try lesson(article, as: "html")
    #expect(
      page.contains("<polyline class=\"curve\"") && page.contains("The loss: 0.1385 after 1 epoch, 0.002595 after 201"))
    let tex = try lesson(article, as: "tex")
    let pieces = tex.split(separator: "\n").filter { $0.hasPrefix("\\qbezier(0,") || $0.hasPrefix("\\qbezier(2") }
    #expect(!pieces.isEmpty)
    for piece in pieces {
      // Start, middle and end of a straight line, rounded.
      let numbers = piece.split { "(,)".contains($0) }.dropFirst().compactMap { Double($0) }
      #expect(numbers.count == 6 && abs(numbers[0] + numbers[4] - 2 * numbers[2]) < 0.2, "\(piece)")
      #expect(abs(numbers[1] + numbers[5] - 2 * numbers[3]) < 0.2, "\(piece)")
    }
    #expect(try lesson(article, as: "md").contains("\n\nThe loss: 0.1385 after 1 epoch, 0.002595 after 201.\n"))
    #expect(try lesson(Self.articles[2], as: "html").contains("<h1>&quot;Neural Networks: An Introduction&quot;"))
    let folder = try TemporaryFolder()
    _ = try TestSession().run("net 2 1; data or; export t.html train 100", name: "\(folder.path)/main.nn")
    #expect((contents(of: "\(folder.path)/t.html") ?? "").contains("<polyline class=\"curve\""))
  }

  @Test("a quantity has the same mark in formulas and in the drawing")
  func marks() throws {
    let page = try lesson("1-how-a-neural-network-works", as: "html")
    #expect(page.contains("<svg") && page.contains("0.64"))
    let folder = try TemporaryFolder()
    _ = try TestSession().run("net 1 1; weights o 0.5 0.25; export s.html step 1 : 1", name: "\(folder.path)/main.nn")
    let step = contents(of: "\(folder.path)/s.html") ?? ""
    #expect(step.contains("<mrow data-q=\"o1.out\">") && step.contains("<g data-q=\"o1.out\">"))
    #expect(step.contains("main:has([data-q=\"o1.out\"]:hover) [data-q=\"o1.out\"]{"))
  }

  @Test(
    "the LaTeX of an article has balanced braces and environments, and only characters that LaTeX knows",
    arguments: articles)
  func latex(article: String) throws {
    let text = try lesson(article, as: "tex")
    #expect(text.occurrences(of: "\\usepackage") == 1 && text.contains("\\begin{align*}"))
    var depth = 0
    var last: Character = " "
    for character in text {
      if last != "\\" { depth += character == "{" ? 1 : character == "}" ? -1 : 0 }
      #expect(depth >= 0)
      last = last == "\\" && character == "\\" ? " " : character
    }
    #expect(depth == 0)
    for name in ["align*", "flushleft", "document"] {
      #expect(text.occurrences(of: "\\begin{\(name)}") == text.occurrences(of: "\\end{\(name)}"))
    }
    #expect(text.unicodeScalars.allSatisfy { $0.value < 0x180 })
  }

  @Test("the Markdown of a session is accepted as a test")
  func markdown() throws {
    let folder = try TemporaryFolder()
    let session = TestSession()
    let name = "\(folder.path)/main.nn"
    try session.run("seed 3; net 2 2 1\nforward 0 1\nrepeat 2 {\n  print 1\n}", name: name)
    try session.run("data xor; train 30; undo; explain sigmoid", name: name)
    #expect(try session.run("export s.md", name: name) == "")
    let text = contents(of: "\(folder.path)/s.md") ?? ""
    let test = try FileTest(SourceText(name: "s.md", text), files: DiskFiles())
    #expect(
      test.failure == nil && test.count(.command) > 7, "\(test.diagnostics.map { $0.rendered() }.joined())\(text)")
  }

  @Test("what fails writes no file")
  func failure() throws {
    let folder = try TemporaryFolder()
    try folder.write("net 2 1\nforward 1\n", to: "bad.nn")
    for command in [
      "lesson bad.nn to l.html", "lesson none.nn to l.html", "lesson bad.nn to l.txt", "export l.html last",
      "export l.html forward 1", "export l.pdf",
    ] {
      let printed = try TestSession().run("net 2 1; \(command)", name: "\(folder.path)/main.nn")
      #expect(printed.occurrences(of: "error: ") == 1, "\(printed)")
    }
    #expect(files(in: folder.path) == [".", "..", "bad.nn"])
  }
}
