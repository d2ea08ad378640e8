import Expressions

/// A JSON value (RFC 8259); the members of an object keep their order.
package indirect enum JSON: Sendable, Equatable {
  case null
  case truth(Bool)
  case number(Double)
  case text(String)
  case array([JSON])
  case object([(String, JSON)])

  package static func == (left: JSON, right: JSON) -> Bool { left.description == right.description }

  package var members: [(String, JSON)]? { if case .object(let members) = self { members } else { nil } }
  package var elements: [JSON]? { if case .array(let elements) = self { elements } else { nil } }
  package var text: String? { if case .text(let text) = self { text } else { nil } }
  package var number: Double? { if case .number(let number) = self { number } else { nil } }
  /// A whole number from 0.
  package var whole: Int? { number.flatMap { Int(exactly: $0) }.flatMap { $0 >= 0 ? $0 : nil } }

  package subscript(_ name: String) -> JSON? { members?.first { $0.0 == name }?.1 }
}

// MARK: Writing

extension JSON: CustomStringConvertible {
  /// Without blanks; numbers that are not finite, which JSON does not have, are null.
  package var description: String {
    switch self {
    case .null: "null"
    case .truth(let truth): truth ? "true" : "false"
    case .number(let number): number.isFinite ? JSON.written(number) : "null"
    case .text(let text): JSON.quoted(text)
    case .array(let elements): "[\(elements.map(\.description).joined(separator: ","))]"
    case .object(let members): "{\(members.map { "\(JSON.quoted($0)):\($1)" }.joined(separator: ","))}"
    }
  }

  private static func written(_ number: Double) -> String {
    number == 0 && number.sign == .minus ? "-0.0" : shortest(number)
  }

  /// A JSON string.
  ///
  /// - Parameter isEscaped: control characters must be.
  package static func quoted(
    _ text: String, escaping isEscaped: (Unicode.Scalar) -> Bool = { $0.value < 0x20 || $0.value == 0x7f }
  ) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where isEscaped(scalar):
        for unit in UTF16.encode(scalar).map(Array.init) ?? [] {
          let digits = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

// MARK: Reading

extension JSON {
  /// The offset of the first byte that is not valid JSON.
  package struct Failure: Error, Equatable { package let offset: Int }

  /// Throws `Failure`.
  package init(_ bytes: [UInt8]) throws(Failure) {
    var reader = JSONReader(bytes)
    self = try reader.whole()
  }
}

private struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private var failure: JSON.Failure { JSON.Failure(offset: position) }

  private var byte: UInt8 { position < bytes.count ? bytes[position] : 0 }

  mutating func whole() throws(JSON.Failure) -> JSON {
    let value = try value()
    skipBlanks()
    guard position == bytes.count else { throw failure }
    return value
  }

  private mutating func skipBlanks() {
    while position < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[position]) { position += 1 }
  }

  private mutating func take(_ text: StaticString) -> Bool {
    let matches = text.withUTF8Buffer { bytes[position...].starts(with: $0) }
    if matches { position += text.utf8CodeUnitCount }
    return matches
  }

  private mutating func value() throws(JSON.Failure) -> JSON {
    skipBlanks()
    switch byte {
    case UInt8(ascii: "{"): return try nested { reader throws(JSON.Failure) in .object(try reader.objectMembers()) }
    case UInt8(ascii: "["): return try nested { reader throws(JSON.Failure) in .array(try reader.arrayElements()) }
    case UInt8(ascii: "\""): return .text(try text())
    default: break
    }
    if take("true") { return .truth(true) }
    if take("false") { return .truth(false) }
    if take("null") { return .null }
    return .number(try number())
  }

  private mutating func nested(_ read: (inout JSONReader) throws(JSON.Failure) -> JSON) throws(JSON.Failure) -> JSON {
    guard depth < 100 else { throw failure }
    depth += 1
    position += 1
    defer { depth -= 1 }
    return try read(&self)
  }

  /// Reads up to the closing bracket, elements separated by commas.
  private mutating func list(
    until close: UInt8, _ element: (inout JSONReader) throws(JSON.Failure) -> Void
  ) throws(JSON.Failure) {
    skipBlanks()
    if byte == close {
      position += 1
      return
    }
    while true {
      try element(&self)
      skipBlanks()
      let found = byte
      guard found == close || found == UInt8(ascii: ",") else { throw failure }
      position += 1
      if found == close { return }
    }
  }

  private mutating func arrayElements() throws(JSON.Failure) -> [JSON] {
    var elements: [JSON] = []
    try list(until: UInt8(ascii: "]")) { reader throws(JSON.Failure) in elements.append(try reader.value()) }
    return elements
  }

  private mutating func objectMembers() throws(JSON.Failure) -> [(String, JSON)] {
    var members: [(String, JSON)] = []
    try list(until: UInt8(ascii: "}")) { reader throws(JSON.Failure) in
      reader.skipBlanks()
      guard reader.byte == UInt8(ascii: "\"") else { throw reader.failure }
      let name = try reader.text()
      reader.skipBlanks()
      guard reader.byte == UInt8(ascii: ":") else { throw reader.failure }
      reader.position += 1
      members.append((name, try reader.value()))
    }
    return members
  }

  private mutating func number() throws(JSON.Failure) -> Double {
    let start = position
    while position < bytes.count, "+-.0123456789eE".utf8.contains(bytes[position]) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let first = text.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "."),
      let number = Double(text), number.isFinite
    else {
      position = start
      throw failure
    }
    return number
  }

  private mutating func text() throws(JSON.Failure) -> String {
    position += 1
    var scalars = String.UnicodeScalarView()
    var plain = position
    func piece(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    while true {
      guard position < bytes.count, bytes[position] >= 0x20 else { throw failure }
      if bytes[position] == UInt8(ascii: "\"") {
        scalars.append(contentsOf: piece(plain..<position).unicodeScalars)
        position += 1
        return String(scalars)
      }
      guard bytes[position] == UInt8(ascii: "\\") else {
        position += 1
        continue
      }
      scalars.append(contentsOf: piece(plain..<position).unicodeScalars)
      position += 1
      scalars.append(try escaped())
      plain = position
    }
  }

  private mutating func escaped() throws(JSON.Failure) -> Unicode.Scalar {
    let known: [UInt8: Unicode.Scalar] = [
      0x22: "\"", 0x5c: "\\", 0x2f: "/", 0x62: "\u{8}", 0x66: "\u{c}", 0x6e: "\n", 0x72: "\r", 0x74: "\t",
    ]
    let mark = byte
    position += 1
    if let scalar = known[mark] { return scalar }
    guard mark == UInt8(ascii: "u") else { throw failure }
    var unit = try hexadecimal()
    if 0xd800..<0xdc00 ~= unit {
      guard take("\\u") else { throw failure }
      let low = try hexadecimal()
      guard 0xdc00..<0xe000 ~= low else { throw failure }
      unit = 0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00)
    }
    guard let scalar = Unicode.Scalar(unit) else { throw failure }
    return scalar
  }

  private mutating func hexadecimal() throws(JSON.Failure) -> UInt32 {
    guard position + 4 <= bytes.count,
      let unit = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw failure }
    position += 4
    return unit
  }
}
