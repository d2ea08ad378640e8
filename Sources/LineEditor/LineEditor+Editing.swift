import CLibedit

/// Moving over and deleting what a reader sees as one character, accepting suggestions, killing and undoing.
extension LineEditor {
  // MARK: Characters

  /// The index after the character at the cursor: combining marks belong to the character before them.
  private var nextBoundary: Int {
    let rest = line[cursor...].text
    return cursor + (rest.first.map { $0.unicodeScalars.count } ?? 0)
  }

  private var previousBoundary: Int {
    let before = line[..<cursor].text
    return cursor - (before.last.map { $0.unicodeScalars.count } ?? 0)
  }

  func goLeft() -> Answer {
    guard cursor > 0 else { return .beep }
    move(to: previousBoundary)
    return .refresh
  }

  func goRight() -> Answer {
    if acceptSuggestion() { return .refresh }
    guard cursor < line.count else { return .beep }
    move(to: nextBoundary)
    return .refresh
  }

  func eraseCharacter() -> Answer {
    guard cursor > 0 else { return .beep }
    replace(previousBoundary..<cursor, with: EmptyCollection())
    return .refresh
  }

  func deleteCharacter() -> Answer {
    guard cursor < line.count else { return .beep }
    replace(cursor..<nextBoundary, with: EmptyCollection())
    return .refresh
  }

  // MARK: Suggestions

  /// The rest of the line that is suggested; empty if the line has changed since.
  private var suggested: [Unicode.Scalar] {
    cursor == line.count && suggestion.line == line ? suggestion.text : []
  }

  /// Inserts the suggestion, if one is shown.
  func acceptSuggestion() -> Bool {
    let text = suggested
    insert(text)
    return !text.isEmpty
  }

  /// At the end of the line a word of the suggestion is accepted.
  func goToNextWord() -> Answer {
    let text = suggested.isEmpty ? Array(line[cursor...]) : suggested
    guard !text.isEmpty else { return .beep }
    let start = text.firstIndex(where: \.isInWord) ?? text.count
    let end = text[start...].firstIndex { !$0.isInWord } ?? text.count
    guard !suggested.isEmpty else {
      move(to: cursor + end)
      return .refresh
    }
    insert(text[..<end])
    suggestion = Suggestion(line: line, text: Array(text[end...]))
    return .refresh
  }

  // MARK: Killing

  func killWordBefore() -> Answer {
    let before = line[..<cursor]
    let end = before.lastIndex { !$0.properties.isWhitespace }.map { $0 + 1 } ?? 0
    let start = before[..<end].lastIndex { $0.properties.isWhitespace }.map { $0 + 1 } ?? 0
    return kill(start..<cursor)
  }

  func killWordAfter() -> Answer {
    let rest = line[cursor...]
    let start = rest.firstIndex(where: \.isInWord) ?? line.count
    return kill(cursor..<(rest[start...].firstIndex { !$0.isInWord } ?? line.count))
  }

  func killRowBefore() -> Answer { kill(row(in: line, at: cursor).lowerBound..<cursor) }

  func killRowAfter() -> Answer {
    let end = row(in: line, at: cursor).upperBound
    // At the end of a row the next one is joined to it.
    return kill(cursor..<(end == cursor && end < line.count ? end + 1 : end))
  }

  /// Deletes a range, which Ctrl-Y inserts again; ranges killed one after the other are one text.
  private func kill(_ range: Range<Int>) -> Answer {
    guard !range.isEmpty else { return .beep }
    let text = line[range]
    let follows = killed.line == line && killed.cursor == cursor
    if !follows { killed.text = [] }
    killed.text = range.upperBound == cursor ? text + killed.text : killed.text + text
    replace(range, with: EmptyCollection())
    (killed.line, killed.cursor) = (line, cursor)
    return .refresh
  }

  func yank() -> Answer {
    guard !killed.text.isEmpty else { return .beep }
    insert(killed.text)
    return .refresh
  }

  // MARK: Undo

  func undoEdit() -> Answer {
    guard let (line, cursor) = edits.undo(line) else { return .beep }
    replaceAll(with: line)
    move(to: cursor)
    return .refresh
  }

  // MARK: The user's own editor

  /// Opens the line in $VISUAL or $EDITOR.
  func editOutside() -> Answer {
    guard configuration.opensEditor else { return .beep }
    moveToLineEnd()
    write("\r\n")
    cl_set_raw(editor, false)
    let edited = Platform.edited(line.text)
    cl_set_raw(editor, true)
    if let edited { replaceAll(with: edited.unicodeScalars.filter { $0 != "\r" }) }
    write("\r\u{1B}[J")
    cl_redraw(editor)
    return .nothing
  }

  /// A text as changed in $VISUAL or $EDITOR; nil if there is none or it failed.
  package static func edited(_ text: String) -> String? { Platform.edited(text) }
}

/// The rest of an earlier entry that begins with a line.
struct Suggestion {
  var line: [Unicode.Scalar] = []
  var text: [Unicode.Scalar] = []
}

/// The text that the last kills deleted, and the line and cursor after the last of them.
struct KilledText {
  var text: [Unicode.Scalar] = []
  var line: [Unicode.Scalar] = []
  var cursor = 0
}

/// The earlier states of the line being edited, for Ctrl-_.
struct Edits {
  private var states: [(line: [Unicode.Scalar], cursor: Int)] = []
  private static let limit = 200

  /// Notes the line before a key; characters typed one after the other are one edit up to a blank.
  mutating func note(_ line: [Unicode.Scalar], _ cursor: Int) {
    guard let last = states.last, last.line != line else {
      if states.isEmpty { states.append((line, cursor)) } else { states[states.count - 1].cursor = cursor }
      return
    }
    let isTyped = line.count == last.line.count + 1 && line.dropLast() == last.line[...] && line.last != " "
    if isTyped, states.count > 1 {
      states[states.count - 1] = (line, cursor)
    } else {
      states.append((line, cursor))
    }
    if states.count > Edits.limit { states.removeFirst(Edits.limit / 4) }
  }

  /// The state before the last edit.
  mutating func undo(_ line: [Unicode.Scalar]) -> (line: [Unicode.Scalar], cursor: Int)? {
    while let last = states.last, last.line == line { states.removeLast() }
    return states.last
  }
}

extension Unicode.Scalar {
  fileprivate var isInWord: Bool {
    properties.isAlphabetic || properties.numericType != nil || "_-.".unicodeScalars.contains(self)
  }
}
