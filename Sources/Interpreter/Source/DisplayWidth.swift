// The columns that a text takes on a terminal: the same everywhere, whatever the locale.

/// The width of a character in terminal columns: 0 for combining marks, 2 for wide characters and emoji.
package func displayWidth(_ character: Character) -> Int {
  guard let scalar = character.unicodeScalars.first else { return 0 }
  if scalar.value < 0x300 { return 1 }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: return 0
  default: break
  }
  // A character shown as an emoji although it also has a narrow form.
  if character.unicodeScalars.dropFirst().first == "\u{FE0F}" { return 2 }
  return isWide(scalar.value) ? 2 : 1
}

/// East Asian width W or F of Unicode; what is unassigned between wide characters counts as wide.
private func isWide(_ value: UInt32) -> Bool {
  switch value {
  case 0..<0x1100: false
  case 0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0, 0x23F3, 0x25FD...0x25FE,
    0x2614...0x2615, 0x2648...0x2653, 0x267F, 0x2693, 0x26A1, 0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5,
    0x26CE, 0x26D4, 0x26EA, 0x26F2...0x26F3, 0x26F5, 0x26FA, 0x26FD, 0x2705, 0x270A...0x270B, 0x2728, 0x274C, 0x274E,
    0x2753...0x2755, 0x2757, 0x2795...0x2797, 0x27B0, 0x27BF, 0x2B1B...0x2B1C, 0x2B50, 0x2B55:
    true
  case 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE10...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x1B2FB, 0x20000...0x3FFFD:
    true
  case 0x1F004, 0x1F0CF, 0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320, 0x1F32D...0x1F335, 0x1F337...0x1F37C,
    0x1F37E...0x1F393, 0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0, 0x1F3F4, 0x1F3F8...0x1F43E, 0x1F440,
    0x1F442...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F54B...0x1F54E, 0x1F550...0x1F567, 0x1F57A, 0x1F595...0x1F596, 0x1F5A4,
    0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F6CC, 0x1F6D0...0x1F6D2, 0x1F6D5...0x1F6DF, 0x1F6EB...0x1F6EF,
    0x1F6F4...0x1F6FF, 0x1F7E0...0x1F7F0, 0x1F90C...0x1F93A, 0x1F93C...0x1F945, 0x1F947...0x1F9FF, 0x1FA70...0x1FAFF:
    true
  default: false
  }
}

extension StringProtocol {
  /// In terminal columns.
  var terminalWidth: Int { reduce(0) { $0 + displayWidth($1) } }

  func padded(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(0, width - terminalWidth)) }

  func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - terminalWidth)) + self
  }

  /// The beginning that takes at most this many columns.
  func prefix(columns: Int) -> String {
    var width = 0
    return String(
      prefix {
        width += displayWidth($0)
        return width <= columns
      })
  }

  /// As `prefix(columns:)`, ending in `…` if something is left out.
  func cut(to columns: Int) -> String {
    terminalWidth <= columns ? String(self) : prefix(columns: columns - 1) + "…"
  }
}
