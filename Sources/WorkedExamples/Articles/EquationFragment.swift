import Expressions

extension Passage {
  /// Whether a value that starts there goes on with a calculation of which the beginning cannot be read: `4x₁ - 8`, the
  /// 64 of a ratio `128:64`, or in a formula what is next to a group.
  func isFragment(_ index: Int, from lower: Int) -> Bool {
    let bytes = text.bytes
    if bytes[index - 1] == Ascii.colon, index > 1, isDigit(bytes[index - 2]) { return true }
    var last = index - 1
    while last > lower, isBlankByte(bytes[last]) { last -= 1 }
    if isMath { return bytes[last] == Ascii.closeBrace && !endsText(last) }
    let length = text.has("−", at: index) ? 3 : bytes[index] == Ascii.minus ? 1 : 0
    if length > 0, index + length < bytes.count, isBlankByte(bytes[index + length]) {
      return endsOperand(last)
    }
    // After such a sign, with a blank on both sides.
    guard last < index - 1, last > lower else { return false }
    let sign = bytes[last] == Ascii.minus || bytes[last] == Ascii.plus ? 1 : text.has("−", at: last - 2) ? 3 : 0
    guard sign > 0, last - sign > lower, isBlankByte(bytes[last - sign]) else { return false }
    last -= sign
    while last > lower, isBlankByte(bytes[last]) { last -= 1 }
    return endsOperand(last)
  }

  private func endsOperand(_ index: Int) -> Bool {
    isDigit(text.bytes[index]) || text.bytes[index] == Ascii.closeParenthesis || isSubscript(endingAt: index)
  }

  /// Whether `₀` to `₉` ends there.
  private func isSubscript(endingAt index: Int) -> Bool {
    let bytes = text.bytes
    return index >= 2 && bytes[index - 2] == 0xE2 && bytes[index - 1] == 0x82 && (0x80...0x89).contains(bytes[index])
  }

  /// Whether the brace there closes words, as of `\text{Loss: }`, or a remark.
  private func endsText(_ close: Int) -> Bool {
    var depth = 0
    var index = close
    while index > 0 {
      if text.bytes[index] == Ascii.closeBrace { depth += 1 }
      if text.bytes[index] == Ascii.openBrace { depth -= 1 }
      if depth == 0 { break }
      index -= 1
    }
    let commands: [StaticString] = ["\\text", "\\textbf", "\\mbox", "\\textrm", "\\textit", "\\mathrm", "\\color"]
    return commands.contains { text.has($0, at: index - $0.utf8CodeUnitCount) }
  }
}

extension MappedText {
  /// Whether the text is numbers and operators only.
  func isCalculation(_ range: Range<Int>) -> Bool {
    let operators = [Ascii.plus, Ascii.minus, Ascii.star, Ascii.slash, Ascii.caret]
    let others = [Ascii.equal, Ascii.period, Ascii.openParenthesis, Ascii.closeParenthesis]
    var hasOperator = false
    var hasDigit = false
    for byte in bytes[range] {
      if isDigit(byte) {
        hasDigit = true
      } else if operators.contains(byte) {
        hasOperator = true
      } else {
        guard isBlankByte(byte) || others.contains(byte) else { return false }
      }
    }
    return hasDigit && hasOperator
  }
}
