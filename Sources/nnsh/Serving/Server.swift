import Interpreter
import LineEditor

/// `nnsh serve`: runs entries from standard input and answers each on standard output, for kernels and editors.
///
/// An entry is any number of lines, ended by a line `.`; a line of it that begins with `.` has another `.` before it.
/// The answer is a line of JSON for every command and then one with `"end": true`. Ended by `.complete OFFSET` or
/// `.help OFFSET` instead, it is not run: the answer has what completes the word there, or what help says of it.
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
      if let question = Question(line) {
        answer(question, entry.joined(separator: "\n"))
        entry = []
        continue
      }
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

  // MARK: Questions

  /// What is asked about a place of an entry, a UTF-8 offset.
  private enum Question {
    case complete(Int)
    case help(Int)

    init?(_ line: String) {
      let words = line.split(separator: " ")
      guard words.count == 2, let offset = Int(words[1]), offset >= 0 else { return nil }
      switch words[0] {
      case ".complete": self = .complete(offset)
      case ".help": self = .help(offset)
      default: return nil
      }
    }
  }

  private func answer(_ question: Question, _ text: String) {
    let session = run.interpreter.session
    switch question {
    case .complete(let offset):
      let completion = Completion(
        text, cursor: min(offset, text.utf8.count), commands: .nnsh, session: session,
        list: { [run] in run.interpreter.options.bounds == nil ? Platform.entries(ofFolder: inHome($0)) : [] })
      let candidates = completion.candidates.map {
        jsonObject(["name": jsonText($0.name), "meaning": jsonText($0.meaning)])
      }
      write(completion.range, "completions", candidates)
    case .help(let offset):
      if let help = WordHelp(text, at: min(offset, text.utf8.count), session: session, files: run.interpreter.files) {
        write(help.range, "help", help.lines.map(jsonText))
      }
    }
    output.write(rendered: "{\"end\": true, \"code\": 0}\n")
  }

  /// - Parameter elements: JSON texts.
  private func write(_ range: Range<Int>, _ name: String, _ elements: [String]) {
    let members: KeyValuePairs = [
      "from": "\(range.lowerBound)", "to": "\(range.upperBound)", name: jsonArray(elements) as String?,
    ]
    output.write(rendered: jsonObject(members) + "\n")
  }
}
