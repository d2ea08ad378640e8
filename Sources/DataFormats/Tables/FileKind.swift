/// The kind of a file that is not UTF-8 text and that no format reads.
package enum FileKind: Sendable, Equatable {
  case utf16, utf16BigEndian, utf32, gzip, zip

  /// Detects the kind from the first bytes; nil if the file may be UTF-8 text.
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
    } else {
      let zeros = bytes.prefix(64).indices.filter { bytes[$0] == 0 }
      // Latin letters in UTF-16: every other byte is zero.
      guard let first = zeros.first, zeros.count * 5 >= min(bytes.count, 64) * 2,
        zeros.allSatisfy({ ($0 - first) % 2 == 0 })
      else { return nil }
      self = first % 2 == 0 ? .utf16BigEndian : .utf16
    }
  }
}

extension FileKind {
  func problem(_ file: String) -> ContentProblem {
    let (label, help) =
      switch self {
      case .utf16: ("it looks like UTF-16", "convert it: iconv -f utf-16 -t utf-8 \(quotedName(file))")
      case .utf16BigEndian: ("it looks like UTF-16", "convert it: iconv -f utf-16be -t utf-8 \(quotedName(file))")
      case .utf32: ("it is UTF-32", "convert it: iconv -f utf-32 -t utf-8 \(quotedName(file))")
      case .gzip: ("it is compressed with gzip", "unpack it: gunzip -k \(quotedName(file))")
      case .zip: ("it is a zip archive, perhaps a spreadsheet", "save it as CSV")
      }
    return ContentProblem("\(file) is not UTF-8 text", label: label, help: help)
  }
}
