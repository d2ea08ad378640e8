import CLibedit
import Safety

/// Browsing and searching the history: Up, Down and Ctrl-R.
extension LineEditor {
  enum Direction { case older, newer }

  /// The state of browsing the entries that begin with the draft.
  struct Browsing {
    var draft: [Unicode.Scalar]
    /// The index of the entry shown; one after the last for the draft.
    var index: Int
    /// The line as set by browsing; an edited line is a new draft.
    var shown: [Unicode.Scalar]
  }

  func browse(_ direction: Direction) -> Answer {
    let line = line
    var state = Browsing(draft: line, index: history.entries.count, shown: line)
    if let browsing, browsing.shown == line { state = browsing }
    let prefix = state.draft.text
    let current = line.text
    switch direction {
    case .older:
      guard let index = history.older(than: state.index, prefix: prefix, current: current) else { return .beep }
      state.index = index
    case .newer:
      guard state.index < history.entries.count else { return .beep }
      state.index =
        history.newer(than: state.index, prefix: prefix, current: current) ?? history.entries.count
    }
    let isDraft = state.index == history.entries.count
    state.shown = isDraft ? state.draft : Array(history.entries[state.index].unicodeScalars)
    browsing = state
    replaceAll(with: state.shown)
    return .refresh
  }

  // MARK: Incremental search

  /// Ctrl-R: finds entries that contain what is typed. Ctrl-R and Ctrl-S find the next ones, Ctrl-G restores the draft,
  /// other keys accept the entry and have their usual effect.
  func search() -> Answer {
    let (ownPrompt, draft, ownCursor) = (prompt, line, cursor)
    var query = ""
    var index: Int?
    var failed = false
    var answer = Answer.nothing
    activity = .searching

    func show() {
      eraseLine()
      setPromptLine("(\(failed ? "failed " : "")search) `\(visibleLine(query))': ".unicodeScalars)
      found = 0..<0
      if let index {
        let entry = Array(history.entries[index].unicodeScalars)
        replaceAll(with: entry)
        if !query.isEmpty, let range = entry.firstRange(of: Array(query.unicodeScalars)) {
          found = range
          move(to: range.lowerBound)
        }
      }
      cl_redraw(editor)
    }
    func find(_ found: Int?) {
      failed = found == nil && !query.isEmpty
      index = found ?? index
    }

    show()
    keys: while true {
      guard let key = nextKey() else {
        answer = .endOfInput
        break
      }
      switch key {
      case "\u{12}":
        if query.isEmpty, let last = lastQuery {
          query = last
          find(history.match(query, atOrBefore: history.entries.count - 1))
        } else {
          find(query.isEmpty ? nil : history.match(query, atOrBefore: (index ?? history.entries.count) - 1))
        }
      case "\u{13}":
        find(query.isEmpty ? nil : history.match(query, atOrAfter: (index ?? history.entries.count) + 1))
      case "\u{08}", "\u{7F}":
        if query.isEmpty { break keys }
        query.unicodeScalars.removeLast()
        index = nil
        if query.isEmpty {
          failed = false
          replaceAll(with: draft)
        } else {
          find(history.match(query, atOrBefore: history.entries.count - 1))
        }
      case "\u{07}":
        index = nil
        replaceAll(with: draft)
        move(to: ownCursor)
        break keys
      case _ where key.value >= 0x20:
        query.unicodeScalars.append(key)
        find(history.match(query, atOrBefore: index ?? history.entries.count - 1))
      default:
        input.putBack(key)
        break keys
      }
      show()
    }
    activity = .editing
    if !query.isEmpty { lastQuery = query }
    if answer == .nothing {
      eraseLine()
      setPromptLine(ownPrompt)
      cl_redraw(editor)
    }
    return answer
  }
}
