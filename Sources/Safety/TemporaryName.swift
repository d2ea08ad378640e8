/// Names that nobody can predict, and that tell what a killed process has left behind from anything else:
/// `<beginning><16 random hexadecimal digits><their sum, 8 digits><ending>`.
struct TemporaryName {
  let beginning: String
  let ending: String

  func new() -> String {
    let random = Self.digits(UInt64.random(in: .min ... .max), count: 16)
    return beginning + random + Self.sum(of: random) + ending
  }

  func matches(_ name: String) -> Bool {
    guard name.hasPrefix(beginning), name.hasSuffix(ending) else { return false }
    let middle = name.dropFirst(beginning.count).dropLast(ending.count)
    return middle.utf8.count == 24 && String(middle.suffix(8)) == Self.sum(of: String(middle.prefix(16)))
  }

  /// Tells our names from anything that merely looks like them: the FNV-1a hash of the digits.
  private static func sum(of text: String) -> String {
    digits(UInt64(text.utf8.reduce(2_166_136_261 as UInt32) { ($0 ^ UInt32($1)) &* 16_777_619 }), count: 8)
  }

  private static func digits(_ number: UInt64, count: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: count - text.count) + text
  }
}
