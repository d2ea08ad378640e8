import CLibedit

/// Key functions that libedit does not have, or not as needed.
extension LineEditor {
  /// The return value of a key function.
  enum Answer: UInt8 {
    case nothing = 0  // CC_NORM
    case endOfInput = 2  // CC_EOF
    case refresh = 4  // CC_REFRESH
    case beep = 6  // CC_ERROR
  }

  private typealias Function = @convention(c) (OpaquePointer?, wint_t) -> UInt8

  private static func perform(_ editor: OpaquePointer?, _ action: (LineEditor) -> Answer) -> UInt8 {
    (of(editor).map(action) ?? .beep).rawValue
  }

  private static let functions: [(name: String, function: Function)] = [
    ("line-accept", { editor, _ in perform(editor) { $0.accept() } }),
    ("line-newline", { editor, _ in perform(editor) { $0.insertNewline() } }),
    ("line-up", { editor, _ in perform(editor) { $0.goUp() } }),
    ("line-down", { editor, _ in perform(editor) { $0.goDown() } }),
    ("line-start", { editor, _ in perform(editor) { $0.goToStartOfRow() } }),
    ("line-end", { editor, _ in perform(editor) { $0.goToEndOfRow() } }),
    ("line-delete-or-end", { editor, _ in perform(editor) { $0.deleteOrEnd() } }),
    ("line-complete", { editor, _ in perform(editor) { $0.complete() } }),
    ("line-search", { editor, _ in perform(editor) { $0.search() } }),
    ("line-paste", { editor, _ in perform(editor) { $0.paste() } }),
    ("line-left", { editor, _ in perform(editor) { $0.goLeft() } }),
    ("line-right", { editor, _ in perform(editor) { $0.goRight() } }),
    ("line-next-word", { editor, _ in perform(editor) { $0.goToNextWord() } }),
    ("line-erase", { editor, _ in perform(editor) { $0.eraseCharacter() } }),
    ("line-delete", { editor, _ in perform(editor) { $0.deleteCharacter() } }),
    ("line-close-brace", { editor, _ in perform(editor) { $0.closeBrace() } }),
    ("line-kill-word-before", { editor, _ in perform(editor) { $0.killWordBefore() } }),
    ("line-kill-word-after", { editor, _ in perform(editor) { $0.killWordAfter() } }),
    ("line-kill-row-before", { editor, _ in perform(editor) { $0.killRowBefore() } }),
    ("line-kill-row-after", { editor, _ in perform(editor) { $0.killRowAfter() } }),
    ("line-yank", { editor, _ in perform(editor) { $0.yank() } }),
    ("line-undo", { editor, _ in perform(editor) { $0.undoEdit() } }),
    ("line-edit", { editor, _ in perform(editor) { $0.editOutside() } }),
  ]

  private static let keys: [(key: Key, function: String)] = [
    (.up, "line-up"), (.down, "line-down"), (.right, "line-right"), (.left, "line-left"),
    (.home, "line-start"), (.end, "line-end"), (.delete, "line-delete"),
    (.newline, "line-newline"), (.paste, "line-paste"), (.finish, "ed-newline"),
  ]

  private static let characters: [(key: String, function: String)] = [
    ("\r", "line-accept"), ("\n", "line-accept"), ("^R", "line-search"), ("^D", "line-delete-or-end"),
  ]

  private static let emacsBindings: [(key: String, function: String)] = [
    (Key.nextWord.rawValue, "line-next-word"), (Key.previousWord.rawValue, "ed-prev-word"),
    (Key.deleteWord.rawValue, "line-kill-word-after"), ("^[\n", "line-newline"),
    ("^A", "line-start"), ("^E", "line-end"), ("^P", "line-up"), ("^N", "line-down"),
    ("^B", "line-left"), ("^F", "line-right"), ("^H", "line-erase"), ("^?", "line-erase"), ("}", "line-close-brace"),
    ("^[p", "line-up"), ("^[n", "line-down"), ("^[^H", "line-kill-word-before"), ("^[^?", "line-kill-word-before"),
    ("^W", "line-kill-word-before"), ("^U", "line-kill-row-before"), ("^K", "line-kill-row-after"),
    ("^Y", "line-yank"), ("^_", "line-undo"), (Key.edit.rawValue, "line-edit"),
  ]

  private static let viCommandBindings: [(key: String, function: String)] = [
    ("k", "line-up"), ("j", "line-down"), ("/", "line-search"),
  ]

