import TestSupport
import Testing

/// `nnsh lsp`, as an editor's client uses it.
@Suite("The language server")
struct LanguageServerTests {
  private static let uri = "file:///tmp/a%20b.nn"

  /// Three mistakes: one behind characters of two UTF-16 units.
  private static let document =
    "net 2 4 1\nforward 0 1 1\nprint \"𝛿𝛿é\"; frobnicate\nlet unused = 1\noptimizer ada\n"

  private func message(_ method: String, _ parameters: String, id: Int? = nil) -> String {
    let id = id.map { "\"id\": \($0), " } ?? ""
    let body = "{\"jsonrpc\": \"2.0\", \(id)\"method\": \"\(method)\", \"params\": \(parameters)}"
    return
      "Content-Length: \(body.utf8.count)\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n\(body)"
  }

  private func opened(_ text: String) -> String {
    let quoted = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
      .split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
    let document = "\"uri\": \"\(Self.uri)\", \"languageId\": \"nn\", \"version\": 1, \"text\": \"\(quoted)\""
    return message("textDocument/didOpen", "{\"textDocument\": {\(document)}}")
  }

  private func at(_ line: Int, _ character: Int) -> String {
    "{\"textDocument\": {\"uri\": \"\(Self.uri)\"}, \"position\": {\"line\": \(line), \"character\": \(character)}}"
  }

