/// What a file is that is no text in UTF-8.
package enum FileKind: Sendable, Equatable {
  case utf16, utf16BigEndian, utf32, gzip, zip, numpy, idx
  /// Bytes that texts do not have.
  case binary

  /// What the first bytes say; nil for what may be a text in UTF-8.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    func begins(_ start: [UInt8]) -> Bool { bytes.starts(with: start) }
    if begins([0xff, 0xfe, 0, 0]) || begins([0, 0, 0xfe, 0xff]) {
      self = .utf32
    } else if begins([0xff, 0xfe]) || begins([0xfe, 0xff]) {
      self = .utf16
    } else if begins([0x1f, 0x8b]) {
      self = .gzip
    } else if begins([0x50, 0x4b, 3, 4]) {
      self = .zip
    } else if begins([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]) {
      self = .numpy
    } else if bytes.count > 4, begins([0, 0]), 8...14 ~= bytes[2], 1...8 ~= bytes[3] {
      self = .idx
    } else {
      let zeros = bytes.prefix(64).indices.filter { bytes[$0] == 0 }
      guard let first = zeros.first else {
        // Bells and the like, below the tab.
        guard bytes.prefix(512).contains(where: { $0 < 0x09 }) else { return nil }
        self = .binary
        return
      }
      // Latin letters in UTF-16: every other byte is zero.
      let isRegular = zeros.count * 5 >= min(bytes.count, 64) * 2 && zeros.allSatisfy { ($0 - first) % 2 == 0 }
      self = isRegular ? (first % 2 == 0 ? .utf16BigEndian : .utf16) : .binary
    }
  }
}
