/// A text in rows narrower than a terminal, broken between words; a quoted name is one word, if it fits.
///
/// - Parameter indent: what the rows after the first begin with.
func foldedRows(_ text: String, columns: Int, indent: String) -> [String] {
  var rows: [String] = []
  for word in words(of: text, narrowerThan: columns - indent.count) {
    if let last = rows.last, last.terminalWidth + 1 + word.terminalWidth < columns {
      rows[rows.count - 1] = last + " " + word
    } else {
      rows.append(rows.isEmpty ? word : indent + word)
    }
  }
  return rows
}

private func words(of text: String, narrowerThan width: Int) -> [String] {
  var words: [String] = []
  var quoted: [Substring] = []
  for word in text.split(separator: " " as Character, omittingEmptySubsequences: false) {
    if quoted.isEmpty, !word.hasPrefix("\"") || word.count > 1 && word.hasSuffix("\"") {
      words.append(String(word))
      continue
    }
    quoted.append(word)
    guard word.hasSuffix("\""), quoted.count > 1 else { continue }
    let name = quoted.joined(separator: " ")
    words += name.terminalWidth < width ? [name] : quoted.map(String.init)
    quoted = []
  }
  return words + quoted.map(String.init)
}
