import DataFormats
import Expressions
import Interpreter
import LineEditor
import Safety

/// `nnsh lsp`: what lint finds, what help says and how words can be completed, for editors.
///
/// The Language Server Protocol 3.17 on standard input and output. Positions are in UTF-16 units, as every client can.
final class LanguageServer {
  private let files: any FileAccess
  /// nil without `--safe`.
  private let bounds: Bounds?
  private var documents: [String: EditorDocument] = [:]
  /// Those that have changed since lint has read them, oldest first.
  private var changed: [String] = []
  private var messages = MessageStream()
  private var isShutDown = false

  /// In seconds: a document that takes longer gets no findings.
  private static let longestLint = 5

  init(files: any FileAccess, bounds: Bounds?) {
    self.files = files
    self.bounds = bounds
  }

  /// - Returns: the exit code: 1 if the client has gone without shutting it down.
  func run() -> Int32 {
    while true {
      // A person who types changes a document many times: only the last of them is read.
      if !changed.isEmpty, !messages.hasMessage(within: 100) {
        publish(changed.removeFirst())
        continue
      }
      guard let message = messages.next() else { return isShutDown ? 0 : 1 }
      guard let method = message["method"]?.text else { continue }
      if method == "exit" { return isShutDown ? 0 : 1 }
      answer(method, message["params"], id: message["id"])
    }
  }

  private func answer(_ method: String, _ parameters: JSON?, id: JSON?) {
    guard let id else { return take(method, parameters) }
    guard !isShutDown else { return fail(id, -32600, "the server has been shut down") }
    switch method {
    case "initialize": reply(id, LanguageServer.capabilities)
    case "shutdown":
      changed.forEach(publish)
      changed = []
      isShutDown = true
      reply(id, .null)
    case "textDocument/hover": reply(id, hover(parameters))
    case "textDocument/completion": reply(id, completion(parameters))
    default: fail(id, -32601, "unknown method \(method)")
    }
  }

  private func reply(_ id: JSON, _ result: JSON) {
    messages.write([("id", id), ("result", result)])
  }

  private func fail(_ id: JSON, _ code: Double, _ message: String) {
    messages.write([("id", id), ("error", .object([("code", .number(code)), ("message", .text(message))]))])
  }

  private static let capabilities: JSON = .object([
    (
      "capabilities",
      .object([
        ("positionEncoding", .text("utf-16")),
        // The whole document, whenever it is opened, changed or closed.
        ("textDocumentSync", .object([("openClose", .truth(true)), ("change", .number(1))])),
        ("hoverProvider", .truth(true)),
        ("completionProvider", .object([("triggerCharacters", .array([" ", "[", "("].map(JSON.text)))])),
      ])
    ),
    (
      "serverInfo",
      .object([("name", .text("nnsh")), ("version", .text(String(ProcessOption.version.dropFirst("nnsh ".count))))])
    ),
  ])

  // MARK: Documents

  private func take(_ method: String, _ parameters: JSON?) {
    guard let document = parameters?["textDocument"], let uri = document["uri"]?.text else { return }
    switch method {
    case "textDocument/didOpen": set(uri, document["text"]?.text)
    case "textDocument/didChange": set(uri, parameters?["contentChanges"]?.elements?.last?["text"]?.text)
    case "textDocument/didClose":
      documents[uri] = nil
      changed.removeAll { $0 == uri }
      publish(uri, .array([]))
    default: break
    }
  }

  private func set(_ uri: String, _ text: String?) {
    guard let text else { return }
    var document = EditorDocument(uri: uri, text)
    // What was known of the document before helps while a line is typed.
    if let before = documents[uri] { (document.session, document.isRead) = (before.session, before.isRead) }
    documents[uri] = document
    if !changed.contains(uri) { changed.append(uri) }
  }

  private func publish(_ uri: String) {
    Deadlines.stopScript(after: LanguageServer.longestLint)
    defer { Deadlines.cancelScript() }
    let findings = try? documents[uri]?.findings(files, bounds) { Signals.interruptRequested }
    publish(uri, findings ?? .array([]))
  }

  private func publish(_ uri: String, _ findings: JSON) {
    messages.write([
      ("method", .text("textDocument/publishDiagnostics")),
      ("params", .object([("uri", .text(uri)), ("diagnostics", findings)])),
    ])
  }

  // MARK: Questions

  private func place(_ parameters: JSON?) -> (EditorDocument, Int)? {
    guard let uri = parameters?["textDocument"]?["uri"]?.text else { return nil }
    if documents[uri]?.isRead == false {
      changed.removeAll { $0 == uri }
      publish(uri)
    }
    guard let document = documents[uri], let offset = document.offset(of: parameters?["position"])
    else { return nil }
    return (document, offset)
  }

  private func hover(_ parameters: JSON?) -> JSON {
    guard let (document, offset) = place(parameters),
      let help = WordHelp(document.text, at: offset, session: document.session, files: files)
    else { return .null }
    let text = help.lines.joined(separator: "\n")
    return .object([
      ("contents", .object([("kind", .text("plaintext")), ("value", .text(text))])),
      ("range", document.range(help.range)),
    ])
  }

  private func completion(_ parameters: JSON?) -> JSON {
    guard let (document, offset) = place(parameters) else { return .array([]) }
    let completion = Completion(
      document.text, cursor: offset, commands: .nnsh, session: document.session,
      list: { [bounds] in bounds == nil ? Platform.entries(ofFolder: inHome($0)) : [] })
    let range = document.range(completion.range)
    return .array(
      completion.candidates.map { candidate in
        .object([
          ("label", .text(candidate.name)), ("detail", .text(candidate.meaning)),
          ("textEdit", .object([("range", range), ("newText", .text(candidate.name))])),
        ])
      })
  }
}
