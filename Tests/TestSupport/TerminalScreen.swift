/// The screen of a terminal that has received the output of a program: enough of a VT100 for a line editor.
///
/// Every character takes one column, except wide East Asian characters and emoji, which take two.
package struct TerminalScreen: Sendable {
  package private(set) var rows: Int
  package private(set) var columns: Int
  /// Counted from 0.
  package private(set) var row = 0
  package private(set) var column = 0
  /// Escape sequences that were ignored because they are not supported.
  package private(set) var unknownSequences: [String] = []

  private struct Cell: Equatable {
    /// Empty after a wide character.
    var text = " "
    var style = ""
  }

  private var cells: [[Cell]]
  private var scrolledOff: [String] = []
  private var style = ""
  private var saved = (row: 0, column: 0, style: "")
  private var wrapsNext = false
  private var insertsCharacters = false
  private var pending: [Unicode.Scalar] = []
  private var undecoded: [UInt8] = []

  package init(rows: Int, columns: Int) {
    (self.rows, self.columns) = (rows, columns)
    cells = Array(repeating: Array(repeating: Cell(), count: columns), count: rows)
  }

  /// The rows, without trailing blanks and without empty rows at the bottom.
  package var lines: [String] {
    var lines = cells.map { row in Self.trimmed(row) }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  package var text: String { lines.joined(separator: "\n") }

  /// The rows that have scrolled off at the top, and those on the screen.
  package var everything: String { (scrolledOff + lines).joined(separator: "\n") }

  /// The parts of a row that have a style, each with its parameters: `[("32", "forward")]`.
  package func styled(row: Int) -> [(style: String, text: String)] {
    var parts: [(style: String, text: String)] = []
    for cell in cells[row] {
      if let last = parts.last, last.style == cell.style {
        parts[parts.count - 1].text += cell.text
      } else {
        parts.append((cell.style, cell.text))
      }
    }
    return parts.filter { !$0.style.isEmpty }
  }

  /// Cuts or extends the rows, as a terminal without reflow does.
  package mutating func resize(rows newRows: Int, columns newColumns: Int) {
    cells = (0..<newRows).map { row in
      (0..<newColumns).map { column in row < rows && column < columns ? cells[row][column] : Cell() }
    }
    (rows, columns) = (newRows, newColumns)
    (row, column, wrapsNext) = (min(row, rows - 1), min(column, columns - 1), false)
  }

  package mutating func feed(_ bytes: some Sequence<UInt8>) {
    undecoded += bytes
    // An incomplete character waits for the rest of its bytes.
    let incomplete = (1...3).first { count in
      guard count <= undecoded.count else { return false }
      let byte = undecoded[undecoded.count - count]
      return byte >= 0xC0 && (byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2) > count
    }
    let complete = undecoded.dropLast(incomplete ?? 0)
    let text = String(decoding: complete, as: UTF8.self)
    undecoded.removeFirst(complete.count)
    for scalar in text.unicodeScalars { feed(scalar) }
  }

  private static func trimmed(_ row: [Cell]) -> String {
    var row = row[...]
    while row.last?.text == " " { row.removeLast() }
    return row.map(\.text).joined()
  }

  // MARK: Characters

  private mutating func feed(_ scalar: Unicode.Scalar) {
    if !pending.isEmpty {
      pending.append(scalar)
      if isComplete(pending) {
        let sequence = pending
        pending = []
        perform(sequence)
      }
      return
    }
    switch scalar {
    case "\u{1B}": pending = [scalar]
    case "\r": (column, wrapsNext) = (0, false)
    case "\n": lineFeed()
    case "\u{08}": (column, wrapsNext) = (max(column - 1, 0), false)
    case "\t": column = min((column / 8 + 1) * 8, columns - 1)
    case _ where scalar.value < 0x20: break
    default: put(scalar)
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let width = Self.isWide(scalar) ? 2 : 1
    if wrapsNext || column + width > columns {
      column = 0
      lineFeed()
    }
    if insertsCharacters { insertBlanks(width) }
    cells[row][column] = Cell(text: String(scalar), style: style)
    if width == 2 { cells[row][column + 1] = Cell(text: "", style: style) }
    column += width
    if column >= columns { (column, wrapsNext) = (columns - 1, true) }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  private mutating func lineFeed() {
    wrapsNext = false
    guard row + 1 == rows else {
      row += 1
      return
    }
    scrolledOff.append(Self.trimmed(cells.removeFirst()))
    cells.append(Array(repeating: Cell(), count: columns))
  }

  private mutating func insertBlanks(_ count: Int) {
    cells[row].insert(contentsOf: repeatElement(Cell(), count: min(count, columns - column)), at: column)
    cells[row].removeLast(cells[row].count - columns)
  }

  // MARK: Escape sequences

  private func isComplete(_ sequence: [Unicode.Scalar]) -> Bool {
    guard sequence.count > 1, let last = sequence.last else { return false }
    switch sequence[1] {
    case "[": return sequence.count > 2 && (0x40...0x7E).contains(last.value)
    case "]": return last == "\u{07}"
    case "(", ")": return sequence.count == 3
    default: return true
    }
  }

  private mutating func perform(_ sequence: [Unicode.Scalar]) {
    let text = String(String.UnicodeScalarView(sequence.dropFirst()))
    switch text {
    case "7": saved = (row, column, style)
    case "8":
      (row, column, style, wrapsNext) = (min(saved.row, rows - 1), min(saved.column, columns - 1), saved.style, false)
    case "M": row = max(row - 1, 0)
    case "=", ">": break
    case _ where text.hasPrefix("(") || text.hasPrefix(")") || text.hasPrefix("]"): break
    case _ where text.hasPrefix("[?"): break
    case _ where text.hasPrefix("["): control(String(text.dropFirst()))
    default: unknownSequences.append(text)
    }
  }

  private mutating func control(_ sequence: String) {
    let numbers = sequence.dropLast().split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    let count = max((numbers.first ?? nil) ?? 1, 1)
    if sequence.last != "m" { wrapsNext = false }
    switch sequence.last {
    case "A": row = max(row - count, 0)
    case "B": row = min(row + count, rows - 1)
    case "C": column = min(column + count, columns - 1)
    case "D": column = max(column - count, 0)
    case "G": column = min(count, columns) - 1
    case "d": row = min(count, rows) - 1
    case "H":
      row = min(count, rows) - 1
      column = min(max((numbers.count > 1 ? numbers[1] : nil) ?? 1, 1), columns) - 1
    case "J": eraseScreen((numbers.first ?? nil) ?? 0)
    case "K": eraseRow((numbers.first ?? nil) ?? 0)
    case "P":
      cells[row].removeSubrange(column..<min(column + count, columns))
      cells[row] += repeatElement(Cell(), count: columns - cells[row].count)
    case "@": insertBlanks(count)
    case "m":
      let parameters = sequence.dropLast()
      style = parameters == "" || parameters == "0" || parameters == "39;49" ? "" : String(parameters)
    case "h" where sequence == "4h": insertsCharacters = true
    case "l" where sequence == "4l": insertsCharacters = false
    default: unknownSequences.append("[" + sequence)
    }
  }

  private mutating func eraseRow(_ part: Int) {
    let range = part == 0 ? column..<columns : part == 1 ? 0..<column + 1 : 0..<columns
    for column in range { cells[row][column] = Cell() }
  }

  private mutating func eraseScreen(_ part: Int) {
    if part == 0 || part == 1 { eraseRow(part) }
    let others = part == 0 ? row + 1..<rows : part == 1 ? 0..<row : 0..<rows
    for row in others { cells[row] = Array(repeating: Cell(), count: columns) }
  }
}
