import Safety

/// The completions shown below the line, of which the keys choose one.
struct CompletionMenu {
  let result: CompletionResult
  /// Nil until a key chooses one.
  private(set) var selected: Int?
  /// The first candidate shown.
  private var top = 0

  init(_ result: CompletionResult) { self.result = result }

  var choice: CompletionResult.Candidate? { selected.map { result.candidates[$0] } }

  /// Chooses another candidate; from the first back to the last, and on from the last to the first.
  mutating func move(by step: Int) {
    let count = result.candidates.count
    guard let selected else {
      selected = step > 0 ? 0 : count - 1
      return
    }
    self.selected = (selected + step + count) % count
  }

  /// The rows to draw: cut to the width, at most `limit` of them, with the chosen one among them.
  mutating func rows(columns: Int, limit: Int, isColored: Bool) -> [String] {
    let all = result.candidates
    // The last row says where in the list this is.
    let isWhole = all.count <= limit
    let count = isWhole ? all.count : max(limit - 1, 1)
    top = min(max(top, (selected ?? 0) - count + 1), selected ?? top, all.count - count)
    let nameWidth = min(all.map { ScreenLayout.width(visibleLine($0.name)) }.max() ?? 0, max(columns * 2 / 3, 8))
    let rows = (top..<top + count).map { index in
      row(all[index], nameWidth, room: columns - 3, isChosen: index == selected, isColored)
    }
    guard !isWhole, limit > 1 else { return rows }
    let place = ScreenLayout.cut(" \(top + 1) to \(top + count) of \(all.count)", to: columns - 1)
    return rows + [isColored ? Style.gray.on + place + Style.off : place]
  }

  private func row(
    _ candidate: CompletionResult.Candidate, _ nameWidth: Int, room: Int, isChosen: Bool, _ isColored: Bool
  ) -> String {
    let name = ScreenLayout.cut(visibleLine(candidate.name), to: min(nameWidth, room))
    let gap = String(repeating: " ", count: max(0, nameWidth - ScreenLayout.width(name)))
    var whole = "  " + visibleLine(candidate.description)
    if ScreenLayout.width(whole) > max(3, room - nameWidth) {
      // Columns within the meaning are given up before it is cut.
      whole = whole.split(separator: "  ").map { "  " + $0.drop { $0 == " " } }.joined()
    }
    let isCut = ScreenLayout.width(whole) > max(3, room - nameWidth)
    let meaning = ScreenLayout.cut(whole, to: max(3, room - nameWidth) - (isCut ? 1 : 0)) + (isCut ? "…" : "")
    let isBare = candidate.description.isEmpty || meaning.allSatisfy { $0 == " " }
    guard isColored else { return (isChosen ? ">" : " ") + name + (isBare ? "" : gap + meaning) }
    if isChosen { return Style.reverse.on + " " + name + gap + (isBare ? "" : meaning) + " " + Style.off }
    return " " + name + (isBare ? "" : gap + Style.gray.on + meaning + Style.off)
  }
}
