import Expressions

/// Reads a text file word by word: words are separated by white space, and `#` begins a comment.
struct TextScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var offset = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes.assumingMemoryBound(to: UInt8.self)
  }

  /// An error at the next word.
  mutating func failure(_ expected: String) -> NetworkFileError {
    skipBlanks()
    var line = 1
    var start = 0
    for index in 0..<min(offset, bytes.count) where bytes[index] == 0x0a { (line, start) = (line + 1, index + 1) }
    let position = FilePosition(line: line, character: offset - start + 1)
    guard offset < bytes.count else { return .expected(expected, found: "the end of the file", position) }
    let word = bytes[offset...].prefix(30).prefix { $0 > 0x20 }
    return .expected(expected, found: "'\(String(decoding: word, as: UTF8.self))'", position)
  }

  private mutating func skipBlanks() {
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "#") {
        skipLine()
      } else if bytes[offset] <= 0x20 {
        offset += 1
      } else {
        return
      }
    }
  }

  mutating func skipLine() {
    while offset < bytes.count, bytes[offset] != 0x0a { offset += 1 }
  }

  mutating func atEnd() -> Bool {
    skipBlanks()
    return offset >= bytes.count
  }

  /// Skips this text if it is next, and returns whether it was; a blank in it matches any number of blanks.
  mutating func take(_ text: StaticString) -> Bool {
    skipBlanks()
    var position = offset
    let matches = text.withUTF8Buffer { text in
      for byte in text {
        while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
        guard byte != 0x20 else { continue }
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
      }
      return true
    }
    if matches { offset = position }
    return matches
  }

  mutating func require(_ text: StaticString) throws(NetworkFileError) {
    guard take(text) else { throw failure("'\(text)'") }
  }

  /// The rest of the line, without blanks around it.
  mutating func restOfLine() -> String {
    let start = offset
    skipLine()
    let words = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<offset]), as: UTF8.self)
    return words.split { $0.isWhitespace }.joined(separator: " ")
  }

  /// A run of bytes that are neither blanks nor one of these; nil if there is none.
  mutating func word(until stops: StaticString = "") -> String? {
    skipBlanks()
    let start = offset
    stops.withUTF8Buffer { stops in
      while offset < bytes.count, bytes[offset] > 0x20, !stops.contains(bytes[offset]) { offset += 1 }
    }
    return offset > start ? String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<offset]), as: UTF8.self) : nil
  }

  /// A finite number.
  mutating func number(_ what: String = "a number") throws(NetworkFileError) -> Double {
    skipBlanks()
    guard let (value, next) = readDecimal(bytes, from: offset, to: bytes.count), value.isFinite else {
      throw failure(what)
    }
    offset = next
    return value
  }

  /// A whole number from 0.
  mutating func whole(_ what: String, atMost limit: Int = 1 << 40) throws(NetworkFileError) -> Int {
    skipBlanks()
    let start = offset
    let value = try number(what)
    guard let whole = Int(exactly: value), 0...limit ~= whole else {
      offset = start
      throw failure(what)
    }
    return whole
  }
}
