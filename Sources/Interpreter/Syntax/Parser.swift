import Expressions

/// Reads a whole source text before anything of it runs.
package enum Parser {
  /// Where a text has so many errors, the rest of it is not read.
  private static let mostFaults = 100

  /// Every command, or every syntax error.
  package static func parse(_ source: SourceText, abbreviations: Bool = false) -> (
    statements: [Statement], faults: [Fault]
  ) {
    // Without a range: the place in a binary file says nothing, and its bytes do not belong on a terminal.
    guard !source.bytes.contains(0) else { return ([], [Fault("this is not a text, but a binary file")]) }
    var cursor = Cursor(source.bytes)
    if source.bytes.starts(with: "#!".utf8) { cursor.skipLine() }
    if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { cursor.position = 3 }
    var statements: [Statement] = []
    var faults: [Fault] = []
    while true {
      skipSeparators(&cursor)
      guard cursor.position < cursor.end else { break }
      let start = cursor.position
      do throws(Fault) {
        if cursor.byte == Ascii.closeBrace {
          cursor.position += 1
          throw Fault("'}' closes nothing", at: SourceRange(start, start + 1))
        }
        statements.append(try readStatement(&cursor, nesting: 0, abbreviations: abbreviations))
      } catch {
        faults.append(error)
        guard faults.count < mostFaults else { break }
        recover(&cursor, from: start)
      }
    }
    return (statements, faults)
  }

  /// Whether more lines are needed: a bracket or quote is open, or the last line ends in `\`.
  package static func isIncomplete(_ text: String) -> Bool {
    let (_, faults) = parse(SourceText(name: "<prompt>", text), abbreviations: true)
    if faults.contains(where: { $0.message.hasSuffix("is never closed") }) { return true }
    let trimmed = text.reversed().drop { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
    return trimmed.first == "\\"
  }

  static func readStatement(_ cursor: inout Cursor, nesting: Int, abbreviations: Bool) throws(Fault) -> Statement {
    guard nesting < 100 else {
      throw Fault("blocks are nested too deeply", at: cursor.found().range, label: "100 levels are the most")
    }
    let name = cursor.readCommandName()
    let type = try CommandTable.lookUp(name, abbreviations: abbreviations)
    var reader = OperandReader(cursor: cursor, name: name, nesting: nesting, abbreviations: abbreviations)
    do throws(Fault) {
      let command = try type.init(&reader)
      try reader.end()
      cursor = reader.cursor
      return Statement(command: command, range: SourceRange(name.range.lower, cursor.position))
    } catch {
      cursor = reader.cursor
      throw error
    }
  }

  static func readBlock(_ cursor: inout Cursor, nesting: Int, abbreviations: Bool) throws(Fault) -> Block {
    let open = cursor.position
    cursor.position += 1
    var statements: [Statement] = []
    while true {
      skipSeparators(&cursor)
      guard cursor.position < cursor.end else {
        throw Fault("'{' is never closed", at: SourceRange(open, open + 1), label: "a '}' is missing")
      }
      if cursor.byte == Ascii.closeBrace { break }
      statements.append(try readStatement(&cursor, nesting: nesting, abbreviations: abbreviations))
    }
    cursor.position += 1
    return Block(statements: statements, range: SourceRange(open, cursor.position))
  }

  /// Moves over blanks, newlines, `;` and comments between commands.
  private static func skipSeparators(_ cursor: inout Cursor) {
    while true {
      cursor.skipBlanks()
      switch cursor.byte {
      case Ascii.newline, Ascii.semicolon: cursor.position += 1
      case Ascii.hash: cursor.skipLine()
      default: return
      }
    }
  }

  /// After an error: on to the next command outside the brackets that the faulty one opened.
  private static func recover(_ cursor: inout Cursor, from start: Int) {
    var open = 0
    let failed = cursor.position
    cursor = Cursor(cursor.bytes, from: start, to: cursor.end)
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
  /// The word that names a command: up to a blank, `;` or brace; `!` stands alone.
  mutating func readCommandName() -> Located<String> {
    let start = position
    if byte == Ascii.exclamation {
      position += 1
    } else {
      while position < end, !isBlankByte(byte), ![Ascii.semicolon, Ascii.openBrace, Ascii.closeBrace].contains(byte) {
        position += 1
      }
    }
    if position == start { position += 1 }
    let range = SourceRange(start, position)
    return Located(text(range), range)
  }
}
