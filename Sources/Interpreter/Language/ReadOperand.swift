import Expressions

extension Cursor {
  /// The fault of a command without an operand it needs.
  mutating func missing(_ expected: String, after command: SourceRange, _ commands: CommandTable) -> Fault {
    skipBlanks()
    var end = position
    while end > command.upper, isBlankByte(bytes[end - 1]) { end -= 1 }
    let name = text(command)
    let words = text(command.upper, position).split(separator: " ")
    let forms = commands.command(named: name)?.synopsis.forms ?? []
    return Fault("\(name) needs \(expected)", at: SourceRange(end, end), help: nearestForm(to: words, among: forms))
  }

  /// The form that matches the most words after the command's name.
  private func nearestForm(to words: [Substring], among forms: [String]) -> String? {
    func agreement(_ form: String) -> Int {
      zip(form.split(separator: " ").dropFirst(), words).prefix { $0.split(separator: "|").contains($1) }.count
    }
    return forms.max { agreement($0) < agreement($1) }
  }

  /// Whether the text at the cursor starts with the word.
  func startsWith(_ word: String) -> Bool {
    var offset = 0
    for byte in word.utf8 {
      guard byte == self.byte(at: offset) else { return false }
      offset += 1
    }
    return true
  }

  /// Reads up to a blank, `;`, or a closing brace that was not opened in the word.
  package mutating func readWord() -> Located<String> {
    let start = position
    var open = 0
    while position < end {
      let byte = self.byte
      if isBlankByte(byte), open == 0 || byte == Ascii.newline { break }
      if byte == Ascii.semicolon, open == 0 { break }
      switch byte {
      case Ascii.openBrace, Ascii.openBracket, Ascii.openParenthesis: open += 1
      case Ascii.closeBrace, Ascii.closeBracket, Ascii.closeParenthesis:
        if open == 0, byte == Ascii.closeBrace {
          let range = SourceRange(start, position)
          return Located(text(range), range)
        }
        open = max(0, open - 1)
      default: break
      }
      position += 1
    }
    let range = SourceRange(start, position)
    return Located(text(range), range)
  }

  /// Whether a number or an expression in parentheses starts here.
  var atOperandNumber: Bool {
    if atNumeral || byte == Ascii.openParenthesis { return true }
    guard byte == Ascii.minus || byte == Ascii.plus else { return false }
    let next = byte(at: 1)
    return isDigit(next) || next == Ascii.openParenthesis || (next == Ascii.period && isDigit(byte(at: 2)))
  }

  mutating func readOperandNumber(_ expected: String) throws(Fault) -> Expression {
    guard atOperandNumber else {
      let found = found()
      guard atIdentifier else { throw Fault("expected \(expected), found \(found.value)", at: found.range) }
      throw Fault(
        "\(found.value) is not a number", at: found.range, label: "expected \(expected)",
        help: "put an expression used as an operand in parentheses: (\(found.value.dropFirst().dropLast()))")
    }
    let operand = try readSigned()
    guard isBlankByte(byte) || atCommandEnd || [Ascii.comma, Ascii.colon, Ascii.slash, Ascii.period].contains(byte)
    else {
      let found = found()
      throw Fault(
        "unexpected \(found.value) after a number", at: found.range,
        help: "put an expression used as an operand in parentheses")
    }
    return operand
  }
}
