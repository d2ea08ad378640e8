/// FNV-1a, 64 bits: a check against accidents, not against people.
struct ShortHash {
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

  /// Low byte first.
  mutating func mix(_ word: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) { mix(UInt8(truncatingIfNeeded: word >> UInt64(shift))) }
  }

  /// Sixteen hexadecimal digits.
  var text: String {
    let text = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }

  static func text(of bytes: some Sequence<UInt8>) -> String {
    var hash = ShortHash()
    for byte in bytes { hash.mix(byte) }
    return hash.text
  }
}