  /// What the server answers to a session of these messages.
  private func answers(_ messages: [String]) throws -> [JSONValue] {
    let all =
      [message("initialize", "{\"capabilities\": {}}", id: 0), message("initialized", "{}")] + messages
      + [message("shutdown", "null", id: 99), message("exit", "null")]
    let run = try nnsh(["lsp"], input: all.joined())
    #expect(run.exit == .code(0) && run.errors.isEmpty, "\(run.errors)")
    var found: [JSONValue] = []
    var rest = Array(run.output.utf8)[...]
    while !rest.isEmpty {
      let header = rest.prefix { $0 != 0x0D }
      let length = try #require(Int(String(decoding: header.dropFirst("Content-Length: ".utf8.count), as: UTF8.self)))
      let body = rest.dropFirst(header.count + 4).prefix(length)
      found.append(try #require(JSONValue(String(decoding: body, as: UTF8.self))))
      rest = rest.dropFirst(header.count + 4 + length)
    }
    return found
  }

  private func range(_ line: Double, _ start: Double, _ end: Double) -> JSONValue {
    func position(_ character: Double) -> JSONValue {
      .object(["line": .number(line), "character": .number(character)])
    }
    return .object(["start": position(start), "end": position(end)])
  }

  private func diagnostics(_ answers: [JSONValue]) -> [JSONValue] {
    let published = answers.last { $0["method"] == .text("textDocument/publishDiagnostics") }
    guard case .array(let all)? = published?["params"]?["diagnostics"] else { return [] }
    return all
  }

  @Test("three mistakes are three diagnostics, each at its place in UTF-16")
  func diagnostics() throws {
    let answers = try answers([opened("net 2 4 1\nforward 0 1 1\nlet \u{3B4} = 1\nprint \"𝛿𝛿é\"; expect 1 > 2\n")])
    #expect(answers[0]["result"]?["capabilities"]?["hoverProvider"] == .truth(true))
    let found = diagnostics(answers)
    #expect(found.map { $0["range"] } == [range(1, 12, 13), range(2, 4, 5), range(3, 22, 27)], "\(found)")
    #expect(found.map { $0["severity"] } == [.number(1), .number(2), .number(2)])
    #expect(found.first?["message"] == .text("forward needs 2 inputs, got 3: the network is 2-4-1\nhelp: forward 0 1"))
    let syntax = diagnostics(try self.answers([opened(Self.document)]))
    #expect(syntax.count == 3 && syntax[1]["range"] == range(2, 15, 25), "\(syntax)")
  }

  @Test("a change replaces the diagnostics, and closing the document removes them")
  func changes() throws {
    let change =
      "{\"textDocument\": {\"uri\": \"\(Self.uri)\", \"version\": 2}, \"contentChanges\": [{\"text\": \"net 2 1\\nforward\"}]}"
    let answers = try answers([opened(Self.document), message("textDocument/didChange", change)])
    #expect(diagnostics(answers).map { $0["range"] } == [range(1, 0, 7)], "\(answers)")
    let close = message("textDocument/didClose", "{\"textDocument\": {\"uri\": \"\(Self.uri)\"}}")
    #expect(diagnostics(try self.answers([opened(Self.document), close])).isEmpty)
  }

  @Test("files are found beside a document whose path has escapes")
  func beside() throws {
    let folder = try TemporaryFolder()
    try folder.write("print 1\n", to: "a b/x.nn")
    let uri = "file://\(folder.path)/a%20b/d.nn"
    let text = "source 'x.nn'\\nsource 'y.nn'\\n"
    let document = "{\"uri\": \"\(uri)\", \"languageId\": \"nn\", \"version\": 1, \"text\": \"\(text)\"}"
    let found = diagnostics(try answers([message("textDocument/didOpen", "{\"textDocument\": \(document)}")]))
    #expect(found.map { $0["range"] } == [range(1, 7, 13)], "\(found)")
  }

  @Test("hover shows help: of a command, a quantity, a word of a command; nothing in comments")
  func hover() throws {
    let document = "net 2 4 1 # net\noptimizer adam\nprint \"𝛿\", h1.out\n"
    let places = [(0, 1), (0, 13), (1, 12), (2, 14), (5, 0)]
    let answers = try answers(
      [opened(document)] + places.enumerated().map { message("textDocument/hover", at($1.0, $1.1), id: $0 + 1) })
    func hover(_ id: Int) -> JSONValue? { answers.first { $0["id"] == .number(Double(id)) }?["result"] }
    func text(_ id: Int) -> String {
      if case .text(let text)? = hover(id)?["contents"]?["value"] { text } else { "" }
    }
    #expect(text(1).hasPrefix("net INPUTS") && hover(1)?["range"] == range(0, 0, 3), "\(text(1))")
    #expect(hover(2) == .null && hover(5) == .null)
    #expect(text(3).contains("adam"), "\(text(3))")
    #expect(text(4).contains("output") && hover(4)?["range"] == range(2, 12, 18), "\(answers)")
  }

  @Test("completion offers commands, operands and the names of the network")
  func completion() throws {
    let answers = try answers([
      opened("net 2 4 1\nopt\noptimizer ad\nprint h2.\n"), message("textDocument/completion", at(1, 3), id: 1),
      message("textDocument/completion", at(2, 12), id: 2), message("textDocument/completion", at(3, 9), id: 3),
      message("textDocument/definition", at(3, 9), id: 4),
    ])
    func labels(_ id: Double) -> [JSONValue?] {
      guard case .array(let items)? = answers.first(where: { $0["id"] == .number(id) })?["result"] else { return [] }
      return items.map { $0["label"] }
    }
    #expect(labels(1) == [.text("optimizer")])
    #expect(labels(2).contains(.text("adam")) && labels(2).contains(.text("adagrad")), "\(labels(2))")
    #expect(labels(3).contains(.text("h2.out")), "\(labels(3))")
    #expect(answers.contains { $0["id"] == .number(4) && $0["error"]?["code"] == .number(-32601) })
  }

  @Test("a document that takes too long gets no findings, and questions about it are answered")
  func long() throws {
    let answers = try answers([
      opened("net 2 400 400 1\ndata xor\ngradcheck\n"), message("textDocument/hover", at(0, 1), id: 1),
      message("textDocument/completion", at(2, 3), id: 2),
    ])
    #expect(diagnostics(answers).isEmpty)
    #expect(answers.first { $0["id"] == .number(1) }?["result"] != .null)
    #expect(answers.contains { $0["id"] == .number(2) })
  }

  @Test("a client that leaves without saying so ends it with 1, and so does input that is not messages")
  func ends() throws {
    #expect(try nnsh(["lsp"], input: message("initialize", "{}", id: 1)).exit == .code(1))
    #expect(try nnsh(["lsp"], input: "hello\r\n\r\n").exit == .code(1))
    #expect(try nnsh(["lsp"], input: "Content-Length: 3\r\n\r\n{,}").output.contains("-32700"))
    #expect(try nnsh(["lsp", "x"]).errors == "nnsh: error: lsp takes no files\nhelp: nnsh lsp\n")
  }
}
