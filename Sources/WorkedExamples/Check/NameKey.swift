import Expressions

extension Name {
  /// The name without typography: `w₁`, `w_1`, `w_{1}` and `w1` are the same.
  package var key: String {
    if isPlain {
      if isUntypographic { return base }
      if let key = keyOfASCII { return key }
    }
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

  /// Whether the base is its own key: letters, digits, and `_` before letters.
  private var isUntypographic: Bool {
    var text = base
    return text.withUTF8 { bytes in
      var isAfterUnderscore = false
      for byte in bytes {
        guard isLetter(byte) || Expressions.isDigit(byte) && !isAfterUnderscore else { return false }
        isAfterUnderscore = byte == Ascii.underscore
      }
      return true
    }
  }

  /// The key of a base of ASCII characters: the general rules, byte by byte.
  private var keyOfASCII: String? {
    var text = base
    return text.withUTF8 { bytes in
      guard bytes.allSatisfy({ $0 < 0x80 && $0 != Ascii.carriageReturn }) else { return nil }
      func isDigit(at index: Int) -> Bool { index < bytes.count && Expressions.isDigit(bytes[index]) }
      return String(unsafeUninitializedCapacity: bytes.count) { key in
        var count = 0
        for (index, byte) in bytes.enumerated() {
          switch byte {
          case Ascii.openBrace, Ascii.closeBrace, Ascii.space, Ascii.backslash: continue
          case Ascii.underscore where isDigit(at: index + 1): continue
          case Ascii.underscore where index + 1 < bytes.count && bytes[index + 1] == Ascii.openBrace:
            if isDigit(at: index + 2) { continue }
          default: break
          }
          key[count] = byte
          count += 1
        }
        return count
      }
    }
  }

  private func isDigit(_ scalar: UnicodeScalar) -> Bool { ("0"..."9").contains(scalar) || ("₀"..."₉").contains(scalar) }

  private func followsDigit(_ text: [UnicodeScalar], _ index: Int) -> Bool {
    index < text.count && isDigit(text[index])
  }
}
