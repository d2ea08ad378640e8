import DataFormats
import Interpreter
import Safety

/// A JSON object of values that are JSON already; members without a value are left out.
func jsonObject(_ members: KeyValuePairs<String, String?>) -> String {
  let texts = members.compactMap { name, value in value.map { "\(jsonText(name)): \($0)" } }
  return "{\(texts.joined(separator: ", "))}"
}

/// An array of elements that are JSON already.
func jsonArray(_ elements: [String]) -> String { "[\(elements.joined(separator: ", "))]" }

/// A finding as a JSON object.
func jsonObject(_ diagnostic: Diagnostic, difference: String? = nil) -> String {
  jsonObject([
    "file": jsonText(diagnostic.source.name), "line": "\(diagnostic.position.line)",
    "column": "\(diagnostic.position.column)",
    "kind": jsonText(diagnostic.fault.kind == .mismatch ? "mismatch" : "error"),
    "message": jsonText(diagnostic.fault.message), "label": diagnostic.fault.label.map(jsonText),
    "help": diagnostic.fault.help.map(jsonText), "difference": difference,
  ])
}

/// A JSON string in which nothing is invisible.
func jsonText(_ text: String) -> String { JSON.quoted(text, escaping: isHidden) }
