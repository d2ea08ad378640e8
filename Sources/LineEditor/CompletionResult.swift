/// The completions at the cursor.
package struct CompletionResult: Equatable, Sendable {
  package struct Candidate: Equatable, Sendable {
    package var name: String
    package var description: String
    /// Appended to the name if it is the only candidate: a blank, or nothing after a folder.
    package var suffix: String

    package init(_ name: String, description: String = "", suffix: String = " ") {
      self.name = name
      self.description = description
      self.suffix = suffix
    }
  }

  /// The part of the text that a candidate replaces, in UTF-8 offsets.
  package var range: Range<Int>
  package var candidates: [Candidate]

  package init(range: Range<Int>, candidates: [Candidate]) {
    self.range = range
    self.candidates = candidates
  }

  /// The longest common prefix of all names.
  var commonPrefix: String {
    guard let first = candidates.first else { return "" }
    return candidates.dropFirst().reduce(first.name) { prefix, candidate in
      let common = zip(prefix, candidate.name).prefix { $0 == $1 }
      return String(common.map(\.0))
    }
  }

  /// Rows of at most `columns` columns: `name  description`, or names side by side if none has a description.
  func rows(columns: Int) -> [String] {
    let widest = candidates.map { ScreenLayout.width($0.name) }.max() ?? 0
    // Keep the last column free, where some terminals wrap.
    let room = max(columns - 1, 1)
    guard candidates.allSatisfy(\.description.isEmpty) else {
      let nameColumns = min(widest, room * 2 / 3)
      return candidates.map { candidate in
        guard !candidate.description.isEmpty else { return ScreenLayout.cut(candidate.name, to: room) }
        let gap = max(nameColumns - ScreenLayout.width(candidate.name), 0) + 2
        return ScreenLayout.cut(
          candidate.name + String(repeating: " ", count: gap) + candidate.description, to: room)
      }
    }
    let perRow = max((room + 2) / (widest + 2), 1)
    let rowCount = (candidates.count + perRow - 1) / perRow
    return (0..<rowCount).map { row in
      let names = stride(from: row, to: candidates.count, by: rowCount).map { candidates[$0].name }
      let padded = names.dropLast().map {
        $0 + String(repeating: " ", count: widest - ScreenLayout.width($0) + 2)
      }
      return ScreenLayout.cut(padded.joined() + (names.last ?? ""), to: room)
    }
  }
}
