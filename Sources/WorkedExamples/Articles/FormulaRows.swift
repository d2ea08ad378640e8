import Expressions

/// The rows of a displayed formula, without alignment marks, labels and the environments around them.
struct FormulaRows {
  private(set) var rows: [MappedText] = []
  private var row = MappedText()

  init(_ formula: MappedText) {
    read(formula)
    finishRow()
  }

  /// Environments whose `&` and `\\` belong to a value.
  private static let matrices = ["matrix", "array", "cases"]

  private mutating func read(_ formula: MappedText) {
    var index = 0
    var matrices = 0
    var braces = 0
    while index < formula.count {
      let byte = formula.bytes[index]
      if byte == Ascii.openBrace { braces += 1 }
      if byte == Ascii.closeBrace { braces -= 1 }
      if byte == Ascii.backslash, let (command, end) = formula.environment(at: index) {
        let isMatrix = FormulaRows.matrices.contains { command.name.contains($0) }
        if isMatrix {
          matrices += command.isBegin ? 1 : -1
          row.append(formula, index..<end)
        }
        index = end
      } else if byte == Ascii.backslash, formula.has("\\\\", at: index), matrices <= 0, braces <= 0 {
        finishRow()
        index += 2
        if index < formula.count, formula.bytes[index] == Ascii.openBracket,
          let close = formula.bytes[index...].firstIndex(of: Ascii.closeBracket), close - index < 8
        {
          index = close + 1
        }
      } else if byte == Ascii.backslash, matrices <= 0, let (end, isBreak) = formula.remark(at: index) {
        if isBreak, braces <= 0 { finishRow() } else { row.append(" ", at: formula.offset(of: index)) }
        index = end
      } else if byte == UInt8(ascii: "&"), matrices <= 0 {
        row.append(Ascii.space, at: formula.offset(of: index))
        index += 1
      } else {
        row.append(isBlankByte(byte) ? Ascii.space : byte, at: formula.offset(of: index))
        index += 1
      }
    }
  }

  private mutating func finishRow() {
    let trimmed = row.trimmed(0..<row.count)
    if !trimmed.isEmpty { rows.append(row[trimmed]) }
    row = MappedText()
  }
}

extension MappedText {
  /// `\begin{name}` or `\end{name}` at an index, and the index after it.
  fileprivate func environment(at index: Int) -> ((name: String, isBegin: Bool), Int)? {
    for (command, isBegin) in [("\\begin{" as StaticString, true), ("\\end{", false)] where has(command, at: index) {
      let start = index + command.utf8CodeUnitCount
      guard let close = bytes[start...].firstIndex(of: Ascii.closeBrace) else { return nil }
      return ((text(start..<close), isBegin), close + 1)
    }
    return nil
  }

  private func isAfterNumber(_ index: Int) -> Bool {
    let before = trimmed(0..<index).upperBound
    return before > 0 && isDigit(bytes[before - 1])
  }

  /// What is not part of an equation: `\label{…}`, `\tag{…}`, `\text{ and }`; whether it separates two.
  fileprivate func remark(at index: Int) -> (end: Int, isBreak: Bool)? {
    for command: StaticString in ["\\label{", "\\tag{", "\\tag*{", "\\color{"] where has(command, at: index) {
      guard let close = bytes[index...].firstIndex(of: Ascii.closeBrace) else { return nil }
      return (close + 1, false)
    }
    for command: StaticString in ["\\therefore", "\\because", "\\qquad", "\\quad", "\\hspace"]
    where has(command, at: index) {
      let end = index + command.utf8CodeUnitCount
      guard command.utf8CodeUnitCount == 7, has("\\hspace", at: index) else { return (end, true) }
      return (bytes[end...].firstIndex(of: Ascii.closeBrace).map { $0 + 1 } ?? end, true)
    }
    for command: StaticString in ["\\text{", "\\mbox{", "\\textrm{", "\\mathrm{"] where has(command, at: index) {
      let start = index + command.utf8CodeUnitCount
      guard let close = bytes[start...].firstIndex(of: Ascii.closeBrace) else { return nil }
      let words = text(start..<close)
      let bare = words.filter { $0 != " " && $0 != "," && $0 != "." && $0 != ":" }.lowercased()
      guard ["and", "where", "if", "or", "so", "then", "with", "for", "thus", "hence", "since", ""].contains(bare)
      else {
        // `150 \text{ parameters}`
        let isMultiple = ["million", "billion", "thousand", "trillion"].contains { words.contains($0) }
        if isMultiple, isAfterNumber(index) { return nil }
        if words.first == " ", isAfterNumber(index) { return (close + 1, true) }
        let isSpaced = words.first == " " || words.last == " "
        return isSpaced && words.contains { $0 != " " } && words.split(separator: " ").count > 1
          ? (close + 1, true) : nil
      }
      return (close + 1, true)
    }
    return nil
  }
}
