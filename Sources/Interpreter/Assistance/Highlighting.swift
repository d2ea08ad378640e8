import Expressions

/// The kinds of words that the prompt colors.
package enum WordKind: Sendable, Equatable { case command, unknownCommand, number, string, comment }

/// The words to color in a line being typed, by UTF-8 range.
package func wordKinds(_ text: String, _ commands: CommandTable) -> [(range: Range<Int>, kind: WordKind)] {
  var cursor = Cursor(text)
  var kinds: [(Range<Int>, WordKind)] = []
  var atCommand = true
  while cursor.position < cursor.end {
    let start = cursor.position
    switch cursor.byte {
    case Ascii.newline, Ascii.semicolon, Ascii.openBrace, Ascii.closeBrace:
      atCommand = true
      cursor.position += 1
    case Ascii.space, Ascii.tab: cursor.position += 1
    case Ascii.hash where start == 0 || isBlankByte(cursor.byte(at: -1)):
      cursor.skipLine()
      kinds.append((start..<cursor.position, .comment))
    case Ascii.doubleQuote, Ascii.quote:
      let quote = cursor.byte
      repeat { cursor.position += 1 } while cursor.position < cursor.end && cursor.byte != quote
      cursor.position = min(cursor.position + 1, cursor.end)
      kinds.append((start..<cursor.position, .string))
      atCommand = false
    default:
      if atCommand {
        let word = cursor.readWord()
        if cursor.position == start { cursor.position += 1 }
        let known = commands.synopses.contains { $0.name.hasPrefix(word.value) }
        kinds.append((start..<cursor.position, known ? .command : .unknownCommand))
        atCommand = false
      } else if cursor.atNumeral, start == 0 || !isLetter(cursor.byte(at: -1)) && !isDigit(cursor.byte(at: -1)) {
        if (try? cursor.readNumeral()) == nil { cursor.position = max(cursor.position, start + 1) }
        kinds.append((start..<cursor.position, .number))
      } else {
        cursor.position += 1
      }
    }
  }
  return kinds
}

/// The operands still to be typed: those of the command's first form after the ones already there.
package func operandHint(_ text: String, _ commands: CommandTable) -> String? {
  let line = text.split(omittingEmptySubsequences: false) { $0 == ";" || $0 == "\n" || $0 == "{" }.last ?? ""
  let words = line.split(separator: " ", omittingEmptySubsequences: true)
  guard let first = words.first, let command = commands.command(named: String(first)) else { return nil }
  guard words.count == 1 || line.hasSuffix(" ") else { return nil }
  guard let form = command.synopsis.forms.first else { return nil }
  let rest = form.split(separator: " ").dropFirst(words.count).joined(separator: " ")
  guard !rest.isEmpty else { return nil }
  return line.hasSuffix(" ") ? rest : " " + rest
}
