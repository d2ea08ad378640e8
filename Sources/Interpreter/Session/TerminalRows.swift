/// A line of output laid out for a terminal: in rows that fit, and an equation colored by role.
struct TerminalRows {
  let columns: Int
  let isColored: Bool

  /// Below this nothing is gained by breaking lines.
  private static let fewestColumns = 20

  init(_ terminal: TerminalView) { (columns, isColored) = (terminal.columns(), terminal.isColored) }

  func rows(of line: String) -> [String] {
    if line.hasPrefix("#") { return folded(line, indent: 2) }
    let comment = line.firstRange(of: "   # ").map { String(line[$0.lowerBound...]) } ?? ""
    let parts = line.dropLast(comment.count).split(separator: " = ", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1, !line.hasPrefix(" "), TerminalRows.isQuantity(parts[0]) else {
      return comment.isEmpty || line.terminalWidth < columns
        ? [line] : [String(line.dropLast(comment.count))] + folded("  " + comment.drop { $0 == " " }, indent: 4)
    }
    if line.terminalWidth < columns || columns < TerminalRows.fewestColumns {
      return [colored(parts.dropLast().joined(separator: " = ") + " = ") + result(parts) + remark(comment)]
    }
    return broken(parts, comment)
  }

  /// Whether this is a name or an expression, and not the beginning of a command such as `let x`.
  private static func isQuantity(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    func isOperand(_ word: Substring) -> Bool { word.first.map { $0.isLetter || $0.isNumber } ?? false }
    return !zip(words, words.dropFirst()).contains { isOperand($0) && isOperand($1) }
  }

  // MARK: Breaking

  /// A row for each part of the equation, its ` = ` below that of the first; parts that are too long in several.
  private func broken(_ parts: [String], _ comment: String) -> [String] {
    let isShortName = parts[0].terminalWidth <= columns / 3
    let indent = String(repeating: " ", count: isShortName ? parts[0].terminalWidth : 2)
    var rows = isShortName ? [] : [colored(parts[0])]
    for (index, part) in parts.enumerated().dropFirst() {
      let isLast = index == parts.count - 1
      let head = index == 1 && isShortName ? parts[0] : indent
      let pieces = TerminalRows.pieces(of: part, room: columns - indent.count - 4, .sums)
      for (number, piece) in pieces.enumerated() {
        let text = isLast && pieces.count == 1 ? result([piece]) : colored(piece)
        rows.append((number == 0 ? colored(head + " = ") : indent + "   ") + text)
      }
    }
    guard !comment.isEmpty, let last = parts.last else { return rows }
    if indent.count + 3 + last.terminalWidth + comment.terminalWidth < columns {
      rows[rows.count - 1] += remark(comment)
    } else {
      rows.append(remark(indent + "  " + comment.drop { $0 == " " }))
    }
    return rows
  }

  /// Where a formula may be broken, the best places first.
  private enum Level {
    case sums, products, blanks

    func breaks(before word: Substring) -> Bool {
      switch self {
      case .sums: word == "+" || word == "-"
      case .products: word == "*" || word == "/"
      case .blanks: true
      }
    }

    var next: Level? { self == .sums ? .products : self == .products ? .blanks : nil }
  }

  /// A formula in pieces no wider than `room`, where that is possible: each as long as it can be.
  private static func pieces(of formula: String, room: Int, _ level: Level) -> [String] {
    guard formula.terminalWidth > room else { return [formula] }
    var terms: [String] = []
    for word in formula.split(separator: " ", omittingEmptySubsequences: false) {
      if terms.isEmpty || level.breaks(before: word) {
        terms.append(String(word))
      } else {
        terms[terms.count - 1] += " " + word
      }
    }
    var pieces: [String] = []
    for term in terms {
      if let last = pieces.last, last.terminalWidth + 1 + term.terminalWidth <= room {
        pieces[pieces.count - 1] = last + " " + term
      } else if let next = level.next {
        pieces += self.pieces(of: term, room: room, next)
      } else {
        pieces.append(term)
      }
    }
    return pieces
  }

  /// A remark in rows, the others indented.
  private func folded(_ line: String, indent: Int) -> [String] {
    guard line.terminalWidth >= columns, columns >= TerminalRows.fewestColumns, !line.contains("   ") else {
      return [line]
    }
    let indent = (line.hasPrefix("#") ? "#" : "") + String(repeating: " ", count: indent)
    return foldedRows(line, columns: columns, indent: indent)
  }

  // MARK: Colors

  private static let gray = "\u{1B}[90m"
  private static let bold = "\u{1B}[1m"
  private static let plain = "\u{1B}[0m"

  /// The last part of an equation, bold.
  private func result(_ parts: [String]) -> String {
    guard let last = parts.last else { return "" }
    return isColored ? TerminalRows.bold + last + TerminalRows.plain : last
  }

  private func remark(_ text: String) -> String {
    isColored && !text.isEmpty ? TerminalRows.gray + text + TerminalRows.plain : text
  }

  /// A formula with gray operators.
  private func colored(_ text: String) -> String {
    guard isColored else { return text }
    var result = ""
    var isGray = false
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      let isOperator =
        switch character {
        case "(", ")", "^", ",", "·", "×": true
        // Not the sign or the exponent of a number.
        case "+", "-", "*", "/", "=":
          (index == 0 || characters[index - 1] == " ")
            && (index + 1 == characters.count || characters[index + 1] == " ")
        case " ": isGray
        default: false
        }
      if isOperator != isGray { result += isOperator ? TerminalRows.gray : TerminalRows.plain }
      isGray = isOperator
      result.append(character)
    }
    return isGray ? result + TerminalRows.plain : result
  }
}
