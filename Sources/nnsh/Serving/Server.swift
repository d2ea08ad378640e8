import Interpreter
import LineEditor

/// `nnsh serve`: runs entries from standard input and answers each on standard output, for kernels and editors.
///
/// An entry is any number of lines, ended by a line `.`; a line of it that begins with `.` has another `.` before it.
/// The answer is a line of JSON for every command and then one with `"end": true`.
struct Server {
  let run: RecordingRun
  private let output = StandardStream.output

  init(_ run: RecordingRun) { self.run = run }

  /// - Returns: the exit code of `quit`, or 0 at the end of the input.
  func serve() -> Int32 {
    var reader = PlainLineReader()
    var entry: [String] = []
    var number = 0
    while true {
      // A Ctrl-C that comes between two entries ends none.
      Signals.clear()
      guard let event = try? reader.readLine() else { return 4 }
      if case .interrupted = event { continue }
      guard case .line(let line) = event else { return 0 }
      guard line == "." else {
        entry.append(line.hasPrefix(".") ? String(line.dropFirst()) : line)
        continue
      }
      number += 1
      if let code = answer(entry.joined(separator: "\n"), number) { return code }
      entry = []
    }
  }

  /// - Returns: the exit code if the entry has ended the session.
  private func answer(_ text: String, _ number: Int) -> Int32? {
    Signals.clear()
    do {
      let outcome = try run.run(SourceText(name: "<entry \(number)>", text + "\n"))
      output.write(rendered: "{\"end\": true, \"code\": \(outcome.quit?.code ?? outcome.code)}\n")
      return outcome.quit.map { $0.code ?? outcome.code }
    } catch {
      output.write(rendered: "{\"end\": true, \"code\": 130}\n")
      return nil
    }
  }
}
