/// An element of an XML document: enough of the format for reports.
struct XMLElement {
  let name: String
  private(set) var attributes: [String: String] = [:]
  private(set) var children: [XMLElement] = []
  private(set) var text = ""

  /// The root of a document; nil if it is not well-formed.
  init?(_ document: String) {
    var rest = document[...]
    guard rest.hasPrefix("<?xml "), let end = rest.firstRange(of: "?>") else { return nil }
    // The characters of XML 1.0.
    guard
      document.unicodeScalars.allSatisfy({ scalar in
        scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
          || "\n\t".unicodeScalars.contains(scalar)
      })
    else { return nil }
    rest = rest[end.upperBound...].drop(while: \.isWhitespace)
    self.init(&rest)
    guard rest.allSatisfy(\.isWhitespace) else { return nil }
  }

  private init?(_ rest: inout Substring) {
    guard rest.popFirst() == "<" else { return nil }
    name = String(XMLElement.word(&rest))
    guard !name.isEmpty else { return nil }
    while true {
      rest = rest.drop(while: \.isWhitespace)
      if rest.hasPrefix("/>") {
        rest = rest.dropFirst(2)
        return
      }
      if rest.first == ">" { break }
      let key = String(XMLElement.word(&rest))
      guard !key.isEmpty, attributes[key] == nil, rest.hasPrefix("=\""),
        let end = rest.dropFirst(2).firstIndex(of: "\""), let value = XMLElement.unescaped(rest.dropFirst(2)[..<end])
      else { return nil }
      attributes[key] = value
      rest = rest[rest.index(after: end)...]
    }
    rest = rest.dropFirst()
    while !rest.hasPrefix("</") {
      if rest.first == "<" {
        guard let child = XMLElement(&rest) else { return nil }
        children.append(child)
      } else {
        guard let end = rest.firstIndex(of: "<"), let part = XMLElement.unescaped(rest[..<end]) else { return nil }
        text += part
        rest = rest[end...]
      }
    }
    rest = rest.dropFirst(2)
    guard XMLElement.word(&rest) == name, rest.popFirst() == ">" else { return nil }
  }

  private static func word(_ rest: inout Substring) -> Substring {
    let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
    rest = rest.dropFirst(word.count)
    return word
  }

  private static func unescaped(_ text: Substring) -> String? {
    guard !text.contains("<") else { return nil }
    var result = ""
    for (index, part) in text.split(separator: "&", omittingEmptySubsequences: false).enumerated() {
      guard index > 0 else {
        result += part
        continue
      }
      let names = ["amp;": "&", "lt;": "<", "gt;": ">", "quot;": "\"", "apos;": "'"]
      guard let (name, character) = names.first(where: { part.hasPrefix($0.key) }) else { return nil }
      result += character + part.dropFirst(name.count)
    }
    return result
  }
}
