extension Cursor {
  /// Reads the next binary operator, if it binds at least as strongly as `minimum`.
  mutating func takeOperator(above minimum: Int) -> Operator? {
    guard let (symbol, length) = operatorHere(), symbol.precedence >= minimum else { return nil }
    position += length
    return symbol
  }

  private mutating func operatorHere() -> (Operator, Int)? {
    let next = byte(at: 1)
    switch byte {
    case Ascii.plus:
      if next == Ascii.slash || next == Ascii.minus, let sign = takePairedSign() { return sign }
      return next == Ascii.minus && !isValueStart(byte(at: 2)) ? nil : (.add, 1)
    case Ascii.minus: return (.subtract, 1)
    case Ascii.star: return next == Ascii.star ? (.power, 2) : (.multiply, 1)
    case Ascii.slash:
      let isComment = dialect == .article && (next == Ascii.slash || next == Ascii.star)
      return isComment ? nil : (.divide, 1)
    case Ascii.caret: return (.power, 1)
    case Ascii.equal: return next == Ascii.equal ? (.equal, 2) : (.equal, 1)
    case Ascii.exclamation: return next == Ascii.equal ? (.notEqual, 2) : nil
    case Ascii.less: return next == Ascii.equal ? (.lessOrEqual, 2) : (.less, 1)
    case Ascii.greater: return next == Ascii.equal ? (.greaterOrEqual, 2) : (.greater, 1)
    case 0x61: return atWord("and") ? (.and, 3) : nil
    case 0x6F: return atWord("or") ? (.or, 2) : nil
    case 0x78, 0x58: return dialect == .article && !isLetter(next) && isTimesSign ? (.multiply, 1) : nil
    case 0xC2, 0xC3, 0xE2: return typographicOperator ?? takePairedSign()
    case Ascii.backslash: return latexOperator ?? takePairedSign()
    case Ascii.period:
      // In `0.5. Then` the point ends a sentence.
      let isSpaced = isBlankByte(next) && position > 0 && isBlankByte(bytes[position - 1])
      return dialect == .article && isSpaced && isFollowedByValue(2) ? (.multiply, 1) : nil
    default: return nil
    }
  }

  /// `±` or `∓` at the cursor, as one of the two signs.
  mutating func takePairedSign() -> (Operator, Int)? {
    guard dialect == .article else { return nil }
    for (sign, isUpper) in pairedSigns {
      var probe = self
      guard probe.take(sign), byte != Ascii.backslash || !isLetter(probe.byte) else { continue }
      hasPairedSigns = true
      return (isUpper == !readsLowerSigns ? .add : .subtract, sign.utf8CodeUnitCount)
    }
    return nil
  }

  /// Whether the `x` at the cursor is a sign, not a name: a value follows and, in mathematics, stands before it too.
  private var isTimesSign: Bool {
    var probe = self
    probe.position += 1
    probe.skipBlanks()
    let isSigned = (probe.byte == Ascii.minus || probe.byte == Ascii.plus) && isValueStart(probe.byte(at: 1))
    let brackets = [Ascii.openParenthesis, Ascii.openBracket, Ascii.less]
    guard probe.atNumeral || isSigned || brackets.contains(probe.byte) else {
      return !juxtaposes && (probe.atIdentifier || probe.atLatexAtom || probe.byte >= 0x80)
    }
    // `2x-1`
    if isSigned, probe.position == position + 1, position > 0, isDigit(bytes[position - 1]), juxtaposes || hasNameX {
      return false
    }
    guard juxtaposes else { return true }
    probe.position = position - 1
    while probe.position > 0, isBlankByte(probe.byte) { probe.position -= 1 }
    return isDigit(probe.byte) || [Ascii.closeParenthesis, Ascii.closeBracket, Ascii.greater].contains(probe.byte)
  }

  /// Whether an `x` elsewhere is certainly a name: `f(x) = x^2 - 4x+5`.
  private var hasNameX: Bool {
    let sign = bytes[position]
    return (1..<max(1, end - 1)).contains { index in
      bytes[index] == sign
        && (bytes[index + 1] == Ascii.caret
          || bytes[index - 1] == Ascii.openParenthesis && bytes[index + 1] == Ascii.closeParenthesis)
    }
  }

  /// Tells `a +-3`, a sum, from `a +- b`, a tolerance.
  private func isValueStart(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == Ascii.period || byte == Ascii.openParenthesis || isLetter(byte)
  }

  /// Whether a value follows after blanks: the point in `a . b` multiplies, one at the end does not.
  private func isFollowedByValue(_ offset: Int) -> Bool {
    var probe = self
    probe.position += offset
    probe.skipBlanks()
    return probe.atNumeral || probe.atIdentifier || probe.byte == Ascii.openParenthesis || probe.byte == Ascii.backslash
  }

  private var typographicOperator: (Operator, Int)? {
    var probe = self
    for (sign, symbol) in typographicOperators where probe.take(sign) { return (symbol, sign.utf8CodeUnitCount) }
    return nil
  }
}

private let pairedSigns: [(StaticString, isUpper: Bool)] = [
  ("±", true), ("∓", false), ("\\pm", true), ("\\mp", false), ("+/-", true), ("+/−", true), ("+- ", true),
]

private let typographicOperators: [(StaticString, Operator)] = [
  ("×", .multiply), ("·", .multiply), ("⋅", .multiply), ("∗", .multiply), ("∙", .multiply), ("•", .multiply),
  ("⊙", .multiply), ("∘", .multiply), ("✕", .multiply), ("✖", .multiply), ("⨯", .multiply), ("⨉", .multiply),
  ("−", .subtract), ("–", .subtract), ("‑", .subtract), ("÷", .divide), ("∕", .divide), ("⁄", .divide),
  ("≤", .lessOrEqual), ("≥", .greaterOrEqual), ("≠", .notEqual),
]
