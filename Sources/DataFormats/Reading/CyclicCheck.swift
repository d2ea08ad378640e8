import Expressions

/// The sum by which archives notice damage: CRC-32 of ISO 3309, as in zip and PNG.
struct CyclicCheck {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xedb8_8320 : 0) }
  }

  private var register: UInt32 = ~0

  /// The sum of the bytes so far.
  var sum: UInt32 { ~register }

  /// Abandoned once a limit is reached.
  mutating func add(_ bytes: [UInt8]) {
    Self.table.withUnsafeBufferPointer { table in
      bytes.withUnsafeBufferPointer { bytes in
        var register = register
        for start in stride(from: 0, to: bytes.count, by: 1 << 20) where !Limits.isReached {
          for byte in bytes[start..<min(start + 1 << 20, bytes.count)] {
            register = register >> 8 ^ table[Int(UInt8(truncatingIfNeeded: register) ^ byte)]
          }
        }
        self.register = register
      }
    }
  }

  static func sum(of bytes: [UInt8]) -> UInt32 {
    var check = CyclicCheck()
    check.add(bytes)
    return check.sum
  }
}
