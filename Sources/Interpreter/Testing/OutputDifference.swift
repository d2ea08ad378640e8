/// How printed lines differ from the expected ones.
package struct OutputDifference {
  private enum Edit {
    /// A pattern and the lines it stands for.
    case kept(OutputPattern, [String])
    case missing(OutputPattern)
    case added(String)

    var isKept: Bool { if case .kept = self { true } else { false } }
  }

  private let edits: [Edit]

  /// nil if the lines are the expected ones.
  init?(expected: [String], printed: [String]) {
    self.init(patterns: expected.map { OutputPattern($0) }, printed: printed)
  }

  /// How one text differs from another; nil if they are equal.
  package init?(from old: [String], to new: [String]) {
    self.init(patterns: old.map(OutputPattern.init(literal:)), printed: new)
  }

  private init?(patterns: [OutputPattern], printed: [String]) {
    let same = zip(patterns, printed).prefix { !$0.isAnyLines && $0.matches($1) }.count
    let start = zip(patterns, printed).prefix(same).map { Edit.kept($0, [$1]) }
    let aligned = start + OutputDifference.align(Array(patterns[same...]), Array(printed[same...]))
    if aligned.allSatisfy(\.isKept) { return nil }
    edits = OutputDifference.paired(OutputDifference.paired(aligned, fromEnd: false), fromEnd: true)
  }

  /// Where a line is missing beside a pattern for any lines, one of these is probably what is printed instead: the next
  /// one, if it begins with the same word.
  ///
  /// - Parameter fromEnd: whether the pattern is before the missing lines, and not after them.
  private static func paired(_ edits: [Edit], fromEnd: Bool) -> [Edit] {
    var rest = fromEnd ? edits.reversed() : edits
    var result: [Edit] = []
    func word(_ text: String) -> Substring { text.prefix { $0 != " " } }
    while !rest.isEmpty {
      let missing = rest.prefix { if case .missing = $0 { true } else { false } }
      rest.removeFirst(missing.count)
      guard !missing.isEmpty, case .kept(let pattern, var lines)? = rest.first, pattern.isAnyLines else {
        result += missing
        if !rest.isEmpty { result.append(rest.removeFirst()) }
        continue
      }
      for edit in missing {
        result.append(edit)
        guard case .missing(let expected) = edit, let line = fromEnd ? lines.last : lines.first,
          word(line) == word(expected.text)
        else { continue }
        result.append(.added(line))
        if fromEnd { lines.removeLast() } else { lines.removeFirst() }
      }
      rest[0] = .kept(pattern, lines)
      result.append(rest.removeFirst())
    }
    guard fromEnd else { return result }
    // What is missing comes before what is printed instead.
    var ordered = Array(result.reversed())
    for index in ordered.indices.dropFirst() {
      if case .missing = ordered[index], case .added = ordered[index - 1] { ordered.swapAt(index, index - 1) }
    }
    return ordered
  }

  /// The fewest changes that lead from the patterns to the lines: as many patterns as possible are kept.
  private static func align(_ patterns: [OutputPattern], _ lines: [String]) -> [Edit] {
    let (rows, columns) = (patterns.count, lines.count)
    guard rows * columns <= 4_000_000 else { return patterns.map(Edit.missing) + lines.map(Edit.added) }
    // costs[row][column]: changes needed from there to the end. A pattern for any lines matches none, or one and stays.
    var costs = [[Int]](repeating: [Int](repeating: 0, count: columns + 1), count: rows + 1)
    var matches = [[Bool]](repeating: [Bool](repeating: false, count: columns), count: rows)
    for row in stride(from: rows, through: 0, by: -1) {
      for column in stride(from: columns, through: 0, by: -1) {
        if row == rows {
          costs[row][column] = columns - column
        } else if patterns[row].isAnyLines {
          let stays = column < columns ? costs[row][column + 1] : Int.max
          costs[row][column] = min(costs[row + 1][column], stays)
        } else {
          var best = 1 + costs[row + 1][column]
          if column < columns {
            matches[row][column] = patterns[row].matches(lines[column])
            best = min(best, 1 + costs[row][column + 1])
            if matches[row][column] { best = min(best, costs[row + 1][column + 1]) }
          }
          costs[row][column] = best
        }
      }
    }
    var edits: [Edit] = []
    var (row, column) = (0, 0)
    while row < rows || column < columns {
      if row == rows {
        edits.append(.added(lines[column]))
        column += 1
      } else if patterns[row].isAnyLines {
        var taken: [String] = []
        while costs[row + 1][column] > costs[row][column] {
          taken.append(lines[column])
          column += 1
        }
        edits.append(.kept(patterns[row], taken))
        row += 1
      } else if column < columns, matches[row][column], costs[row][column] == costs[row + 1][column + 1] {
        edits.append(.kept(patterns[row], [lines[column]]))
        row += 1
        column += 1
      } else if costs[row][column] == 1 + costs[row + 1][column] {
        edits.append(.missing(patterns[row]))
        row += 1
      } else {
        edits.append(.added(lines[column]))
        column += 1
      }
    }
    return edits
  }

  /// The index of the first expected line that differs: the number of expected lines if more is printed.
  var firstLine: Int {
    edits.prefix(while: \.isKept).count
  }

  /// The printed line at the first difference; nil if nothing more is printed.
  var firstPrinted: String? {
    guard let start = edits.firstIndex(where: { !$0.isKept }) else { return nil }
    for edit in edits[start...] {
      switch edit {
      case .added(let line): return line
      case .kept(_, let lines): if let line = lines.first { return line }
      case .missing: continue
      }
    }
    return nil
  }

  /// The expected output brought up to date: what still matches is kept as written.
  var updated: [String] {
    edits.compactMap { edit in
      switch edit {
      case .kept(let pattern, _): pattern.text
      case .added(let line): line
      case .missing: nil
      }
    }
  }

  /// A unified diff with up to three lines of context.
  ///
  /// - Parameter start: the number of the first expected line in its file.
  package func unified(from start: Int) -> [String] {
    let context = 3
    var lines: [(text: String, isChange: Bool)] = []
    for edit in edits {
      switch edit {
      case .kept(let pattern, _): lines.append((" \(pattern.text)", false))
      case .missing(let pattern): lines.append(("-\(pattern.text)", true))
      case .added(let line): lines.append(("+\(line)", true))
      }
    }
    let changes = lines.indices.filter { lines[$0].isChange }
    var hunks: [ClosedRange<Int>] = []
    for change in changes {
      let (lower, upper) = (max(0, change - context), min(lines.count - 1, change + context))
      if let last = hunks.last, lower <= last.upperBound + 1 {
        hunks[hunks.count - 1] = last.lowerBound...upper
      } else {
        hunks.append(lower...upper)
      }
    }
    var text: [String] = []
    for hunk in hunks {
      func count(_ range: some Sequence<Int>, without mark: Character) -> Int {
        range.count { lines[$0].text.first != mark }
      }
      let (old, new) = (count(0..<hunk.lowerBound, without: "+"), count(0..<hunk.lowerBound, without: "-"))
      let (oldCount, newCount) = (count(hunk, without: "+"), count(hunk, without: "-"))
      let oldStart = start + old - (oldCount == 0 ? 1 : 0)
      let newStart = start + new - (newCount == 0 ? 1 : 0)
      text.append("@@ -\(oldStart),\(oldCount) +\(newStart),\(newCount) @@")
      text += hunk.map { lines[$0].text }
    }
    return text
  }
}
