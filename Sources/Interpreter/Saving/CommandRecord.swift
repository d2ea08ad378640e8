import Expressions
import Safety

extension Interpreter {
  /// Before a command that may be recorded.
  func beginRecord() { output.copy = recording == nil ? nil : "" }

  /// After the command: appends it, with its output and the message of its failure.
  func record(_ statement: borrowing Statement, of text: SourceText, _ failed: [Diagnostic] = []) {
    guard let copy = output.copy, recording != nil else { return }
    output.copy = nil
    guard let command = fullText(statement, of: text) else { return }
    let message = failed.isEmpty ? nil : failed.map { $0.rendered() }.joined()
    append { $0.lines(of: command, output: copy, message: message) }
  }

  func recordComment(_ source: SourceText) {
    guard recording != nil else { return }
    let text = source.text(0, source.bytes.count)
    guard text.hasPrefix("#"), !text.contains("\n") else { return }
    append { $0.lines(ofComment: text) }
  }

  /// Ends a recording, if there is one.
  package func endRecording() {
    append { $0.ending() }
    recording = nil
  }

  private func append(_ lines: (inout Recording) -> String) {
    guard var recording else { return }
    let added = lines(&recording)
    self.recording = recording
    guard !added.isEmpty else { return }
    do throws(FileError) {
      try files.append(added, to: recording.path, extensions: Recording.extensions)
    } catch {
      self.recording = nil
      output.line("# the recording has ended: cannot write \(recording.name): \(error.reason)")
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