  func bindKeys() {
    for (name, function) in Self.functions { cl_add_function(editor, name, function) }
    // Sequences that the user has bound must reach libedit.
    input.passesUnknownSequences = el_source(editor, nil) == 0
    let isVi = cl_is_vi(editor)
    input.usesSingleCharacters = isVi
    for alternate in isVi ? [false, true] : [false] {
      for (key, function) in Self.keys {
        cl_bind(editor, alternate, key.characters(single: isVi).text, function)
      }
      for (key, function) in Self.characters { cl_bind(editor, alternate, key, function) }
    }
    cl_bind(editor, false, "^I", "line-complete")
    // In vi mode it would make every escape wait for another key.
    if !isVi { cl_bind(editor, false, Key.backTab.rawValue, "line-complete") }
    for (key, function) in isVi ? Self.viCommandBindings : Self.emacsBindings { cl_bind(editor, isVi, key, function) }
  }

  // MARK: Return

  private func accept() -> Answer {
    guard configuration.isComplete(line.text) else { return insertNewline(indented: true) }
    if showsPartOfEntry { moveToLineEnd() }
    // Through libedit's own function, which moves below the line and adds its newline.
    el_wpush(editor, Key.finish.characters(single: input.usesSingleCharacters).wideString)
    return .nothing
  }

  private func insertNewline(indented: Bool = false) -> Answer {
    let before = line[..<cursor]
    let depth = indented ? max(1, before.count { $0 == "{" } - before.count { $0 == "}" }) : 0
    insert(("\n" + String(repeating: "  ", count: depth)).unicodeScalars)
    return .refresh
  }

  /// A brace that closes a block is indented as the line that opens it.
  private func closeBrace() -> Answer {
    let blanks = line[row(in: line, at: cursor).lowerBound..<cursor]
    if blanks.count >= 2, blanks.allSatisfy({ $0 == " " }) { replace(cursor - 2..<cursor, with: EmptyCollection()) }
    insert(CollectionOfOne("}"))
    return .refresh
  }

  private func deleteOrEnd() -> Answer { line.isEmpty ? .endOfInput : deleteCharacter() }

  // MARK: Paste

  private func paste() -> Answer {
    while outcome == nil {
      guard let pasted = input.takePaste() else {
        _ = waitForInput(milliseconds: -1)
        continue
      }
      var scalars = pasted.replacingNewlines.filter { $0 == "\n" || $0 == "\t" || $0.value >= 0x20 && $0 != "\u{7F}" }
      // After pasting whole lines the cursor should be on the last of them, not below.
      if cursor == line.count { while scalars.last == "\n" { scalars.removeLast() } }
      let (text, remark) = configuration.pasted(scalars.text)
      if let remark { printAbove(remark) }
      insert(text.unicodeScalars)
      return .refresh
    }
    // The next read of a key ends the line.
    return .nothing
  }

  // MARK: Rows of an entry

  /// The range of the cursor's row, without the newline.
  func row(in line: [Unicode.Scalar], at cursor: Int) -> Range<Int> {
    let start = line[..<cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    return start..<(line[cursor...].firstIndex(of: "\n") ?? line.count)
  }

  private func goToStartOfRow() -> Answer {
    move(to: row(in: line, at: cursor).lowerBound)
    return .refresh
  }

  private func goToEndOfRow() -> Answer {
    if acceptSuggestion() { return .refresh }
    move(to: row(in: line, at: cursor).upperBound)
    return .refresh
  }

  private func goUp() -> Answer {
    let line = line
    let row = row(in: line, at: cursor)
    guard row.lowerBound > 0 else { return browse(.older) }
    let above = self.row(in: line, at: row.lowerBound - 1)
    move(to: min(above.lowerBound + cursor - row.lowerBound, above.upperBound))
    return .refresh
  }

  private func goDown() -> Answer {
    let line = line
    let row = row(in: line, at: cursor)
    guard row.upperBound < line.count else { return browse(.newer) }
    let below = self.row(in: line, at: row.upperBound + 1)
    move(to: min(below.lowerBound + cursor - row.lowerBound, below.upperBound))
    return .refresh
  }
}

extension String {
  /// The characters, with each kind of line break replaced by a newline.
  fileprivate var replacingNewlines: [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var previous: Unicode.Scalar?
    for scalar in unicodeScalars {
      if scalar == "\r" || scalar == "\n" && previous != "\r" {
        result.append("\n")
      } else if scalar != "\n" {
        result.append(scalar)
      }
      previous = scalar
    }
    return result
  }
}
