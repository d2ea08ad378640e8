import Expressions

/// The most recent top-level commands, kept as ranges of their sources.
struct ExecutedCommands {
  /// How many there were, including those that have been dropped.
  private(set) var count = 0
  private var sources: [(text: SourceText, ranges: [SourceRange])] = []

  mutating func begin(_ source: SourceText) {
    if sources.count >= 2000 { sources.removeFirst(1000) }
    sources.append((source, []))
  }

  /// Begins a source unless it is the last one.
  mutating func resume(_ source: SourceText) {
    if sources.last?.text !== source { begin(source) }
  }

  /// Adds a command of the last source.
  mutating func add(_ range: SourceRange) {
    count &+= 1
    let last = sources.count - 1
    // Trimmed in large pieces: a script of a million lines must not pay for each.
    if sources[last].ranges.count >= 2000 { sources[last].ranges.removeFirst(1000) }
    sources[last].ranges.append(range)
  }

  /// At most 2000, as written.
  var latest: ArraySlice<String> {
    sources.flatMap { text, ranges in ranges.map { text.text($0.lower, $0.upper) } }.suffix(2000)
  }

  /// A command as written, on one line; nil if it has been dropped.
  func command(numbered number: Int) -> String? {
    var back = count - number
    for (text, ranges) in sources.reversed() {
      if back < ranges.count {
        let range = ranges[ranges.count - 1 - back]
        return text.text(range.lower, range.upper).split { $0.isWhitespace }.joined(separator: " ")
      }
      back -= ranges.count
    }
    return nil
  }
}
