import DataFormats
import Expressions
import Interpreter

/// A document that an editor has open. The editor's positions are lines and UTF-16 units, both from 0.
struct EditorDocument {
  let uri: String
  let source: SourceText
  /// The session that the commands of the document lead to, as far as lint has followed them.
  var session = Session()
  /// Whether lint has read it, or what it was before a change.
  var isRead = false

  init(uri: String, _ text: String) {
    self.uri = uri
    source = SourceText(name: EditorDocument.path(uri), text)
  }

  var text: String { String(decoding: source.bytes, as: UTF8.self) }

  /// The path of a `file:` URI; any other URI as it is.
  private static func path(_ uri: String) -> String {
    guard uri.hasPrefix("file://") else { return uri.hasSuffix(".md") ? uri : uri + ".nn" }
    var bytes: [UInt8] = []
    var rest = Array(uri.utf8.dropFirst(7))[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.count == 2, let code = UInt8(digits, radix: 16) {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: Positions

  /// The editor's position of a UTF-8 offset.
  func position(of offset: Int) -> JSON {
    let offset = min(offset, source.bytes.count)
    let line = source.position(of: offset).line
    let character = source.text(source.offset(ofLine: line), offset).utf16.count
    return .object([("line", .number(Double(line - 1))), ("character", .number(Double(character)))])
  }

  func range(_ range: Range<Int>) -> JSON {
    .object([("start", position(of: range.lowerBound)), ("end", position(of: range.upperBound))])
  }

  /// The UTF-8 offset of an editor's position; beyond the end of a line it is that end.
  func offset(of position: JSON?) -> Int? {
    guard let line = position?["line"]?.whole, let character = position?["character"]?.whole else { return nil }
    guard line < source.bytes.count(where: { $0 == 0x0A }) + 1 else { return source.bytes.count }
    var (offset, units) = (source.offset(ofLine: line + 1), 0)
    for scalar in source.line(line + 1).unicodeScalars {
      units += UTF16.width(scalar)
      guard units <= character else { break }
      offset += UTF8.width(scalar)
    }
    return offset
  }

  // MARK: Diagnostics

  /// What lint finds, for the editor; it also learns which session the document leads to.
  ///
  /// - Throws: `Interrupted`.
  mutating func findings(
    _ files: any FileAccess, _ bounds: Bounds?, isInterrupted: @escaping @Sendable () -> Bool
  ) throws -> JSON {
    isRead = true
    let lint = try Lint(source, files: files, bounds: bounds, isInterrupted: isInterrupted)
    session = lint.session
    return .array(lint.diagnostics.map(json))
  }

  private func json(_ diagnostic: Diagnostic) -> JSON {
    let fault = diagnostic.fault
    var message = fault.message
    if let label = fault.label { message += ": \(label)" }
    if let help = fault.help { message += "\nhelp: \(help)" }
    var place = 0..<0
    if diagnostic.source.name == source.name, let range = fault.range {
      place = range.lower..<max(range.lower, range.upper)
    } else if diagnostic.source.name != source.name {
      let (line, column) = diagnostic.position
      message = "\(diagnostic.source.name):\(line):\(column): \(message)"
    }
    return .object([
      ("range", range(place)), ("severity", .number(fault.kind == .mismatch ? 2 : 1)), ("source", .text("nnsh")),
      ("message", .text(message)),
    ])
  }
}
