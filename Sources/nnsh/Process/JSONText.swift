import DataFormats
import Interpreter
import Safety

/// A finding as a JSON object.
func jsonObject(_ diagnostic: Diagnostic) -> String {
  var members = [
    "\"file\": \(jsonText(diagnostic.source.name))", "\"line\": \(diagnostic.position.line)",
    "\"column\": \(diagnostic.position.column)",
    "\"kind\": \"\(diagnostic.fault.kind == .mismatch ? "mismatch" : "error")\"",
    "\"message\": \(jsonText(diagnostic.fault.message))",
  ]
  if let label = diagnostic.fault.label { members.append("\"label\": \(jsonText(label))") }
  if let help = diagnostic.fault.help { members.append("\"help\": \(jsonText(help))") }
  return "{\(members.joined(separator: ", "))}"
}

/// A JSON string in which nothing is invisible.
func jsonText(_ text: String) -> String { JSON.quoted(text, escaping: isHidden) }
