import Expressions

/// The kinds of words that the prompt colors.
package enum WordKind: Sendable, Equatable {
  case command, unknownCommand, number, string, comment
  /// A bracket or quote that is not closed, and the brackets of a pair at the cursor.
  case open, pair
  /// An operand too many.
  case surplus
}

/// The words to color in a line being typed, by UTF-8 range.
///
/// - Parameters:
///   - session: whose network tells how many operands there may be.
///   - position: that of the cursor; nil to mark no pair of brackets.
package func wordKinds(
  _ text: String, _ commands: CommandTable, _ session: Session = Session(), cursor position: Int? = nil
) -> [(range: Range<Int>, kind: WordKind)] {
  var brackets = Brackets()
  var cursor = Cursor(text)
  var kinds: [(Range<Int>, WordKind)] = []
  var atCommand = true
  while cursor.position < cursor.end {
    let start = cursor.position
    brackets.note(cursor.byte, at: start)
    switch cursor.byte {
    case Ascii.newline, Ascii.semicolon, Ascii.openBrace, Ascii.closeBrace:
      atCommand = true
      cursor.position += 1
    case let byte where isBlankByte(byte): cursor.position += 1
    case Ascii.hash where start == 0 || isBlankByte(cursor.byte(at: -1)):
      cursor.skipLine()
      kinds.append((start..<cursor.position, .comment))
    case Ascii.doubleQuote, Ascii.quote:
      let quote = cursor.byte
      repeat { cursor.position += 1 } while cursor.position < cursor.end && cursor.byte != quote
      let isClosed = cursor.position < cursor.end
      cursor.position = min(cursor.position + 1, cursor.end)
      kinds.append((start..<cursor.position, .string))
      if !isClosed { kinds.append((start..<start + 1, .open)) }
      atCommand = false
    default:
      if atCommand {
        let word = cursor.readWord()
        // A prefix of several commands is neither: more may be typed.
        let names = commands.names
        let matches = names.contains(word.value) ? 1 : names.count { $0.hasPrefix(word.value) }
        if matches < 2 { kinds.append((start..<cursor.position, matches == 1 ? .command : .unknownCommand)) }
        atCommand = false
      } else if cursor.atNumeral, start == 0 || !isLetter(cursor.byte(at: -1)) && !isDigit(cursor.byte(at: -1)) {
        _ = try? cursor.readNumeral()
        kinds.append((start..<cursor.position, .number))
      } else {
        cursor.position += 1
      }
    }
  }
  kinds += surplusOperands(text, session).map { ($0, .surplus) }
  return kinds + brackets.marked(at: position).map { ($0..<$0 + 1, $1) }
}

/// The brackets of a line, outside strings and comments.
private struct Brackets {
  private var open: [(byte: UInt8, offset: Int)] = []
  private var pairs: [(Int, Int)] = []

  private static let closing: [UInt8: UInt8] = [
    Ascii.closeParenthesis: Ascii.openParenthesis, Ascii.closeBracket: Ascii.openBracket,
    Ascii.closeBrace: Ascii.openBrace,
  ]

  mutating func note(_ byte: UInt8, at offset: Int) {
    if Brackets.closing.values.contains(byte) {
      open.append((byte, offset))
    } else if let opening = Brackets.closing[byte], open.last?.byte == opening {
      pairs.append((open.removeLast().offset, offset))
    }
  }

  /// The brackets that are not closed, and the pair at the cursor or before it.
  func marked(at cursor: Int?) -> [(Int, WordKind)] {
    var marks = open.map { ($0.offset, WordKind.open) }
    guard let cursor else { return marks }
    let found =
      pairs.first { $0.0 == cursor || $0.1 == cursor } ?? pairs.first { $0.0 == cursor - 1 || $0.1 == cursor - 1 }
    if let found { marks += [(found.0, .pair), (found.1, .pair)] }
    return marks
  }
}
