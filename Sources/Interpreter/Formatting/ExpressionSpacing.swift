import Expressions

/// An expression with canonical blanks: `0.5 * (a - b)^2`, `f(x, y)`, `w[i1,h3]`, `[1, 2]`.
///
/// Only blanks change, so it reads as the same expression.
struct ExpressionSpacing {
  private let bytes: ArraySlice<UInt8>
  private var index: Int
  private var text: [UInt8] = []
  /// Whether the last token ends an operand, so that a minus after it subtracts.
  private var followsOperand = false
  private var needsSpace = false

  /// nil if the expression has something this does not know, or several lines.
  static func spaced(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var spacing = ExpressionSpacing(bytes: bytes, index: bytes.startIndex)
    return spacing.run() ? spacing.text : nil
  }

  private init(bytes: ArraySlice<UInt8>, index: Int) {
    self.bytes = bytes
    self.index = index
  }

  private var byte: UInt8 { index < bytes.endIndex ? bytes[index] : 0 }
  private func byte(at offset: Int) -> UInt8 { index + offset < bytes.endIndex ? bytes[index + offset] : 0 }

  private mutating func run() -> Bool {
    var isAfterBlank = false
    while index < bytes.endIndex {
      switch byte {
      case Ascii.space, Ascii.tab:
        index += 1
        isAfterBlank = true
        continue
      case Ascii.doubleQuote, Ascii.quote: guard takeString() else { return false }
      case Ascii.openParenthesis: open(attached: followsOperand && !isAfterBlank)
      case Ascii.openBracket:
        if followsOperand, !isAfterBlank { guard takeSubscript() else { return false } } else { open(attached: false) }
      case Ascii.closeParenthesis, Ascii.closeBracket:
        text.append(byte)
        index += 1
        (followsOperand, needsSpace) = (true, false)
      case Ascii.comma:
        text.append(byte)
        index += 1
        (followsOperand, needsSpace) = (false, true)
      case let byte where isDigit(byte) || byte == Ascii.period && isDigit(self.byte(at: 1)): takeNumber()
      case let byte where isLetter(byte) || byte == Ascii.underscore: takeName()
      default: guard takeOperator() else { return false }
      }
      isAfterBlank = false
    }
    return true
  }

  /// Appends a token, after a space if one is due.
  private mutating func append(_ length: Int) {
    if needsSpace { text.append(Ascii.space) }
    text += bytes[index..<index + length]
    index += length
  }

  private mutating func open(attached: Bool) {
    needsSpace = needsSpace && !attached
    append(1)
    (followsOperand, needsSpace) = (false, false)
  }

  private mutating func takeString() -> Bool {
    let quote = byte
    var length = 1
    while index + length < bytes.endIndex, byte(at: length) != quote {
      length += byte(at: length) == Ascii.backslash ? 2 : 1
    }
    guard byte(at: length) == quote else { return false }
    append(length + 1)
    (followsOperand, needsSpace) = (true, false)
    return true
  }

  /// The subscript of a name, without blanks.
  private mutating func takeSubscript() -> Bool {
    var depth = 0
    repeat {
      guard index < bytes.endIndex else { return false }
      if byte == Ascii.openBracket { depth += 1 }
      if byte == Ascii.closeBracket { depth -= 1 }
      if byte != Ascii.space, byte != Ascii.tab { text.append(byte) }
      index += 1
    } while depth > 0
    (followsOperand, needsSpace) = (true, false)
    return true
  }

  private mutating func takeNumber() {
    var length = 0
    while isDigit(byte(at: length)) || byte(at: length) == Ascii.period { length += 1 }
    if byte(at: length) | 0x20 == 0x65 {
      let sign = byte(at: length + 1) == Ascii.minus || byte(at: length + 1) == Ascii.plus ? 1 : 0
      if isDigit(byte(at: length + 1 + sign)) {
        length += 1 + sign
        while isDigit(byte(at: length)) { length += 1 }
      }
    }
    append(length)
    (followsOperand, needsSpace) = (true, false)
  }

  private mutating func takeName() {
    var length = 0
    while isLetter(byte(at: length)) || isDigit(byte(at: length)) || byte(at: length) == Ascii.underscore
      || byte(at: length) == Ascii.period
    {
      length += 1
    }
    let word = String(decoding: bytes[index..<index + length], as: UTF8.self)
    let isOperator = ["and", "or", "not", "in"].contains(word)
    if isOperator, !text.isEmpty, text.last != Ascii.openParenthesis { needsSpace = true }
    append(length)
    (followsOperand, needsSpace) = (!isOperator, isOperator)
  }

  private mutating func takeOperator() -> Bool {
    let two = [byte, byte(at: 1)]
    let isDouble = ["==", "!=", "<=", ">=", "**"].contains { Array($0.utf8) == two }
    guard isDouble || "+-*/^=<>".utf8.contains(byte) else { return false }
    let isPower = byte == Ascii.caret || isDouble && byte == Ascii.star
    let isSign = !followsOperand && (byte == Ascii.minus || byte == Ascii.plus)
    if !isSign { needsSpace = !isPower }
    append(isDouble ? 2 : 1)
    (followsOperand, needsSpace) = (false, !isSign && !isPower)
    return true
  }
}
