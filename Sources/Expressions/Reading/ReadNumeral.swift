extension Cursor {
  /// Whether a number starts here: a digit, or a point and a digit.
  @inline(__always) package var atNumeral: Bool {
    isDigit(byte) || (byte == Ascii.period && isDigit(byte(at: 1)))
  }

  /// Reads `3  .5  1e-3  1_000`, without a sign. Throws if the number is out of range or runs into letters.
  package mutating func readNumeral() throws(Fault) -> Located<Numeral> {
    let start = position
    let number = try readNumberParts()
    let range = SourceRange(start, position)
    return Located(Numeral(value: number.value, text: numeralText(range, isPlain: number.isPlain)), range)
  }

  mutating func readNumber() throws(Fault) -> NodeIndex {
    let start = position
    if let value = takeShortWhole() { return nodes.add(.number, start, position, payload: value.bitPattern) }
    let number = try readNumberParts()
    if number.isPlain { return nodes.add(.number, start, position, payload: number.value.bitPattern) }
    let range = SourceRange(start, position)
    return nodes.addNumber(Numeral(value: number.value, text: numeralText(range, isPlain: false)), range)
  }

  /// Reads a whole number of up to fifteen digits; nil if the number has other parts.
  private mutating func takeShortWhole() -> Double? {
    var index = position
    var value = 0
    while index < end, isDigit(bytes[index]) {
      value = value &* 10 &+ Int(bytes[index] &- 0x30)
      index &+= 1
    }
    let follows = index < end ? bytes[index] : 0
    guard index &- position <= 15, follows != Ascii.period, follows != Ascii.comma, !isLetter(follows) else {
      return nil
    }
    if dialect == .article, index &- position <= 3, spaceOfThousands(at: index) > 0 { return nil }
    position = index
    return Double(value)
  }

  private func numeralText(_ range: SourceRange, isPlain: Bool) -> String {
    let written = text(range)
    guard !isPlain else { return written }
    let digits = written.hasSuffix("K") || written.hasSuffix("M") ? written.withoutSuffix : written
    return String(
      digits.compactMap { character in
        if character == "−" { return "-" }
        return character.isASCII && (character.isLetter || character.isNumber || ".+-".contains(character))
          ? character : nil
      })
  }

  /// Reads the parts of a number; `isPlain` if it has neither `_` nor thousands separators.
  private mutating func readNumberParts() throws(Fault) -> (value: Double, isPlain: Bool) {
    let start = position
    var mantissa: UInt64 = 0
    var digits = 0
    var decimals = 0
    var plain = true
    while true {
      let byte = self.byte
      if isDigit(byte) {
        mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
        if mantissa > 0 { digits += 1 }
        position += 1
      } else if byte == Ascii.underscore, isDigit(self.byte(at: 1)), position > start {
        plain = false
        position += 1
      } else if byte == Ascii.comma, dialect == .article, atThousands(from: start) {
        plain = false
        position += 1
      } else if dialect == .article, !plain || position - start <= 3, case let space = spaceOfThousands(at: position),
        space > 0, position > start
      {
        plain = false
        position += space
      } else {
        break
      }
    }
    if byte == Ascii.period, byte(at: 1) != Ascii.period {
      position += 1
      while isDigit(byte) || (byte == Ascii.underscore && isDigit(byte(at: 1))) {
        if byte == Ascii.underscore {
          plain = false
        } else {
          mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
          if mantissa > 0 { digits += 1 }
          decimals += 1
        }
        position += 1
      }
    }
    var exponent = 0
    if byte | 0x20 == 0x65, hasExponent {
      position += 1
      let isTypographic = dialect == .article && take("−")
      if isTypographic { plain = false }
      let negative = isTypographic || byte == Ascii.minus
      if byte == Ascii.minus || byte == Ascii.plus { position += 1 }
      while isDigit(byte) {
        exponent = min(exponent * 10 + Int(byte &- 0x30), 100_000)
        position += 1
      }
      if negative { exponent = -exponent }
    }
    if dialect == .article, !juxtaposes, let thousands = takeThousandsSuffix() {
      exponent += thousands
      plain = false
    }
    try requireNoTrailingLetters(start)
    if digits <= 15, let value = exactly(mantissa, timesTenTo: exponent - decimals) { return (value, plain) }
    let range = SourceRange(start, position)
    let text = numeralText(range, isPlain: plain)
    guard let value = Double(text.hasSuffix(".") ? text + "0" : text.hasPrefix(".") ? "0" + text : text) else {
      throw Fault("'\(self.text(range))' is not a number", at: range)
    }
    guard value.isFinite else {
      throw Fault(
        "\(self.text(range)) is out of range", at: range, label: "the largest number is 1.7976931348623157e308")
    }
    // The numbers of an article become decimals, which can be smaller than doubles.
    let isDecimal = dialect == .article && exponent.magnitude <= BoundedDecimal.maxExponent
    guard value != 0 || digits == 0 || isDecimal else {
      throw Fault("\(self.text(range)) is out of range", at: range, label: "the smallest number above 0 is 5e-324")
    }
    return (value, plain)
  }

  /// The value with a single rounding; nil unless both factors are exact doubles.
  private func exactly(_ mantissa: UInt64, timesTenTo exponent: Int) -> Double? {
    if exponent == 0 { return Double(mantissa) }
    guard (-22...22).contains(exponent) else { return nil }
    return exponent < 0 ? Double(mantissa) / exactPowersOfTen[-exponent] : Double(mantissa) * exactPowersOfTen[exponent]
  }

  private var hasExponent: Bool {
    let next = byte(at: 1)
    if next == 0xE2, dialect == .article {
      var probe = self
      probe.position += 1
      return probe.take("−") && isDigit(probe.byte)
    }
    return isDigit(next) || ((next == Ascii.minus || next == Ascii.plus) && isDigit(byte(at: 2)))
  }

  /// Whether the comma separates thousands, as in `1,234`: after one to three digits and before exactly three, outside
  /// lists.
  private func atThousands(from start: Int) -> Bool {
    guard position - start <= 3 || bytes[position - 4] == Ascii.comma, listDepth == 0 else { return false }
    return isDigit(byte(at: 1)) && isDigit(byte(at: 2)) && isDigit(byte(at: 3)) && !isDigit(byte(at: 4))
  }

  /// The bytes of the space, of any kind, that separates thousands at an offset, as in `12 345`; 0 if there is none.
  private func spaceOfThousands(at index: Int) -> Int {
    guard index < end else { return 0 }
    let length: Int
    switch bytes[index] {
    case Ascii.space, UInt8(ascii: "~"): length = 1
    case 0xC2 where index + 1 < end && bytes[index + 1] == 0xA0: length = 2
    case 0xE2 where index + 2 < end && bytes[index + 1] == 0x80 && [0x89, 0xAF, 0x85, 0x86].contains(bytes[index + 2]):
      length = 3
    case Ascii.backslash where index + 1 < end && bytes[index + 1] == Ascii.comma: length = 2
    default: return 0
    }
    let digits = index + length
    guard digits + 2 < end, bytes[digits...(digits + 2)].allSatisfy(isDigit) else { return 0 }
    return digits + 3 < end && (isDigit(bytes[digits + 3]) || isLetter(bytes[digits + 3])) ? 0 : length
  }

  /// Reads the `K` of `150K` or the `M` of `3.2M`.
  private mutating func takeThousandsSuffix() -> Int? {
    guard byte == UInt8(ascii: "K") || byte == UInt8(ascii: "M") else { return nil }
    let next = byte(at: 1)
    guard !isLetter(next), !isDigit(next), next < 0x80, next != Ascii.openParenthesis else { return nil }
    position += 1
    return bytes[position - 1] == UInt8(ascii: "K") ? 3 : 6
  }

  /// In an article a number may touch the next factor: `0.5x`.
  private mutating func requireNoTrailingLetters(_ start: Int) throws(Fault) {
    guard isLetter(byte), dialect == .language || byte == Ascii.underscore else { return }
    var end = position
    while end < self.end, isLetter(bytes[end]) || isDigit(bytes[end]) { end += 1 }
    throw Fault(
      "'\(text(start, end))' is neither a number nor a name", at: SourceRange(start, end),
      label: "a number ends before '\(text(position, end))'")
  }
}

extension String {
  /// `3.2e6` for `3.2M`, and `8e5` for `800K`, whose zeros are not digits that were counted.
  fileprivate var withoutSuffix: String {
    var exponent = hasSuffix("K") ? 3 : 6
    var mantissa = dropLast()
    while !mantissa.contains("."), mantissa.count > 1, mantissa.hasSuffix("0") {
      mantissa.removeLast()
      exponent += 1
    }
    return "\(mantissa)e\(exponent)"
  }
}
