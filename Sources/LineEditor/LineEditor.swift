import CLibedit

/// A prompt with editing, history, completion, hints and colours, on libedit.
///
/// It belongs to the thread that made it: libedit keeps static buffers. All offsets into text are UTF-8 offsets.
/// Closures are called while a line is edited and have to be quick.
package final class LineEditor {
  package struct Configuration {
    /// Names the section of `~/.editrc` and the default history file's folder.
    package var program: String
    /// Where entries are kept between sessions; nil for nowhere.
    package var historyPath: String?
    package var historyLimit = 5_000
    /// Called once, when the history file cannot be read or written; the session goes on without it.
    package var historyFailed: (HistoryFailure) -> Void = { _ in }
    /// Whether return ends the entry; if not, it begins another row of it.
    package var isComplete: (String) -> Bool = { _ in true }
    /// What could stand at the cursor of a text.
    package var completions: ((_ text: String, _ cursor: Int) -> CompletionResult?)?
    /// What to show behind the end of a text, in grey.
    package var hint: ((String) -> String?)?
    /// The colours of a text; later ranges win.
    package var highlight: ((String) -> [StyledRange])?
    package var promptStyle: Style?
    /// Whether hints and colors are shown.
    package var isColored = environment("NO_COLOR") == nil

    /// The history is in `$XDG_STATE_HOME/<program>/history` unless another path is set afterwards.
    package init(program: String) {
      self.program = program
      historyPath = HistoryFile.defaultPath(program: program)
    }
  }

  package typealias Event = LineEvent

  /// What keys are read for; only a line that is edited gets a hint, and a list hides the line.
  enum Activity { case editing, searching, listing }

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

  // What keys remember from one press to the next.
  var browsing: Browsing?
  var listedText: [Unicode.Scalar]?
  var lastQuery: String?
  var activity = Activity.editing

  /// Nil if standard input or output is no terminal that lines can be edited on; see `PlainLineReader`.
  package init?(_ configuration: Configuration) {
    guard Self.terminalCanEdit else { return nil }
    Self.chooseCharacters()
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

  /// Reads one entry with `prompt` before it; appends it to the history.
  ///
  /// What was printed before should end with a newline. After `endOfInput` and `interrupted` the cursor is at the
  /// beginning of a row.
  package func readLine(prompt text: String) -> Event {
    cl_flush_output()
    setPrompt(text)
    outcome = nil
    browsing = nil
    listedText = nil
    drainSignals()
    Signals.clear()
    isReading = true
    cl_signals_enter_editing()
    // libedit does so after it has shown the prompt: a key in between would be echoed twice.
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

  /// Prints `text` as lines of its own; while a line is being edited, above the prompt.
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

  // MARK: Beginnings

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

  /// Only the kind of characters: anything more would change the decimal point.
  static func chooseCharacters() {
    Platform.chooseCharacters(of: "")
    if cl_bytes_per_character() == 1 { Platform.chooseCharacters(of: "C.UTF-8") }
  }

  private func setPrompt(_ text: String) {
    // libedit loses count at a newline: only the last line is its business.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines.dropLast() { write(line + "\r\n") }
    setPromptLine((lines.last ?? "").unicodeScalars.filter { $0.value >= 0x20 && $0 != "\u{7F}" })
  }

  func setPromptLine(_ scalars: some Collection<Unicode.Scalar>) {
    prompt = Array(scalars)
    var decorated = prompt
    if isColored, let style = configuration.promptStyle, prompt.count > 1 {
      // An escape belongs to the visible character behind it, so the last one stays without the style.
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
      // A terminal that is gone is noticed where its keys are read.
      try? Platform.write(UnsafeRawBufferPointer(bytes), to: Platform.standardOutput)
    }
  }

  var windowSize: (rows: Int, columns: Int) {
    Platform.windowSize ?? (24, 80)
  }

  var layout: ScreenLayout { ScreenLayout(prompt: prompt, line: line, columns: windowSize.columns) }

  /// Colours and hint, as the line is now.
  func paint() {
    guard isColored, activity != .listing, configuration.hint != nil || configuration.highlight != nil else { return }
    let size = windowSize
    guard size.columns >= 20 else { return }
    let painter = Painter(line: line, layout: layout, cursor: cursor)
    // libedit scrolls what is higher than the window; wide characters that wrap are not where they seem.
    guard painter.layout.end.row < size.rows, !painter.layout.wrapsWideCharacter else { return }
    let text = painter.line.text
    if let highlight = configuration.highlight { write(painter.colours(highlight(text))) }
    if activity == .editing, cursor == painter.line.count, let hint = configuration.hint?(text).flatMap(painter.hint) {
      write(hint)
      hintIsShown = true
    }
  }

  func eraseHint() {
    guard hintIsShown else { return }
    hintIsShown = false
    write("\u{1B}[K")
  }

  /// Clears prompt and line and stands where the prompt began.
  func eraseLine(afterResize: Bool = false) {
    eraseHint()
    let size = windowSize
    let layout = ScreenLayout(prompt: prompt, line: line, columns: size.columns, isRewrapped: afterResize)
    let rows = min(layout.places[cursor].row, size.rows - 1)
    write(Painter.move(rows: -rows) + "\r\u{1B}[J")
  }

  /// Stands behind the end of the line, which stays on the screen.
  func moveBehindLine() {
    eraseHint()
    let layout = layout
    let rows = min(layout.end.row - layout.places[cursor].row, windowSize.rows - 1)
    write(Painter.move(rows: rows) + "\u{1B}[\(layout.end.column + 1)G")
  }
}
