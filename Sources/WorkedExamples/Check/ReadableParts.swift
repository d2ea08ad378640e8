import Expressions

// What can be read but not checked: a number that is too long, a string, a name such as `nan`.

extension CheckLine {
  /// Quotients and functions are computed to as many digits as the line prints.
  private static let maxDigits = 10_000

  static func requireReadable(_ expression: Expression, _ bytes: [UInt8]) throws(Fault) {
    let range = expression.range
    // Most are, which can be seen without looking at each part.
    let isShort = range.upper - range.lower <= maxDigits
    if isShort, !hasCross(bytes, range), expression.isCalculation(where: { !isQuestionable($0) }) { return }
    try requireReadableParts(expression, bytes)
  }

  /// Whether a name may be one that cannot be checked, or that of `if`.
  private static func isQuestionable(_ name: Identifier) -> Bool {
    guard !name.isLong else { return false }
    let text = name.text
    return [2, 3, 8].contains(text.utf8.count) && ["if", "nan", "inf", "infinity"].contains(text.lowercased())
  }

  /// Whether an `x` follows a 0.
  private static func hasCross(_ bytes: [UInt8], _ range: SourceRange) -> Bool {
    var index = range.lower + 1
    while index < range.upper {
      if bytes[index] | 0x20 == UInt8(ascii: "x"), bytes[index - 1] == UInt8(ascii: "0") { return true }
      index += 1
    }
    return false
  }

  private static func requireReadableParts(_ expression: Expression, _ bytes: [UInt8]) throws(Fault) {
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
    case .call(let function, let arguments) where function.description == "if":
      if let condition = arguments.first { try requireReadable(condition: condition, bytes) }
      for child in arguments.dropFirst() { try requireReadableParts(child, bytes) }
      return
    case .text, .not: throw Fault("cannot check this", at: expression.range, label: "it is not a number")
    case .number, .name, .negate, .call, .vector: break
    }
    for child in expression.children { try requireReadableParts(child, bytes) }
  }

  private static func requireReadable(condition: Expression, _ bytes: [UInt8]) throws(Fault) {
    switch condition.node {
    case .not(let operand): try requireReadable(condition: operand, bytes)
    case .binary(let symbol, let left, let right) where symbol == .and || symbol == .or:
      try requireReadable(condition: left, bytes)
      try requireReadable(condition: right, bytes)
    default: try requireReadableParts(condition, bytes)
    }
  }
}
