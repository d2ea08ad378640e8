import Expressions
import Interpreter

/// What one command did, as an object of `--json` and `nnsh serve`. Members that would be empty are left out.
struct CommandRecord {
  /// As written; nil for what cannot be read.
  var command: String?
  var source: SourceText
  /// Counted from 1.
  var line = 1
  var column = 1
  /// The printed lines.
  var output: [String] = []
  /// The names that lines begin with, and their values.
  var values: [(name: String, value: Value)] = []
  var diagnostics: [Diagnostic] = []
  /// Why the rest is skipped.
  var skipReason: String?
  /// Whether `quit` has ended the input.
  var quit: Quit?
  var isInterrupted = false

  /// `passed`, `failed` where an expectation does not hold, `error`, `skipped`, `quit` or `interrupted`.
  private var status: String {
    if isInterrupted { return "interrupted" }
    if quit != nil { return "quit" }
    if skipReason != nil { return "skipped" }
    let kinds = diagnostics.map(\.fault.kind)
    return kinds.isEmpty ? "passed" : kinds.contains { $0 != .mismatch } ? "error" : "failed"
  }

  var json: String {
    let values = values.map { "\(jsonText($0.name)): \(CommandRecord.json($0.value))" }.joined(separator: ", ")
    return jsonObject([
      "file": jsonText(source.name), "line": "\(line)", "column": "\(column)", "command": command.map(jsonText),
      "status": jsonText(status), "code": quit?.code.map { "\($0)" }, "reason": skipReason.map(jsonText),
      "output": output.isEmpty ? nil : jsonArray(output.map(jsonText)), "values": values.isEmpty ? nil : "{\(values)}",
      "diagnostics": diagnostics.isEmpty ? nil : jsonArray(diagnostics.map { jsonObject($0) }),
    ])
  }

  /// JSON has no infinity and no NaN: they are strings.
  private static func json(_ value: Value) -> String {
    switch value {
    case .number(let number): number.isFinite ? shortest(number) : jsonText(shortest(number))
    case .vector(let elements): jsonArray(elements.map { json(.number($0)) })
    case .text(let text): jsonText(text)
    case .truth(let truth): truth ? "true" : "false"
    }
  }
}
