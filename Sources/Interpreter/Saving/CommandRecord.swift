import Expressions
import Safety

extension Interpreter {
  /// Before a command that may be recorded.
  func beginRecord() { output.copy = recording == nil ? nil : "" }

  /// After the command: appends it, with its output and the message of its failure.
  ///
  /// - Throws: where that cannot be written, which ends the recording.
  func record(_ statement: borrowing Statement, of text: SourceText, _ failed: [Diagnostic] = []) throws(Fault) {
    guard let copy = output.copy, recording != nil else { return }
    output.copy = nil
    guard let command = fullText(statement, of: text) else { return }
    let message = failed.isEmpty ? nil : failed.map { $0.rendered() }.joined()
    try append { $0.lines(of: command, output: copy, message: message) }
  }

  func recordComment(_ source: SourceText) {
    guard recording != nil else { return }
    let text = source.text(0, source.bytes.count)
    guard text.hasPrefix("#"), !text.contains("\n") else { return }
    do { try append { $0.lines(ofComment: text) } } catch { remark(error) }
  }

  /// Ends a recording, if there is one.
  func endRecording() throws(Fault) {
    try append { $0.ending() }
    recording = nil
  }

  /// As the prompt ends.
  package func leaveRecording() {
    do { try endRecording() } catch { remark(error) }
  }

  /// Prints that a recording has ended where no command can fail for it.
  func remark(_ fault: Fault) { output.line("# \(fault.message)") }

  private func append(_ lines: (inout Recording) -> String) throws(Fault) {
    guard var recording else { return }
    let added = lines(&recording)
    self.recording = recording
    guard !added.isEmpty else { return }
    do throws(FileError) {
      try files.append(added, to: recording.path, extensions: Recording.extensions)
    } catch {
      self.recording = nil
      throw Fault("the recording has ended: cannot write \(recording.name): \(error.reason)", kind: .file)
    }
  }

  /// A command as a script has it, its name in full; nil if it was abbreviated inside a block.
  private func fullText(_ statement: borrowing Statement, of text: SourceText) -> String? {
    let typed = text.text(statement.range.lower, statement.range.upper)
    let name = type(of: statement.command).synopsis.name
    let full = typed.hasPrefix(name) ? typed : name + typed.drop { !$0.isWhitespace && $0 != "{" }
    return Parser(commands).faults(in: SourceText(name: "<recorded>", full)).isEmpty ? full : nil
  }
}
