import Expressions

/// A line of hand calculation, `A = B = C`, as written.
package struct CheckLine: Sendable {
  package internal(set) var parts: [Expression]
  /// The source text of each part.
  package let texts: [String]
  /// Per link: whether it is `≈` or similar, which claims only the printed digits.
  let isApproximate: [Bool]
  package let range: SourceRange

  /// Reads to the end of the command; nil if there is nothing but blanks or a comment.
  ///
  /// - Parameter cursor: must use the article dialect.
  /// - Throws: `Fault` where the line cannot be read.
  package static func read(_ cursor: inout Cursor) throws(Fault) -> CheckLine? {
    skipIgnored(&cursor)
    let start = cursor.position
    guard !atEnd(cursor) else {
      if cursor.byte != Ascii.closeBrace { cursor.skipLine() }
      return nil
    }
    var parts: [Expression] = []
    var texts: [String] = []
    var approximate: [Bool] = []
    while true {
      skipIgnored(&cursor)
      let part = try parts.isEmpty ? readFirst(&cursor) : cursor.readSum()
      try requireReadable(part, cursor.bytes)
      parts.append(part.inPlainForm)
      texts.append(cursor.text(part.range))
      skipIgnored(&cursor)
      guard let isClose = takeSeparator(&cursor) else { break }
      approximate.append(isClose)
    }
    let end = parts[parts.count - 1].range.upper
    try readTail(&cursor)
    guard parts.count > 1 else {
      throw Fault(
        "nothing to compare \(texts[0]) with", at: parts[0].range,
        label: "expected a chain A = B = C")
    }
    return CheckLine(parts: parts, texts: texts, isApproximate: approximate, range: SourceRange(start, end))
  }

  /// The first part; `Output error = …` begins with a name of several words.
  private static func readFirst(_ cursor: inout Cursor) throws(Fault) -> Expression {
    var probe = cursor
    var words: [String] = []
    while probe.atIdentifier {
      words.append(probe.readIdentifier().value)
      guard probe.byte != Ascii.openParenthesis, probe.byte != Ascii.period else { break }
      let end = probe.position
      skipIgnored(&probe)
      var next = probe
      if words.count > 1, takeSeparator(&next) != nil {
        let range = SourceRange(cursor.position, end)
        cursor.position = end
        return Expression(.name(Name(words.joined(separator: "_"))), at: range)
      }
    }
    return try cursor.readSum()
  }

  /// Skips blanks and the `$` around formulas.
  private static func skipIgnored(_ cursor: inout Cursor) {
    cursor.skipBlanks()
    while cursor.byte == 0x24 {
      cursor.position += 1
      cursor.skipBlanks()
    }
  }

  private static func atEnd(_ cursor: Cursor) -> Bool {
    cursor.atCommandEnd || (cursor.byte == Ascii.slash && [Ascii.slash, Ascii.star].contains(cursor.byte(at: 1)))
  }

  private static func takeSeparator(_ cursor: inout Cursor) -> Bool? {
    for close: StaticString in ["≈", "~=", "≅", "≃", "≒", "\\approx", "\\simeq", "\\cong"] where cursor.take(close) {
      return true
    }
    for same: StaticString in ["==", "=>", "=", ":=", "≡", "→", "⇒"] where cursor.take(same) { return false }
    return nil
  }

  /// Reads an optional period, comma or `;`, then a comment.
  private static func readTail(_ cursor: inout Cursor) throws(Fault) {
    while cursor.byte == Ascii.period || cursor.byte == Ascii.comma {
      cursor.position += 1
      skipIgnored(&cursor)
    }
    if cursor.byte == Ascii.semicolon {
      var probe = cursor
      probe.position += 1
      probe.skipBlanks()
      if atEnd(probe) { cursor = probe }
    }
    guard atEnd(cursor) else {
      let found = cursor.found()
      throw Fault(
        "cannot read \(found.value) in a line to check", at: found.range,
        label: "expected '=' and a value, or the end of the line")
    }
    if cursor.byte != Ascii.semicolon, cursor.byte != Ascii.closeBrace { cursor.skipLine() }
  }

  /// Quotients and functions are computed to as many digits as the line prints.
  private static let maxDigits = 10_000

  private static func requireReadable(_ expression: Expression, _ bytes: [UInt8]) throws(Fault) {
    switch expression.node {
    case .number(let numeral) where numeral.text.utf8.count > maxDigits:
      throw Fault("this number is too long to check", at: expression.range, label: "at most \(maxDigits) digits")
    case .name(let name) where name.isPlain && ["nan", "inf", "infinity"].contains(name.base.lowercased()):
      throw Fault("'\(name.base)' cannot be checked", at: expression.range, label: "it is not a number")
    case .binary(_, let left, let right):
      if case .number(let zero) = left.node, zero.text == "0", right.range.lower == left.range.upper + 1,
        bytes[left.range.upper] | 0x20 == UInt8(ascii: "x")
      {
        throw Fault(
          "ambiguous: hexadecimal or a product", at: expression.range, label: "put blanks around the operator")
      }
    case .vector(let elements) where elements.count == 1: break
    case .vector, .text, .not:
      throw Fault("cannot check this", at: expression.range, label: "check one number at a time")
    case .number, .name, .negate, .call: break
    }
    for child in expression.children { try requireReadable(child, bytes) }
  }
}

extension Expression {
  /// With `exp(x)` for `e^x`, `sqrt(x)` for roots, and brackets for grouping only.
  var inPlainForm: Expression {
    let plain = mapChildren(\.inPlainForm)
    switch plain.node {
    case .vector(let elements) where elements.count == 1: return Expression(elements[0].node, at: range)
    case .call(let function, let arguments):
      guard let member = function.member, function.subscripts.isEmpty,
        ["Math", "math", "np", "numpy", "torch", "mpmath"].contains(function.base)
      else { return plain }
      return Expression(.call(Name(member), arguments), at: range)
    case .binary(.power, let base, let exponent) where base.plainName == Identifier("e"):
      return Expression(.call(Name("exp"), [exponent]), at: range)
    default: return plain
    }
  }
}

extension Name {
  /// The name without typography: `w₁`, `w_1`, `w_{1}` and `w1` are the same.
  package var key: String {
    if isPlain, base.utf8.allSatisfy(isLetterOrDigit) { return base }
    var key = ""
    let text = Array(description.unicodeScalars)
    for (index, scalar) in text.enumerated() {
      let next = index + 1 < text.count ? text[index + 1] : " "
      switch scalar {
      case "₀"..."₉": key.append(Character(UnicodeScalar(scalar.value - 0x2080 + 0x30) ?? scalar))
      case "{", "}", " ", "\\": continue
      case "_" where isDigit(next) || next == "{": if next == "{", !followsDigit(text, index + 2) { key.append("_") }
      case "′": key.append("'")
      case "⁺": key.append("^+")
      default: key.unicodeScalars.append(scalar)
      }
    }
    return key
  }

  private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    byte != Ascii.underscore && (isLetter(byte) || Expressions.isDigit(byte))
  }

  private func isDigit(_ scalar: UnicodeScalar) -> Bool { ("0"..."9").contains(scalar) || ("₀"..."₉").contains(scalar) }

  private func followsDigit(_ text: [UnicodeScalar], _ index: Int) -> Bool {
    index < text.count && isDigit(text[index])
  }
}
