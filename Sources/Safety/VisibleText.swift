// Text that the program did not write itself, made safe to show: a terminal obeys escape sequences, a reader believes
// what bidirectional marks reorder. Everything that is printed goes through here.

/// A text for standard output or standard error: newlines and tabs are kept, other control characters become pictures
/// such as `␛`, and invisible or reordering characters escapes such as `\u{202E}`.
///
/// Costs one look at each byte if there is nothing to change.
package func visible(_ text: String) -> String {
  guard hasHiddenCharacters(text) else { return text }
  return withPictures(text) { $0 == "\n" || $0 == "\t" }
}

/// Whether `visible` may change a text.
package func hasHiddenCharacters(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  hasHiddenCharacters(UnsafeRawBufferPointer(text))
}

private func hasHiddenCharacters(_ text: String) -> Bool {
  text.utf8.withContiguousStorageIfAvailable { hasHiddenCharacters(UnsafeRawBufferPointer($0)) } ?? true
}

private func hasHiddenCharacters(_ text: UnsafeRawBufferPointer) -> Bool {
  let size = 256
  var index = 0
  // Many at a time: most are newlines and printable ASCII.
  while index + size <= text.count {
    var others: UInt64 = 0
    for start in stride(from: index, to: index + size, by: 8) {
      others |= otherThanPrintable(text.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    }
    if others != 0, (index..<index + size).contains(where: { mayBeginHidden(text, $0) }) { return true }
    index += size
  }
  while index + 8 <= text.count {
    let others = otherThanPrintable(text.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    if others != 0, (index..<index + 8).contains(where: { mayBeginHidden(text, $0) }) { return true }
    index += 8
  }
  return (index..<text.count).contains { mayBeginHidden(text, $0) }
}

/// Of each of eight bytes, in its highest bit: whether it is anything but a newline or printable ASCII.
@inline(__always)
private func otherThanPrintable(_ bytes: UInt64) -> UInt64 {
  func repeated(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }
  let low = bytes & repeated(0x7F)
  let isNotNewline = (low ^ repeated(0x0A)) &+ repeated(0x7F)
  let isControl = ~(low &+ repeated(0x60))
  let isDelete = low &+ repeated(0x01)
  return (bytes | isControl & isNotNewline | isDelete) & repeated(0x80)
}

/// A text that must stay on its line: as `visible`, but newlines become pictures too.
package func visibleLine(_ text: String) -> String {
  guard hasHiddenCharacters(text) || text.utf8.contains(0x0A) else { return text }
  return withPictures(text) { $0 == "\t" }
}

/// A name or cell inside a line, with the escapes of a string for every hidden character: `\n`, `\t`, `\u{1B}`.
package func visibleName(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isHidden) else { return text }
  return text.unicodeScalars.reduce(into: "") { shown, scalar in
    shown += isHidden(scalar) ? scalar.escaped(asASCII: true) : String(scalar)
  }
}

/// Whether a terminal obeys a character instead of showing it, or shows nothing, or shows what follows in another
/// order.
package func isHidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0: true  // C0, delete, C1
  case 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true  // bidirectional marks
  case 0x180E, 0x200B, 0x2028, 0x2029, 0x2060...0x2065, 0x206A...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
    0xFFFE, 0xFFFF:
    true
  case 0xE0000...0xE007F: true  // tags
  default: false
  }
}

private func withPictures(_ text: String, except isKept: (Unicode.Scalar) -> Bool) -> String {
  var shown = ""
  for scalar in text.unicodeScalars {
    if isKept(scalar) || !isHidden(scalar) {
      shown.unicodeScalars.append(scalar)
    } else if let picture = picture(scalar) {
      shown.unicodeScalars.append(picture)
    } else {
      shown += scalar.escaped(asASCII: true)
    }
  }
  return shown
}

/// Whether a hidden character may begin at this byte of UTF-8.
private func mayBeginHidden(_ text: UnsafeRawBufferPointer, _ index: Int) -> Bool {
  let next = index + 1 < text.count ? text[index + 1] : 0
  return switch text[index] {
  case 0x09, 0x0A: false
  case 0..<0x20, 0x7F, 0xD8, 0xE1, 0xEF, 0xF3: true
  case 0xC2: next < 0xA0  // not `·` and `²`
  case 0xE2: next < 0x82  // not `∂` and `≈`
  default: false
  }
}

/// The symbol of a C0 control character.
private func picture(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
  switch scalar.value {
  case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value)
  case 0x7F: "\u{2421}"
  default: nil
  }
}
