/// A JSON document (RFC 8259).
package indirect enum JSONValue: Equatable {
  case null
  case truth(Bool)
  case number(Double)
  case text(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// nil if the text is not one JSON value.
  package init?(_ text: String) {
    var rest = Array(text.unicodeScalars)[...]
    guard let value = JSONValue.read(&rest) else { return nil }
    JSONValue.skipBlanks(&rest)
    guard rest.isEmpty else { return nil }
    self = value
  }

  package subscript(name: String) -> JSONValue? { if case .object(let members) = self { members[name] } else { nil } }

  package subscript(index: Int) -> JSONValue? {
    if case .array(let items) = self, items.indices.contains(index) { items[index] } else { nil }
  }

  private static func skipBlanks(_ rest: inout ArraySlice<Unicode.Scalar>) {
    rest = rest.drop { " \n\r\t".unicodeScalars.contains($0) }
  }

  private static func take(_ scalar: Unicode.Scalar, _ rest: inout ArraySlice<Unicode.Scalar>) -> Bool {
    skipBlanks(&rest)
    guard rest.first == scalar else { return false }
    rest.removeFirst()
    return true
  }

  private static func read(_ rest: inout ArraySlice<Unicode.Scalar>) -> JSONValue? {
    skipBlanks(&rest)
    for (word, value) in [("null", .null), ("true", .truth(true)), ("false", .truth(false))] as [(String, JSONValue)]
    where rest.starts(with: word.unicodeScalars) {
      rest = rest.dropFirst(word.count)
      return value
    }
    switch rest.first {
    case "\"": return readText(&rest).map(JSONValue.text)
    case "[": return readArray(&rest)
    case "{": return readObject(&rest)
    default:
      let digits = rest.prefix { "+-.0123456789eE".unicodeScalars.contains($0) }
      rest = rest.dropFirst(digits.count)
      let text = String(String.UnicodeScalarView(digits))
      guard !text.hasPrefix("+"), !text.hasPrefix("."), !text.hasSuffix(".") else { return nil }
      return Double(text).map(JSONValue.number)
    }
  }

  private static func readArray(_ rest: inout ArraySlice<Unicode.Scalar>) -> JSONValue? {
    rest.removeFirst()
    var items: [JSONValue] = []
    if take("]", &rest) { return .array([]) }
    repeat {
      guard let item = read(&rest) else { return nil }
      items.append(item)
    } while take(",", &rest)
    return take("]", &rest) ? .array(items) : nil
  }

  private static func readObject(_ rest: inout ArraySlice<Unicode.Scalar>) -> JSONValue? {
    rest.removeFirst()
    var members: [String: JSONValue] = [:]
    if take("}", &rest) { return .object([:]) }
    repeat {
      skipBlanks(&rest)
      guard rest.first == "\"", let name = readText(&rest), members[name] == nil, take(":", &rest),
        let value = read(&rest)
      else { return nil }
      members[name] = value
    } while take(",", &rest)
    return take("}", &rest) ? .object(members) : nil
  }

  private static func readText(_ rest: inout ArraySlice<Unicode.Scalar>) -> String? {
    rest.removeFirst()
    var units: [UInt16] = []
    while let scalar = rest.popFirst(), scalar != "\"" {
      guard scalar.value >= 0x20 else { return nil }
      guard scalar == "\\" else {
        units += Array(String(scalar).utf16)
        continue
      }
      let escapes: [Unicode.Scalar: UInt16] = [
        "\"": 0x22, "\\": 0x5C, "/": 0x2F, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
      ]
      guard let letter = rest.popFirst() else { return nil }
      if letter == "u" {
        guard let unit = UInt16(String(String.UnicodeScalarView(rest.prefix(4))), radix: 16) else { return nil }
        units.append(unit)
        rest = rest.dropFirst(4)
      } else if let unit = escapes[letter] {
        units.append(unit)
      } else {
        return nil
      }
    }
    return String(decoding: units, as: UTF16.self)
  }
}
