import Expressions
import Safety

extension Diagnostic {
  /// The message with line, caret, trail and help; the first line is `FILE:LINE:COLUMN: error: …`.
  ///
  /// At the prompt the line is already on the screen: it is left out, and the caret is printed under it.
  ///
  /// - Parameters:
  ///   - title: what it is, if not an error.
  ///   - terminalColumns: the width of the terminal if the caret can be printed directly under the typed line, before
  ///     the message; nil elsewhere.
  ///   - repeatsLine: whether the line is printed although it is on the screen, because other output follows it.
  ///   - columns: the width in which the message is laid out; nil for lines as long as they are.
  package func rendered(
    as title: String = "error", color: Bool = false, promptWidth: Int = 0, terminalColumns: Int? = nil,
    repeatsLine: Bool = false, columns: Int? = nil
  ) -> String {
    let red = color ? "\u{1B}[31m" : ""
    let bold = color ? "\u{1B}[1m" : ""
    let plain = color ? "\u{1B}[0m" : ""
    let (line, column) = position
    let (text, cut) = window(Array(source.line(line)), around: column)
    var lines: [String] = []
    let showsLine = !source.isPrompt || repeatsLine || source.bytes.contains(Ascii.newline)
    if let terminalColumns, !showsLine {
      if fault.range != nil {
        let lineWidth = promptWidth + text.reduce(0) { $0 + shownWidth($1) }
        lines += marksUnderTypedLine(
          text, column - cut, lineWidth, promptWidth, terminalColumns, red: red, plain: plain)
      }
      lines += headline("", title, columns, red: red, bold: bold, plain: plain)
    } else {
      let place = "\(visibleName(source.name)):\(line):\(column): "
      lines += headline(place, title, columns, red: red, bold: bold, plain: plain)
    }
    if fault.range != nil, terminalColumns == nil || showsLine {
      let gutter = padded(String(line), to: 3)
      if showsLine { lines.append("\(gutter) | \(visibleLine(String(text)))") }
      let margin =
        showsLine ? String(repeating: " ", count: gutter.count) + " | " : String(repeating: " ", count: promptWidth)
      lines += marks(
        under: text, column: column - cut, margin: margin, columns: columns, red: red, plain: plain)
    }
    if !trail.isEmpty { lines.append("    = \(visibleLine(shortTrail))") }
    if keepsSome { lines.append("    = what ran before is kept: undo takes it back") }
    if let help = fault.help { lines += fitted("help: \(visibleLine(help))", columns) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `main.nn:3:7: error: the message`, in rows.
  private func headline(
    _ place: String, _ title: String, _ columns: Int?, red: String, bold: String, plain: String
  ) -> [String] {
    var rows = fitted("\(place)\(title): \(message)", columns)
    guard !bold.isEmpty else { return rows }
    let head = "\(place)\(title):"
    if rows[0].hasPrefix(head) {
      rows[0] = "\(place)\(red)\(title):\(plain)\(bold)\(rows[0].dropFirst(head.count))"
    }
    return rows.map { "\(bold)\($0)\(plain)" }
  }

  private func fitted(_ text: String, _ columns: Int?) -> [String] {
    guard let columns, columns >= 20, text.terminalWidth >= columns else { return [text] }
    return foldedRows(text, columns: columns, indent: "  ")
  }

  /// The trail, with what repeats said once.
  private var shortTrail: String {
    var parts: [(text: String, count: Int)] = []
    for part in trail {
      if parts.last?.text == part { parts[parts.count - 1].count += 1 } else { parts.append((part, 1)) }
    }
    return parts.map { $0.count == 1 ? $0.text : "\($0.text) (\($0.count) times)" }.joined(separator: ", ")
  }

  /// The row of the caret, under a typed line that is still on the screen; a line that wraps is repeated in part.
  private func marksUnderTypedLine(
    _ text: [Character], _ column: Int, _ lineWidth: Int, _ promptWidth: Int, _ columns: Int, red: String, plain: String
  ) -> [String] {
    if lineWidth < columns {
      return marks(
        under: text, column: column, margin: String(repeating: " ", count: promptWidth), columns: columns, red: red,
        plain: plain)
    }
    let first = max(0, column - 1 - columns / 3)
    let part = (first > 0 ? ["…"] : []) + text.dropFirst(first > 0 ? first + 1 : 0).prefix(columns - 4)
    return ["  " + visibleLine(String(part))]
      + marks(under: Array(part), column: column - first, margin: "  ", columns: columns, red: red, plain: plain)
  }

  /// The message, shortened: it may quote a long piece of the source.
  private var message: String {
    let text = visibleLine(fault.message)
    return text.count > 300 ? text.prefix(300) + "…" : text
  }

  /// The part of a line to show: all of a short line; otherwise the part around the column, and how many characters
  /// before it are cut.
  private func window(_ line: [Character], around column: Int) -> (text: [Character], cut: Int) {
    guard line.count > 240, line.reduce(0, { $0 + $1.utf8.count }) > 400 else { return (line, 0) }
    let first = max(0, column - 81)
    let part = line.dropFirst(first).prefix(200)
    let start = first > 0 ? ["…"] + part.dropFirst() : part
    return (Array(start) + (first + 200 < line.count ? ["…"] : []), first)
  }

  /// The row of the caret with the label, which has rows of its own where it does not fit.
  ///
  /// Tabs are kept, so that the caret lines up at any tab width.
  private func marks(
    under text: [Character], column: Int, margin: String, columns: Int?, red: String, plain: String
  ) -> [String] {
    var pad = margin
    for character in text.prefix(column - 1) {
      pad += character == "\t" ? "\t" : String(repeating: " ", count: shownWidth(character))
    }
    let range = fault.range ?? SourceRange(0, 0)
    let end = source.position(of: max(range.lower, range.upper))
    let here = source.position(of: range.lower)
    let width =
      end.line == here.line
      ? text.dropFirst(column - 1).prefix(end.column - here.column).reduce(0) { $0 + shownWidth($1) } : 1
    let marks = "^" + String(repeating: "~", count: max(0, min(width, 120) - 1))
    let row = "\(pad)\(red)\(marks)\(plain)"
    guard let label = fault.label.map(visibleLine) else { return [row] }
    guard let columns, columns >= 20, pad.terminalWidth + marks.count + 1 + label.terminalWidth >= columns else {
      return ["\(row) \(label)"]
    }
    // Under the caret, or as near to it as the label fits.
    let indent = String(repeating: " ", count: max(2, min(pad.terminalWidth, columns - 1 - label.terminalWidth)))
    return [row] + foldedRows(indent + label, columns: columns, indent: indent)
  }

  /// The columns of a character as `visibleLine` shows it.
  private func shownWidth(_ character: Character) -> Int {
    visibleLine(String(character)).reduce(0) { $0 + displayWidth($1) }
  }

  private func padded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
