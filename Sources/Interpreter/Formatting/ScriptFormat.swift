import Expressions

/// A script in canonical form: blanks, the indentation of blocks and the columns of comments. Comments, strings, lines
/// to check and the order of everything stay as they are.
package struct ScriptFormat {
  private let source: SourceText
  private let log: SyntaxLog
  private let expressions: [Int: Int]
  private let verbatim: [Int: Int]
  private var index = 0
  private var depth = 0
  private var lines: [Line] = []
  private var line = Line()
  private var needsSpace = false
  /// Whether the line being read continues the command of the line before it.
  private var continues = false
  private var openBrackets = 0
  /// Whether the last thing on the line is an expression: an `=` or comma after it belongs to the command.
  private var followsExpression = false

  private struct Line {
    var indent = 0
    var code: [UInt8] = []
    var comment: [UInt8] = []
    var isBlank: Bool { code.isEmpty && comment.isEmpty }
  }

  /// The script formatted; nil if it has syntax errors.
  package static func formatted(_ source: SourceText) -> SourceText? {
    let parser = Parser(.nnsh)
    guard parser.faults(in: source).isEmpty else { return nil }
    var format = ScriptFormat(source, parser.log(of: source))
    let result = SourceText(name: source.name, bytes: format.run())
    // Only blanks may differ, and it must read as before: anything else is left as it was.
    guard compact(result.bytes) == compact(source.bytes), parser.faults(in: result).isEmpty,
      meaning(result, parser) == meaning(source, parser)
    else { return source }
    return result
  }

  private init(_ source: SourceText, _ log: SyntaxLog) {
    self.source = source
    self.log = log
    expressions = Dictionary(log.expressions.map { ($0.lower, $0.upper) }, uniquingKeysWith: max)
    verbatim = Dictionary(log.verbatim.map { ($0.lower, $0.upper) }, uniquingKeysWith: max)
  }

  /// What is left without blanks and the `;` that formatting may drop at the end of a line.
  private static func compact(_ bytes: [UInt8]) -> [UInt8] {
    bytes.filter { !isBlankByte($0) && $0 != Ascii.newline && $0 != Ascii.carriageReturn && $0 != Ascii.semicolon }
  }

  /// The words of every command and the expressions in it.
  private static func meaning(_ source: SourceText, _ parser: Parser) -> [String] {
    let log = parser.log(of: source)
    return parser.parse(source).statements.map { "\(type(of: $0.command))" }
      + log.expressions.map { range in
        String(decoding: compact(Array(source.bytes[range.lower..<range.upper])), as: UTF8.self)
      }
  }

  // MARK: Reading

  private var byte: UInt8 { index < source.bytes.count ? source.bytes[index] : 0 }

  private mutating func run() -> [UInt8] {
    let bytes = source.bytes
    if bytes.starts(with: "#!".utf8) { takeComment() }
    while index < bytes.count, !Limits.isReached(at: index) {
      if let end = verbatim[index], end > index {
        takeVerbatim(to: end)
      } else if let end = expressions[index], end > index, let spaced = ExpressionSpacing.spaced(bytes[index..<end]) {
        append(spaced)
        countBrackets(bytes[index..<end])
        index = end
        followsExpression = true
      } else {
        takeByte()
      }
    }
    if !line.isBlank { finishLine() }
    return rendered()
  }

  private mutating func takeByte() {
    switch byte {
    case Ascii.carriageReturn: index += 1
    case Ascii.newline:
      finishLine()
      index += 1
    case Ascii.space, Ascii.tab:
      index += 1
      needsSpace = !line.code.isEmpty
    case Ascii.hash where line.code.isEmpty || needsSpace: takeComment()
    case Ascii.backslash where isAtLineEnd(index + 1):
      append([Ascii.backslash], spaced: true)
      continues = true
      index += 1
    case Ascii.semicolon: takeSemicolon()
    case Ascii.openBrace where log.braces.contains(index):
      append([byte], spaced: true)
      index += 1
      depth += 1
      needsSpace = true
      followsExpression = false
    case Ascii.closeBrace where log.braces.contains(index):
      depth -= 1
      if line.code.isEmpty { line.indent = depth }
      append([byte], spaced: !line.code.isEmpty)
      index += 1
      needsSpace = true
      followsExpression = false
    case Ascii.doubleQuote, Ascii.quote: takeString()
    case Ascii.equal where followsExpression:
      takeSign(length: source.bytes.dropFirst(index + 1).first == Ascii.equal ? 2 : 1)
    case Ascii.comma where followsExpression:
      needsSpace = false
      append([byte])
      index += 1
      needsSpace = true
    default: takeOther()
    }
  }

  /// A byte of a word.
  private mutating func takeOther() {
    switch byte {
    case Ascii.openParenthesis, Ascii.openBracket, Ascii.closeParenthesis, Ascii.closeBracket:
      countBrackets(source.bytes[index...index])
    default: followsExpression = false
    }
    append([byte])
    index += 1
  }

  /// The range of an expression may leave a bracket around it out.
  private mutating func countBrackets(_ text: ArraySlice<UInt8>) {
    for byte in text {
      if byte == Ascii.openParenthesis || byte == Ascii.openBracket { openBrackets += 1 }
      if byte == Ascii.closeParenthesis || byte == Ascii.closeBracket { openBrackets -= 1 }
    }
  }

  private func isAtLineEnd(_ start: Int) -> Bool {
    let rest = source.bytes[start...].first { $0 != Ascii.space && $0 != Ascii.tab && $0 != Ascii.carriageReturn }
    return rest == nil || rest == Ascii.newline
  }

  private mutating func append(_ text: [UInt8], spaced: Bool = false) {
    if line.code.isEmpty {
      if line.comment.isEmpty, text != [Ascii.closeBrace] { line.indent = depth + (continues ? 2 : 0) }
    } else if (needsSpace || spaced) && line.code.last != Ascii.space {
      line.code.append(Ascii.space)
    }
    needsSpace = false
    line.code += text
  }

  private mutating func takeSign(length: Int) {
    append(Array(source.bytes[index..<index + length]), spaced: true)
    index += length
    needsSpace = true
    followsExpression = false
  }

  private mutating func takeSemicolon() {
    index += 1
    needsSpace = false
    followsExpression = false
    // One at the end of a line separates nothing.
    var end = index
    while end < source.bytes.count, [Ascii.space, Ascii.tab, Ascii.carriageReturn].contains(source.bytes[end]) {
      end += 1
    }
    if line.code.isEmpty || end == source.bytes.count || source.bytes[end] == Ascii.newline { return }
    line.code.append(Ascii.semicolon)
    needsSpace = true
  }

  private mutating func takeComment() {
    var end = index
    while end < source.bytes.count, source.bytes[end] != Ascii.newline { end += 1 }
    var text = source.bytes[index..<end]
    while let last = text.last, [Ascii.space, Ascii.tab, Ascii.carriageReturn].contains(last) { text.removeLast() }
    if line.code.isEmpty { line.indent = depth }
    line.comment = Array(text)
    index = end
    needsSpace = false
  }

  private mutating func takeVerbatim(to end: Int) {
    var text = source.bytes[index..<end]
    index = end
    while let first = text.first, first == Ascii.space || first == Ascii.tab { text.removeFirst() }
    while let last = text.last, [Ascii.space, Ascii.tab, Ascii.carriageReturn].contains(last) { text.removeLast() }
    needsSpace = !line.code.isEmpty
    if !text.isEmpty { append(Array(text)) }
  }

  private mutating func takeString() {
    let quote = byte
    var end = index + 1
    while end < source.bytes.count, source.bytes[end] != quote, source.bytes[end] != Ascii.newline {
      end += source.bytes[end] == Ascii.backslash ? 2 : 1
    }
    end = min(end + 1, source.bytes.count)
    append(Array(source.bytes[index..<end]))
    index = end
    followsExpression = true
  }

  private mutating func finishLine() {
    let continued = continues && line.code.last == Ascii.backslash || openBrackets > 0
    lines.append(line)
    line = Line()
    continues = continued
    needsSpace = false
    followsExpression = false
  }

  // MARK: Writing

  private func rendered() -> [UInt8] {
    var result: [UInt8] = []
    var number = 0
    var blanks = 0
    while number < lines.count {
      guard !lines[number].isBlank else {
        number += 1
        blanks += 1
        continue
      }
      // At most one empty line in a row, and none at the start.
      if blanks > 0, !result.isEmpty { result.append(Ascii.newline) }
      blanks = 0
      // Comments behind code on lines one below the other share a column.
      var end = number
      while end < lines.count, !lines[end].code.isEmpty, !lines[end].comment.isEmpty { end += 1 }
      let column = lines[number..<end].map(width).max() ?? 0
      for line in lines[number..<max(end, number + 1)] { write(line, commentColumn: column + 2, to: &result) }
      number = max(end, number + 1)
    }
    return result
  }

  private func width(_ line: Line) -> Int {
    2 * line.indent + String(decoding: line.code, as: UTF8.self).reduce(0) { $0 + displayWidth($1) }
  }

  private func write(_ line: Line, commentColumn: Int, to result: inout [UInt8]) {
    result += [UInt8](repeating: Ascii.space, count: 2 * line.indent) + line.code
    if !line.comment.isEmpty {
      if !line.code.isEmpty { result += [UInt8](repeating: Ascii.space, count: commentColumn - width(line)) }
      result += line.comment
    }
    result.append(Ascii.newline)
  }
}
