import Safety

/// Draws colors over the line that libedit has drawn, and a hint after it.
///
/// All output is between saving and restoring the cursor, so that libedit does not notice.
struct Painter {
  let line: [Unicode.Scalar]
  let layout: ScreenLayout
  let cursor: Int

  /// The terminal output that colors the whole line.
  func colors(_ styled: [StyledRange]) -> String {
    var styles = [Style?](repeating: nil, count: line.count)
    let offsets = line.utf8Offsets
    for part in styled {
      for index in line.indices where part.range.contains(offsets[index]) { styles[index] = part.style }
    }
    var output = ""
    var row = layout.positions[cursor].row
    var index = 0
    while index < line.count {
      let start = index
      let position = layout.positions[start]
      var text = ""
      while index < line.count, layout.positions[index].row == position.row, styles[index] == styles[start],
        line[index] != "\t", line[index] != "\n"
      {
        // Leave characters that wrap at the margin as libedit has drawn them.
        guard layout.positions[index + 1].row == position.row || layout.positions[index + 1].column == 0 else { break }
        text.unicodeScalars.append(contentsOf: ScreenLayout.shown(line[index]))
        index += 1
      }
      if text.isEmpty {
        index += 1
        continue
      }
      output += Self.move(rows: position.row - row) + "\u{1B}[\(position.column + 1)G"
      row = position.row
      if let style = styles[start] { output += style.on + text + Style.off } else { output += text }
    }
    return output.isEmpty ? "" : "\u{1B}7\(Style.off)\(output)\u{1B}8"
  }

  /// The columns left after the line.
  var room: Int { layout.columns - layout.end.column - 1 }

  /// The terminal output for the hint, cut to the rest of the cursor's row; nil if the cursor is not at the end or
  /// there is no room left.
  func hint(_ hint: String) -> String? {
    let text = ScreenLayout.cut(visibleLine(hint), to: room)
    guard cursor == line.count, !text.isEmpty else { return nil }
    return "\u{1B}7\(Style.gray.on)\(text)\(Style.off)\u{1B}8"
  }

  /// The terminal output that shows the rows around the cursor of an entry too high for the screen, and leaves the
  /// cursor at its place.
  func part(prompt: [Unicode.Scalar], rows: Int) -> String {
    let cursorRow = layout.positions[cursor].row
    let top = max(0, min(cursorRow - rows / 2, layout.end.row - rows + 1))
    var texts = [String](repeating: "", count: rows)
    if top == 0 { texts[0] = prompt.text }
    for (index, scalar) in line.enumerated() where scalar != "\n" {
      let row = layout.positions[index].row - top
      guard texts.indices.contains(row) else { continue }
      let blanks = layout.positions[index].column - ScreenLayout.width(texts[row])
      texts[row] += String(repeating: " ", count: max(0, blanks))
      if scalar != "\t" { texts[row].unicodeScalars.append(contentsOf: ScreenLayout.shown(scalar)) }
    }
    let drawn = texts.enumerated().map { "\u{1B}[\($0 + 1);1H\($1)\u{1B}[K" }.joined()
    return drawn + "\u{1B}[\(cursorRow - top + 1);\(layout.positions[cursor].column + 1)H"
  }

  static func move(rows: Int) -> String {
    if rows == 0 { return "" }
    return rows < 0 ? "\u{1B}[\(-rows)A" : "\u{1B}[\(rows)B"
  }
}

extension Collection where Element == Unicode.Scalar {
  /// The UTF-8 offset of each character, and the length of the whole.
  var utf8Offsets: [Int] {
    var offsets = [0]
    offsets.reserveCapacity(count + 1)
    var offset = 0
    for scalar in self {
      offset += UTF8.width(scalar)
      offsets.append(offset)
    }
    return offsets
  }

  var text: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: self)
    return String(view)
  }
}
