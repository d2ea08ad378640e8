import CLibedit
import Safety

/// Completion with Tab.
extension LineEditor {
  func complete() -> Answer {
    guard let (result, range) = completionsAtCursor() else { return .beep }
    let line = line
    let old = line[range].text
    if result.candidates.count == 1, let only = result.candidates.first {
      insert(only, in: range)
      return .refresh
    }
    let prefix = result.commonPrefix
    if prefix != old, prefix.unicodeScalars.count >= old.unicodeScalars.count {
      replace(range, with: prefix.unicodeScalars)
      return .refresh
    }
    if configuration.showsMenu, menuRoom > 1 {
      menu = CompletionMenu(result)
      return chooseFromMenu()
    }
    // The list is on the screen already.
    if listedText == line { return .beep }
    listedText = line
    move(to: range.upperBound)
    list(result.rows(columns: windowSize.columns))
    return .nothing
  }

  /// What may be at the cursor, and the characters it replaces; nil for nothing.
  private func completionsAtCursor() -> (CompletionResult, Range<Int>)? {
    let line = line
    let offsets = line.utf8Offsets
    guard let completions = configuration.completions,
      let result = completions(line.text, offsets[cursor]), !result.candidates.isEmpty,
      let start = offsets.firstIndex(of: result.range.lowerBound),
      let end = offsets.firstIndex(of: result.range.upperBound)
    else { return nil }
    return (result, start..<end)
  }

  /// Inserts a candidate whole, with a blank after it if none follows.
  private func insert(_ candidate: CompletionResult.Candidate, in range: Range<Int>) {
    let line = line
    let isFollowed = range.upperBound < line.count && line[range.upperBound].properties.isWhitespace
    replace(range, with: (candidate.name + (isFollowed ? "" : candidate.suffix)).unicodeScalars)
  }

  // MARK: The menu

  /// The number of rows that a menu may take: half the screen, where the line leaves as many.
  private var menuRoom: Int {
    let size = windowSize
    guard !showsPartOfEntry, size.columns >= 20 else { return 0 }
    return min(size.rows - 1 - layout.end.row, max(size.rows / 2, 6))
  }

  /// Reads keys while the menu is open: Tab and the arrows choose, Return takes, Escape leaves, characters filter.
  private func chooseFromMenu() -> Answer {
    activity = .choosing
    defer { activity = .editing }
    drawMenu()
    while let key = nextKey() {
      switch ([key] + input.restOfKey).text {
      case "\t" where menu?.result.candidates.count == 1:
        menu?.move(by: 1)
        if takeChoice() { return .refresh }
      case "\t", Key.down.rawValue, "\u{0E}": moveInMenu(by: 1)
      case Key.up.rawValue, Key.backTab.rawValue, "\u{10}": moveInMenu(by: -1)
      case "\r" where takeChoice(), "\n" where takeChoice(), " " where takeChoice(): return .refresh
      case "\u{1B}" where input.isEmpty:
        closeMenu()
        return .refresh
      case "\u{7F}", "\u{08}":
        guard filterMenu({ _ = eraseCharacter() }) else { return .refresh }
      case _ where key.value >= 0x20:
        guard filterMenu({ insert(CollectionOfOne(key)) }) else { return .refresh }
      default:
        // Any other key closes the menu and has its usual effect.
        closeMenu()
        input.putBack(key)
        return .refresh
      }
    }
    // Ctrl-C has ended the line.
    return .nothing
  }

  private func moveInMenu(by step: Int) {
    input.takeRestOfKey()
    menu?.move(by: step)
    drawMenu()
  }

  private func takeChoice() -> Bool {
    guard let choice = menu?.choice, let (_, range) = completionsAtCursor() else { return false }
    closeMenu()
    insert(choice, in: range)
    return true
  }

  /// Changes the line and shows the candidates for it; false if there are none, or the only one is there already.
  private func filterMenu(_ change: () -> Void) -> Bool {
    eraseLine()
    menu = nil
    change()
    cl_redraw(editor)
    guard let (result, range) = completionsAtCursor(), menuRoom > 1,
      result.candidates.count > 1 || result.candidates.first?.name != line[range].text
    else { return false }
    menu = CompletionMenu(result)
    drawMenu()
    return true
  }

  private func closeMenu() {
    eraseMenu()
    menu = nil
  }

  /// Draws the menu below the line and moves back to the cursor.
  func drawMenu() {
    guard menu != nil else { return }
    let size = windowSize
    let rows = menu?.rows(columns: size.columns, limit: max(menuRoom, 1), isColored: isColored) ?? []
    let layout = layout
    let (end, cursor) = (layout.end, layout.positions[cursor])
    // New lines scroll where the screen ends; the way back counts rows.
    write(
      Painter.move(rows: end.row - cursor.row) + rows.map { "\r\n" + $0 + "\u{1B}[K" }.joined() + "\u{1B}[J"
        + Painter.move(rows: cursor.row - end.row - rows.count) + "\u{1B}[\(cursor.column + 1)G")
  }

  func eraseMenu() {
    guard menu != nil else { return }
    let layout = layout
    let (end, cursor) = (layout.end, layout.positions[cursor])
    // From the row below the line, so that nothing of the line is erased.
    write(
      Painter.move(rows: end.row - cursor.row) + "\r\n\u{1B}[J" + Painter.move(rows: cursor.row - end.row - 1)
        + "\u{1B}[\(cursor.column + 1)G")
  }

  // MARK: The list

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
