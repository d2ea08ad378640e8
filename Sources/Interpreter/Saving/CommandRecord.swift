import Expressions
import Safety

extension Interpreter {
  /// Before a command that may be recorded.
  func beginRecord() {
    output.copy = recording == nil ? nil : ""
    if recording != nil { replay = Replay() }
  }

  /// After the command: appends it, with its output and the message of its failure.
  ///
  /// - Throws: `Diagnostic` if it cannot be written.
  func record(_ statement: borrowing Statement, of text: SourceText, _ failed: [Diagnostic] = []) throws {
    guard let copy = output.copy, recording != nil else { return }
    output.copy = nil
    if replay.isLeftOut { return }
    let range = statement.range
    if replay.command != nil, statement.runsOthers {
      replay.obstacle = "another run would not stop its training at the same epoch"
    }
    if let obstacle = replay.obstacle {
      try append(at: range) { $0.ending() }
      recording = nil
      return output.report("# the recording has ended before this command: \(obstacle)")
    }
    let typed = text.text(range.lower, range.upper)
    let command = replay.command ?? fullText(typed, from: range.lower)
    let message = failed.map { recorded($0, range, typed, as: command) }.joined()
    try append(at: range) { $0.lines(of: command, output: copy, message: failed.isEmpty ? nil : message) }
  }

  /// After an interrupt: the command is recorded if another run can do the same.
  func recordInterrupted(_ statement: borrowing Statement, of text: SourceText, hasChanged: Bool) throws {
    if replay.command == nil {
      guard hasChanged else {
        output.copy = nil
        return
      }
      replay.obstacle = "another run would not be interrupted at the same place"
    }
    try record(statement, of: text)
  }

  func recordComment(_ source: SourceText) throws {
    guard recording != nil else { return }
    let text = source.text(0, source.bytes.count)
    guard text.hasPrefix("#"), !text.contains("\n") else { return }
    try append(at: SourceRange(0, source.bytes.count)) { $0.lines(ofComment: text) }
  }

  /// Ends a recording, if there is one.
  ///
  /// - Throws: `Diagnostic` if its end cannot be written.
  package func endRecording() throws {
    defer { recording = nil }
    try append(at: SourceRange(0, 0)) { $0.ending() }
  }

  private func append(at range: SourceRange, _ lines: (inout Recording) -> String) throws {
    guard var recording else { return }
    let added = lines(&recording)
    self.recording = recording
    guard !added.isEmpty else { return }
    do throws(FileError) {
      try files.append(added, to: recording.path, extensions: Recording.extensions)
    } catch {
      self.recording = nil
      let fault = Fault(
        "the recording has ended: cannot write \(recording.name): \(error.reason)", at: range, help: error.help,
        kind: .file)
      throw Diagnostic(fault, in: source)
    }
  }

  /// A command as a script has it: names of commands in full, names of files as seen from the recording.
  private func fullText(_ typed: String, from offset: Int) -> String {
    var full = replay
    let log = Parser(commands, abbreviations: true).log(of: SourceText(name: "<recorded>", typed))
    for (range, name) in log.abbreviations {
      full.replace(SourceRange(offset + range.lower, offset + range.upper), by: name)
    }
    return full.text(typed, from: offset)
  }

  /// The message of a command as the prompt shows it if it is typed as it is recorded.
  private func recorded(_ failed: Diagnostic, _ range: SourceRange, _ typed: String, as command: String) -> String {
    var failed = failed
    // It names a path, which is another one where the recording is replayed.
    if failed.fault.kind == .file { failed.fault.message = "…" }
    guard failed.source.isPrompt, let place = failed.fault.range else { return failed.rendered() }
    failed.source = SourceText(name: failed.source.name, command)
    if command == typed, place.lower >= range.lower, place.upper <= range.upper {
      failed.fault.range = SourceRange(place.lower - range.lower, place.upper - range.lower)
      return failed.rendered()
    }
    failed.fault.range = nil
    if command != typed, let name = typed.split(separator: " ").first, !command.hasPrefix("\(name) ") {
      failed.fault.message.replace("\(name) ", with: "\(command.prefix { $0 != " " }) ")
      failed.fault.help?.replace("\(name) ", with: "\(command.prefix { $0 != " " }) ")
    }
    return failed.rendered(terminalColumns: 80)
  }
}

// MARK: Files and states

extension Interpreter {
  /// The path of a file that a command names.
  func path(_ file: Located<String>) -> String {
    if source.isPrompt, let recording {
      let name = recording.pathForReplay(of: inHome(file.value), in: Platform.currentFolder)
      if name != file.value { replay.replace(file.range, by: quotedFile(name)) }
    }
    return path(file.value)
  }

  private func quotedFile(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { isLetter($0) || isDigit($0) || "_./-".utf8.contains($0) }
    return isPlain ? name : Expression(.text([.plain(name)])).description
  }

  /// Throws if a recording has no command for going to this state, which is from before it began.
  ///
  /// - Returns: the number of the state when the recording is replayed.
  func recordable(state: Int, at range: SourceRange) throws(Fault) -> Int {
    guard let recording else { return state }
    let now = history.now
    let isEarlier =
      state < recording.firstState
      || state > now
        && (now + 1...state).contains { history.command(to: $0).map { $0 <= recording.firstCommand } ?? true }
    guard !isEarlier else { throw isFromBefore("state \(state)", recording, at: range) }
    return state - recording.firstState + recording.firstStateOfReplay
  }

  /// A snapshot by its name. Throws for one that a recording does not have.
  func snapshot(_ name: Located<String>) throws(Fault) -> Session {
    let kept = try session.snapshot(name)
    guard let recording, recording.earlierSnapshots.contains(name.value) else { return kept }
    throw isFromBefore("snapshot \(name.value)", recording, at: name.range)
  }

  private func isFromBefore(_ what: String, _ recording: Recording, at range: SourceRange) -> Fault {
    replay.isLeftOut = true
    return Fault(
      "\(what) is from before the recording", at: range, label: "\(recording.name) does not have it", help: "record off"
    )
  }
}
