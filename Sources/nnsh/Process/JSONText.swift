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

/// A JSON string.
func jsonText(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case "\r": result += "\\r"
    case let other where isHidden(other):
      for unit in UTF16.encode(other).map(Array.init) ?? [] {
        let digits = String(unit, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
