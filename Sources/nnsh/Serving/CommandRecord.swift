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
    var members = ["\"file\": \(jsonText(source.name))", "\"line\": \(line)", "\"column\": \(column)"]
    if let command { members.append("\"command\": \(jsonText(command))") }
    members.append("\"status\": \"\(status)\"")
    if let code = quit?.code { members.append("\"code\": \(code)") }
    if let skipReason { members.append("\"reason\": \(jsonText(skipReason))") }
    if !output.isEmpty { members.append("\"output\": [\(output.map(jsonText).joined(separator: ", "))]") }
    if !values.isEmpty {
      let all = values.map { "\(jsonText($0.name)): \(CommandRecord.json($0.value))" }
      members.append("\"values\": {\(all.joined(separator: ", "))}")
    }
    if !diagnostics.isEmpty {
      members.append("\"diagnostics\": [\(diagnostics.map(jsonObject).joined(separator: ", "))]")
    }
    return "{\(members.joined(separator: ", "))}"
  }

  /// JSON has no infinity and no NaN: they are strings.
  private static func json(_ value: Value) -> String {
    switch value {
    case .number(let number): number.isFinite ? shortest(number) : jsonText(shortest(number))
    case .vector(let elements): "[\(elements.map { json(.number($0)) }.joined(separator: ", "))]"
    case .text(let text): jsonText(text)
    case .truth(let truth): truth ? "true" : "false"
    }
  }
}
