import Expressions

/// The lines of a table: the first `left` columns aligned left, the others right, with two blanks between them.
func tableLines(_ rows: [[String]], left: Int) -> [String] {
  let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].terminalWidth }.max() ?? 0 }
  return rows.map { row in
    let cells = zip(row, widths).enumerated().map { column, cell in
      column < left ? cell.0.padded(to: cell.1) : cell.0.leftPadded(to: cell.1)
    }
    return cells.joined(separator: "  ").withoutTrailingBlanks
  }
}

extension String {
  var withoutTrailingBlanks: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
