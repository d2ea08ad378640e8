import CLibedit
import Safety

/// A prompt with editing, history, completion, hints and colors, on libedit.
///
/// To be used only on the thread that created it: libedit has static buffers. All offsets into text are UTF-8 offsets.
/// Closures are called while a line is edited and must be fast.
package final class LineEditor {
  package struct Configuration {
    /// Names the section of `~/.editrc` and the default history file's folder.
    package var program: String
    /// The history file; nil for none.
    package var historyPath: String?
    package var historyLimit = 5_000
    /// Called once, when the history file cannot be read or written; the session continues without it.
    package var historyFailed: (HistoryFailure) -> Void = { _ in }
    /// Whether Return ends the entry rather than starting another row.
    package var isComplete: (String) -> Bool = { _ in true }
    /// The completions at the cursor.
    package var completions: ((_ text: String, _ cursor: Int) -> CompletionResult?)?
    /// The gray hint to show after a text, given the columns left for it.
    package var hint: ((_ text: String, _ room: Int) -> String?)?
    /// The colors of a text with the cursor at an offset; later ranges override earlier ones.
    package var highlight: ((_ text: String, _ cursor: Int) -> [StyledRange])?
    /// What a paste inserts, and a remark to show above the prompt.
    package var pasted: (String) -> (text: String, remark: String?) = { ($0, nil) }
    /// Whether the rest of the newest entry that begins with the line is suggested, in gray.
    package var suggests = true
    /// Whether Alt-e opens the line in the editor that $VISUAL or $EDITOR names.
    package var opensEditor = true
    package var promptStyle: Style?
    /// Whether hints and colors are shown.
    package var isColored = environment("NO_COLOR") == nil
    /// Whether Tab opens a menu below the line; otherwise it lists the completions, and nothing is drawn twice.
    package var showsMenu = true

    /// A configuration with the history in `$XDG_STATE_HOME/<program>/history`.
    package init(program: String) {
      self.program = program
      historyPath = HistoryFile.defaultPath(program: program)
    }
  }

  package typealias Event = LineEvent

  /// What keys are read for. Hints are shown only while editing; a list hides the line.
  enum Activity { case editing, searching, choosing, listing }

  let configuration: Configuration
  let editor: OpaquePointer
  var history: History
  private var historyFile: HistoryFile?

  // The line being read.
  var input = InputQueue()
  var outcome: Event?
  var prompt: [Unicode.Scalar] = []
  private var promptBuffer: UnsafeMutablePointer<wchar_t>
  private var isReading = false
  private var hintIsShown = false
  var isColored: Bool { configuration.isColored }

  // State of key functions between key presses.
  var browsing: Browsing?
  var listedText: [Unicode.Scalar]?
  var killed = KilledText()
  var edits = Edits()
  /// What is shown in gray after a line, and accepted by Right.
  var suggestion = Suggestion()
  /// Whether the entry was too high for the screen when it was last drawn, so that only some of its rows are shown.
  var showsPartOfEntry = false
  var lastQuery: String?
  /// The characters of the line that a search has found, by their indices.
  var found = 0..<0
  /// What is below the line while a completion is chosen.
  var menu: CompletionMenu?
  var activity = Activity.editing

  /// Nil if standard input or output is not a terminal that supports editing; see `PlainLineReader`.
  package init?(_ configuration: Configuration) {
    guard Self.terminalCanEdit else { return nil }
    Self.setCharacterLocale()
    Signals.install()
    cl_signals_save_terminal()
    guard let editor = cl_open(configuration.program, Self.terminalIsDescribed) else { return nil }
    self.editor = editor
    self.configuration = configuration
    promptBuffer = .allocate(capacity: 1)
    promptBuffer.pointee = 0
    history = History(limit: configuration.historyLimit)
    historyFile = configuration.historyPath.map { HistoryFile(path: $0, limit: configuration.historyLimit) }
    cl_set_client(editor, Unmanaged.passUnretained(self).toOpaque())
    cl_set_prompt(editor, { LineEditor.of($0).map { $0.promptBuffer } }, wchar_t(bitPattern: Self.escape.value))
    cl_set_read(editor) { editor, character in
      guard let self = LineEditor.of(editor), let scalar = self.readCharacter() else { return -1 }
      character?.pointee = wchar_t(bitPattern: scalar.value)
      return 1
    }
    bindKeys()
    withHistoryFile { file throws(HistoryFailure) in
      history = History(entries: try file.load(), limit: configuration.historyLimit)
    }
  }

  deinit {
    el_end(editor)
    promptBuffer.deallocate()
  }

  /// Shows `prompt`, reads one entry and adds it to the history.
  ///
  /// Earlier output should end with a newline. After `endOfInput` and `interrupted` the cursor is at the
  /// beginning of a row.
  package func readLine(prompt text: String) -> Event {
    cl_flush_output()
    setPrompt(text)
    outcome = nil
    browsing = nil
    listedText = nil
    suggestion = Suggestion()
    edits = Edits()
    showsPartOfEntry = false
    drainSignals()
    Signals.clear()
    isReading = true
    cl_signals_enter_editing()
    // libedit does this after showing the prompt: a key in between would be echoed twice.
    cl_set_raw(editor, true)
    write("\u{1B}[?2004h")
    var count: Int32 = 0
    let line = el_wgets(editor, &count)
    write("\u{1B}[?2004l")
    cl_signals_leave_editing()
    isReading = false
    let signal = cl_take_termination()
    if signal != 0 { outcome = .terminated(signal) }
    if case .terminated = outcome { cl_restore_terminal() }
    if let outcome { return outcome }
    guard let line, count > 0 else {
      write("\r\n")
      return .endOfInput
    }
    var entry = [Unicode.Scalar](wide: UnsafeBufferPointer(start: line, count: Int(count))).text
    if entry.unicodeScalars.last == "\n" { entry.unicodeScalars.removeLast() }
    remember(entry)
    return .line(entry)
  }

  /// Prints `text` on lines of its own; above the prompt while a line is being edited.
  package func printAbove(_ text: String) {
    guard isReading else {
      cl_flush_output()
      write(text + "\n")
      return
    }
    eraseLine()
    write(text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n") + "\r\n")
    cl_redraw(editor)
  }

  // MARK: Setup

  private static let escape: Unicode.Scalar = "\u{1}"

  static func of(_ editor: OpaquePointer?) -> LineEditor? {
    guard let client = cl_client(editor) else { return nil }
    return Unmanaged<LineEditor>.fromOpaque(client).takeUnretainedValue()
  }

  private static var terminalCanEdit: Bool {
    guard Platform.terminalIsStandard, let name = environment("TERM") else { return false }
    return name != "dumb" && name != "emacs"
  }

  private static var terminalIsDescribed: Bool { environment("TERM").map { cl_terminal_is_known($0) } ?? false }

  /// Sets only LC_CTYPE: more would change the decimal point.
  private static func setCharacterLocale() {
    Platform.setCharacterLocale("")
    if cl_bytes_per_character() == 1 { Platform.setCharacterLocale("C.UTF-8") }
  }

  private func setPrompt(_ text: String) {
    // libedit miscounts rows after a newline, so it gets only the last line.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines.dropLast() { write(visibleLine(String(line)) + "\r\n") }
    setPromptLine((lines.last ?? "").unicodeScalars.filter { !isHidden($0) })
  }

  func setPromptLine(_ scalars: some Collection<Unicode.Scalar>) {
    prompt = Array(scalars)
    var decorated = prompt
    if isColored, let style = configuration.promptStyle, prompt.count > 1 {
      // An escape belongs to the visible character after it, so the style ends before the last one.
      func bracketed(_ escape: String) -> [Unicode.Scalar] { [Self.escape] + escape.unicodeScalars + [Self.escape] }
      decorated = bracketed(style.on) + prompt.dropLast() + bracketed(Style.off) + prompt.suffix(1)
    }
    promptBuffer.deallocate()
    let wide = decorated.wideString
    promptBuffer = .allocate(capacity: wide.count)
    promptBuffer.initialize(from: wide, count: wide.count)
  }

  // MARK: History

  private func remember(_ entry: String) {
    guard history.add(entry) else { return }
    withHistoryFile { file throws(HistoryFailure) in try file.append(entry) }
  }

  private func withHistoryFile(_ use: (HistoryFile) throws(HistoryFailure) -> Void) {
    guard let file = historyFile else { return }
    do {
      try use(file)
    } catch {
      historyFile = nil
      configuration.historyFailed(error)
    }
  }

  // MARK: The screen

  func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      // A closed terminal is noticed when reading keys.
      try? Safety.Platform.write(UnsafeRawBufferPointer(bytes), to: Platform.standardOutput)
    }
  }

  var windowSize: (rows: Int, columns: Int) {
    Safety.Platform.windowSize ?? (24, 80)
  }

  var layout: ScreenLayout { ScreenLayout(prompt: prompt, line: line, columns: windowSize.columns) }

  /// Draws colors, suggestion and hint for the current line; of an entry too high for the screen the rows around the
  /// cursor.
  func paint() {
    suggestion = Suggestion()
    guard activity != .listing else { return }
    let size = windowSize
    let line = line
    let painter = Painter(
      line: line, layout: ScreenLayout(prompt: prompt, line: line, columns: size.columns), cursor: cursor)
    if painter.layout.end.row >= size.rows || showsPartOfEntry {
      return painter.layout.end.row >= size.rows ? showPart(painter, rows: size.rows) : showWhole()
    }
    guard isColored, size.columns >= 20 else { return }
    // The positions of wide characters that wrap are unreliable.
    guard !painter.layout.wrapsWideCharacter else { return }
    let text = painter.line.text
    let offsets = painter.line.utf8Offsets
    var colors = configuration.highlight?(text, offsets[cursor]) ?? []
    if activity == .searching, found.upperBound < offsets.count, !found.isEmpty {
      colors.append(StyledRange(offsets[found.lowerBound]..<offsets[found.upperBound], .reverse))
    }
    var painted = configuration.highlight != nil || activity == .searching ? painter.colors(colors) : ""
    defer { if !painted.isEmpty { write(painted) } }
    guard activity == .editing, cursor == painter.line.count else { return }
    if configuration.suggests {
      suggestion = Suggestion(line: painter.line, text: Array(history.suggestion(after: text).unicodeScalars))
    }
    if let hint = (suggestion.text.isEmpty ? configuration.hint?(text, painter.room) : suggestion.text.text).flatMap(
      painter.hint)
    {
      painted += hint
      hintIsShown = true
    } else {
      suggestion = Suggestion()
    }
  }

  private func showPart(_ painter: Painter, rows: Int) {
    showsPartOfEntry = true
    write(painter.part(prompt: prompt, rows: rows))
  }

  /// Draws an entry again that has become low enough for the screen.
  private func showWhole() {
    showsPartOfEntry = false
    write("\u{1B}[H\u{1B}[J")
    cl_redraw(editor)
    paint()
  }

  func eraseHint() {
    guard hintIsShown else { return }
    hintIsShown = false
    write("\u{1B}[K")
  }

  /// Clears prompt and line and moves to the start of the prompt.
  func eraseLine(afterResize: Bool = false) {
    eraseHint()
    let size = windowSize
    let layout = ScreenLayout(prompt: prompt, line: line, columns: size.columns, isRewrapped: afterResize)
    let rows = min(layout.positions[cursor].row, size.rows - 1)
    write(Painter.move(rows: -rows) + "\r\u{1B}[J")
  }

  /// Moves to the end of the line, which stays on the screen.
  func moveToLineEnd() {
    eraseHint()
    guard !showsPartOfEntry else {
      move(to: line.count)
      write("\u{1B}[H\u{1B}[J")
      return cl_redraw(editor)
    }
    let layout = layout
    let rows = min(layout.end.row - layout.positions[cursor].row, windowSize.rows - 1)
    write(Painter.move(rows: rows) + "\u{1B}[\(layout.end.column + 1)G")
  }
}
