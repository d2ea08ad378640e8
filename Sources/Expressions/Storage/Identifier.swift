import Synchronization

/// A name in eight bytes, so that comparing two compares two numbers.
///
/// Names of up to eight bytes are stored as those bytes; longer ones are numbered in a global table.
@usableFromInline package struct Identifier: Hashable, Sendable {
  @usableFromInline let raw: UInt64

  /// This byte does not occur in UTF-8.
  private static let longMark: UInt64 = 0xFF << 56

  @usableFromInline init(raw: UInt64) { self.raw = raw }

  @inlinable
  package static func == (left: Identifier, right: Identifier) -> Bool { left.raw == right.raw }

  @usableFromInline package init(_ text: String) {
    var text = text
    self = text.withUTF8 { Identifier($0) }
  }

  @usableFromInline init(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count <= 8, !bytes.contains(0) else {
      raw = Identifier.longMark | UInt64(longWords.withLock { $0.number(of: bytes) })
      return
    }
    raw = bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Whether it has more than eight bytes.
  package var isLong: Bool { raw & Identifier.longMark == Identifier.longMark }

  @usableFromInline package var text: String {
    if isLong {
      let number = Int(raw & ~Identifier.longMark)
      return longWords.withLock { $0.words.indices.contains(number) ? $0.words[number] : "" }
    }
    let count = (64 - raw.leadingZeroBitCount + 7) / 8
    // As short a string takes no memory, which is found out sooner than by `decoding`.
    return String(unsafeUninitializedCapacity: count) { text in
      for index in 0..<count { text[index] = UInt8(truncatingIfNeeded: raw >> UInt64(8 * index)) }
      return count
    }
  }

  /// Whether it is `and`, `or` or `not`, which are operators.
  @inlinable package var isOperator: Bool { raw == 0x64_6E61 || raw == 0x726F || raw == 0x74_6F6E }

  /// A hash for a table whose size is a power of two.
  @inlinable
  var hash: UInt64 {
    let product = raw &* 0x9E37_79B9_7F4A_7C15
    return product ^ product &>> 32
  }
}

/// Not a dictionary: the first use of its type searches all conformances of the program, a twentieth of startup time.
private struct LongWords {
  var words: [String] = []
  /// The first word with each hash, and for each word the next with the same hash.
  private var first = IdentifierMap<Int>()
  private var next: [Int?] = []

  mutating func number(of word: UnsafeBufferPointer<UInt8>) -> Int {
    // FNV-1a
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let key = Identifier(raw: hash)
    var number = first[key]
    while let found = number {
      if words[found].hasBytes(word) { return found }
      number = next[found]
    }
    next.append(first[key])
    first[key] = words.count
    words.append(String(decoding: word, as: UTF8.self))
    return words.count - 1
  }
}

extension String {
  fileprivate func hasBytes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var text = self
    return text.withUTF8 { own in
      guard own.count == bytes.count else { return false }
      for index in 0..<own.count where own[index] != bytes[index] { return false }
      return true
    }
  }

  /// Whether a byte occurs in it.
  package func contains(byte: UInt8) -> Bool {
    var text = self
    return text.withUTF8 { $0.contains(byte) }
  }
}

private let longWords = Mutex(LongWords())
