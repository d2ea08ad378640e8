import CLibedit
import Safety

/// Completion with Tab.
extension LineEditor {
  func complete() -> Answer {
    let line = line
    let offsets = line.utf8Offsets
    guard let completions = configuration.completions,
      let result = completions(line.text, offsets[cursor]), !result.candidates.isEmpty,
      let start = offsets.firstIndex(of: result.range.lowerBound),
      let end = offsets.firstIndex(of: result.range.upperBound)
    else { return .beep }
    let old = line[start..<end].text
    if result.candidates.count == 1, let only = result.candidates.first {
      let isFollowed = end < line.count && line[end].properties.isWhitespace
      let new = only.name + (isFollowed ? "" : only.suffix)
      replace(start..<end, with: new.unicodeScalars)
      return .refresh
    }
    let prefix = result.commonPrefix
    if prefix != old, prefix.unicodeScalars.count >= old.unicodeScalars.count {
      replace(start..<end, with: prefix.unicodeScalars)
      return .refresh
    }
    // The list is on the screen already.
    if listedText == line { return .beep }
    listedText = line
    move(to: end)
    list(result.rows(columns: windowSize.columns))
    return .nothing
  }

  /// Shows rows below the line, page by page, and then the line again.
  private func list(_ rows: [String]) {
    moveToLineEnd()
    write("\r\n\u{1B}[J")
    let page = max(windowSize.rows - 2, 1)
    var shown = 0
    var budget = page
    while shown < rows.count {
      write(visibleLine(rows[shown]) + "\r\n")
      shown += 1
      budget -= 1
      guard budget == 0, shown < rows.count else { continue }
      let question = "-- \(rows.count - shown) more (space, return, q) --"
      write(ScreenLayout.cut(question, to: windowSize.columns - 1))
      activity = .listing
      let key = nextKey()
      activity = .editing
      // Ctrl-C has ended the line.
      guard outcome == nil else { return }
      write("\r\u{1B}[K")
      switch key {
      case " ", "\t": budget = page
      case "\r", "\n": budget = 1
      case "q", "Q", "\u{1B}", "\u{7F}", nil: shown = rows.count
      case .some(let other):
        // Any other key ends the list and is read as input.
        input.putBack(other)
        shown = rows.count
      }
    }
    cl_redraw(editor)
  }
}
