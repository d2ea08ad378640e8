/// Help texts laid out for the width of a terminal.
enum HelpLayout {
  /// The width for which the texts of the program are broken.
  private static let written = 112

  /// Joins the lines that were broken only for their width.
  static func joined(_ lines: [String]) -> [String] {
    var joined: [String] = []
    var wasFull = false
    for line in lines {
      let words = line.drop { $0 == " " }
      if wasFull, let last = joined.last, !words.isEmpty, !words.hasPrefix("nn>"), !words.contains("  ") {
        joined[joined.count - 1] = last + " " + words
      } else {
        joined.append(line)
      }
      // The next word would not have fit.
      wasFull = line.count + 12 > written && line.hasPrefix("  ")
    }
    return joined
  }

  /// A line as rows of at most that width, the others indented as its text is.
  static func fitted(_ line: String, columns: Int?) -> [String] {
    guard let columns, line.terminalWidth >= columns, columns >= 20 else { return [line] }
    let start = indentation(of: line)
    let blanks = line.prefix { $0 == " " }.count
    if start >= columns / 2 {
      // A meaning that would be a narrow column has rows of its own, below its name.
      let name = line.prefix(start)
      let meaning = fitted("      " + line.dropFirst(start), columns: columns)
      guard start > blanks, let end = name.lastIndex(where: { $0 != " " }) else { return meaning }
      return fitted(String(name[...end]), columns: columns) + meaning
    }
    let indent = String(repeating: " ", count: min(start, columns / 2))
    var rows: [String] = []
    var row = String(line.prefix { $0 == " " })
    var isEmpty = true
    for word in line.split(separator: " ", omittingEmptySubsequences: false).drop(while: { $0.isEmpty }) {
      if !isEmpty, row.terminalWidth + 1 + word.terminalWidth >= columns {
        rows.append(row)
        (row, isEmpty) = (indent, true)
      }
      row += isEmpty ? String(word) : " " + word
      isEmpty = false
    }
    return rows + [row]
  }

  /// The column where the text of a line begins: after the name in a list `name  meaning`.
  private static func indentation(of line: String) -> Int {
    let blanks = line.prefix { $0 == " " }.count
    let words = line.dropFirst(blanks)
    guard let gap = words.firstRange(of: "  ") else { return blanks }
    let meaning = words[gap.upperBound...].drop { $0 == " " }
    return line.count - meaning.count
  }
}

extension Output {
  /// Prints text in rows that fit a terminal.
  package func paragraph(_ text: String) {
    for row in HelpLayout.fitted(text, columns: terminal?.columns()) { line(row) }
  }
}
