import Expressions

/// The faults of operands written as another program would have them, each with the command as it should be.
extension OperandReader {
  /// The command up to a position, on one line.
  func commandText(to end: Int) -> String { oneLine(cursor.text(command.lower, end)) }

  /// What follows the cursor in this command, on one line.
  var restOfCommand: String { textOfRest(from: cursor.position) }

  /// What follows a position in this command, on one line.
  func textOfRest(from start: Int) -> String {
    var probe = cursor
    probe.position = start
    while !probe.atCommandEnd { probe.position += 1 }
    return oneLine(cursor.text(start, probe.position))
  }

  private func oneLine(_ text: String) -> String {
    text.split { $0.isWhitespace || $0 == "\\" }.joined(separator: " ")
  }

  /// Throws for `set w1 = 0.5`, with the command without the sign as help.
  mutating func requireNoEqualSign(before expected: String) throws(Fault) {
    guard cursor.byte == Ascii.equal else { return }
    let rest = textOfRest(from: cursor.position + 1)
    throw Fault(
      "expected \(expected), found '='", at: SourceRange(cursor.position, cursor.position + 1),
      help: rest.isEmpty ? nil : "\(commandText(to: cursor.position)) \(rest)")
  }

  /// The fault of something after the last operand.
  mutating func surplus(_ found: Located<String>) -> Fault {
    let forms = commands.command(named: name.value)?.synopsis.forms ?? []
    let takesCommas = forms.contains { $0.contains(", …") }
    let isDecimalComma = cursor.byte == Ascii.comma && isDigit(cursor.byte(at: -1)) && isDigit(cursor.byte(at: 1))
    if isDecimalComma, !forms.contains(where: { $0.contains("…") }) {
      return Fault(
        "\(name.value) takes no more operands, found \(found.value)", at: found.range,
        label: "use a decimal point, not a comma")
    }
    if cursor.byte == Ascii.comma, !takesCommas {
      let text = "\(commandText(to: cursor.position))\(restOfCommand)".replacing(",", with: " ")
      return Fault(
        "\(name.value) takes operands separated by blanks, found \(found.value)", at: found.range, help: oneLine(text))
    }
    var fault = Fault("\(name.value) takes no more operands, found \(found.value)", at: found.range)
    if takesCommas, cursor.atIdentifier || cursor.atNumeral {
      fault.label = "separate values with commas"
      fault.help = "\(commandText(to: cursor.position)), \(restOfCommand)"
    }
    return fault
  }

  /// The command that an unambiguous prefix names. Throws with a suggestion if there is none.
  mutating func expandedCommand(abbreviations: Bool) throws(Fault) -> any Command.Type {
    do throws(Fault) {
      return try commands.expand(name, abbreviations: abbreviations)
    } catch {
      guard let assignment = assignment() else { throw error }
      var fault = error
      (fault.label, fault.help) = (nil, assignment)
      throw fault
    }
  }

  /// For `x = 5` and `w1 = 5`: the commands that assign; nil if the line is not an assignment.
  private mutating func assignment() -> String? {
    cursor.skipBlanks()
    guard cursor.byte == Ascii.equal, cursor.byte(at: 1) != Ascii.equal else { return nil }
    let value = textOfRest(from: cursor.position + 1)
    guard let first = name.value.utf8.first, isLetter(first), !value.isEmpty else { return nil }
    let isParameter =
      "wb".utf8.contains(first)
      && name.value.utf8.dropFirst().first.map { isDigit($0) || $0 == Ascii.openBracket } ?? false
    guard isParameter || name.value.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { return nil }
    return isParameter ? "set \(name.value) \(value)" : "let \(name.value) = \(value)"
  }
}
