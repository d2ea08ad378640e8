/// The lines of a source that show the output of a command.
struct ExpectedLines {
  /// Counted from 1; empty where the source shows no output, before the line of its lower bound.
  let lines: Range<Int>
  /// What stands before the output on each line: blanks, `#> `, `> `.
  let margin: String
}

extension ExpectedLines {
  /// The expected output, without margins and trailing blanks.
  func texts(in source: SourceText) -> [String] {
    lines.map { number in
      var line = source.line(number)[...]
      let bare = margin.prefix { $0 == " " }.count == margin.count
      if bare {
        line = line.dropFirst(min(margin.count, line.prefix { $0 == " " }.count))
      } else {
        line = line.drop { $0 == " " || $0 == "\t" }
        let mark = margin.drop { $0 == " " || $0 == "\t" }
        line = line.hasPrefix(mark) ? line.dropFirst(mark.count) : line.dropFirst(mark.count - 1)
      }
      while line.last?.isWhitespace == true { line.removeLast() }
      return String(line)
    }
  }
}
