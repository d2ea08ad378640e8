import Expressions

/// Parses the commands of a source one after the other.
///
/// A script is parsed twice: as a whole for syntax errors, before its first command runs; and command by command as it
/// runs, so that each command reuses the memory of the one before.
struct StatementReader {
  private var operands: OperandReader
  /// Where the last command starts.
  private(set) var start = 0

  /// - Parameter range: the part to read; nil for the whole source.
  init(
    _ source: SourceText, in range: SourceRange? = nil, commands: CommandTable, abbreviations: Bool,
    log: SyntaxLog? = nil
  ) {
    var cursor = Cursor(source.bytes, from: range?.lower ?? 0, to: range?.upper ?? source.bytes.count)
    if cursor.position == 0, source.bytes.starts(with: "#!".utf8) { cursor.skipLine() }
    if cursor.position == 0, source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { cursor.position = 3 }
    operands = OperandReader(cursor, commands: commands, abbreviations: abbreviations)
    operands.log = log
  }

  /// How far it has read.
  var position: Int { operands.cursor.position }

  /// The next command; nil at the end of the source.
  ///
  /// - Parameter keepingExpressions: whether all earlier commands are still in use.
  mutating func next(keepingExpressions: Bool = false) throws(Fault) -> Statement? {
    operands.cursor.skipSeparators()
    guard operands.cursor.position < operands.cursor.end else { return nil }
    if !keepingExpressions { operands.cursor.forgetExpressions() }
    start = operands.cursor.position
    if operands.cursor.byte == Ascii.closeBrace {
      operands.cursor.position += 1
      throw Fault("unmatched '}'", at: SourceRange(start, start + 1))
    }
    return try operands.readStatement()
  }

  /// The next command without syntax errors; nil at the end of the source.
  mutating func nextReadable() throws(Interrupted) -> Statement? {
    while true {
      do throws(Fault) { return try next() } catch {
        if error.kind == .interrupted { throw Interrupted() }
        recover(from: error)
      }
    }
  }

  /// Where the next command starts; nil at the end of the source.
  var nextStart: Int? {
    var cursor = operands.cursor
    cursor.skipSeparators()
    return cursor.position < cursor.end ? cursor.position : nil
  }

  /// After an error: the command that has it. The next one is outside any blocks that it opened.
  mutating func skip(_ fault: Fault) -> UnreadableCommand {
    var name = Cursor(operands.cursor.bytes, from: start, to: operands.cursor.end)
    let command = operands.commands.command(named: name.text(name.readCommandName()))
    let start = start
    recover(from: fault)
    return UnreadableCommand(fault: fault, start: start, end: position, command: command)
  }

  /// After an error: skips to the next command outside any blocks that the faulty one opened.
  private mutating func recover(from fault: Fault) {
    var open = 0
    var failed = operands.cursor.position
    var cursor = Cursor(operands.cursor.bytes, from: start, to: operands.cursor.end)
    defer { operands.cursor = cursor }
    // A bracket that is not closed has been looked for on later lines: the next of them is the next command.
    if let range = fault.range, ["(", "["].contains(cursor.text(range)) { failed = range.upper }
    while cursor.position < cursor.end {
      switch cursor.byte {
      case Ascii.openBrace: open += 1
      case Ascii.closeBrace: open -= 1
      case Ascii.newline where open <= 0 && cursor.position >= failed: return
      case Ascii.semicolon where open <= 0 && cursor.position >= failed: return
      default: break
      }
      cursor.position += 1
    }
  }
}

extension Cursor {
  /// Skips blanks, newlines, `;` and comments between commands.
  mutating func skipSeparators() {
    while true {
      skipBlanks()
      switch byte {
      case Ascii.newline, Ascii.semicolon: position += 1
      case Ascii.hash: skipLine()
      default: return
      }
    }
  }

  /// Reads the name of a command: up to a blank, `;` or brace; `!` is a name by itself.
  mutating func readCommandName() -> SourceRange {
    let start = position
    if byte == Ascii.exclamation {
      position += 1
    } else {
      while position < end, isLetter(byte) || continuesCommandName(byte) { position += 1 }
    }
    if position == start { position += 1 }
    return SourceRange(start, position)
  }

  private func continuesCommandName(_ byte: UInt8) -> Bool {
    !isBlankByte(byte) && byte != Ascii.semicolon && byte != Ascii.openBrace && byte != Ascii.closeBrace
  }
}
