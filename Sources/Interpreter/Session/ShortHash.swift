/// FNV-1a, 64 bits: a check against accidents, not against people.
struct ShortHash {
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func mix(_ bytes: UnsafeRawBufferPointer) {
    // a local variable stays in a register
    var hash = hash
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    self.hash = hash
  }

  /// Low byte first.
  mutating func mix(_ word: UInt64) { withUnsafeBytes(of: word.littleEndian) { mix($0) } }

  /// Sixteen hexadecimal digits.
  var text: String {
    let text = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }

  static func text(of bytes: [UInt8]) -> String {
    var hash = ShortHash()
    bytes.withUnsafeBytes { hash.mix($0) }
    return hash.text
  }
}
