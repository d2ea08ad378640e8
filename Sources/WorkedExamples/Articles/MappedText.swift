import Expressions

/// A text made from a document, with the offset in the document of each of its bytes.
package struct MappedText: Sendable {
  package private(set) var bytes: [UInt8] = []
  /// The pieces that are in the document as they are here: where they start in both.
  private var pieces: [Piece] = []

  private struct Piece: Sendable {
    var start: Int
    var offset: Int
  }

  init() {}

  /// The document itself.
  package init(_ document: [UInt8]) {
    bytes = document
    pieces = document.isEmpty ? [] : [Piece(start: 0, offset: 0)]
  }

  var count: Int { bytes.count }
  var isEmpty: Bool { bytes.isEmpty }

  mutating func append(_ byte: UInt8, at offset: Int) {
    beginPiece(at: offset)
    bytes.append(byte)
  }

  mutating func append(_ text: String, at offset: Int) {
    for byte in text.utf8 { append(byte, at: offset) }
  }

  mutating func append(_ other: MappedText) { append(other, 0..<other.count) }

  mutating func append(_ other: MappedText, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    var piece = other.piece(at: range.lowerBound)
    var start = range.lowerBound
    while start < range.upperBound {
      let end = piece + 1 < other.pieces.count ? other.pieces[piece + 1].start : other.count
      beginPiece(at: other.pieces[piece].offset + start - other.pieces[piece].start)
      bytes += other.bytes[start..<min(end, range.upperBound)]
      start = end
      piece += 1
    }
  }

  /// Before bytes from an offset of the document are appended.
  private mutating func beginPiece(at offset: Int) {
    if let last = pieces.last, last.offset + bytes.count - last.start == offset { return }
    pieces.append(Piece(start: bytes.count, offset: offset))
  }

  /// The piece that holds the byte at an index.
  private func piece(at index: Int) -> Int {
    var low = 0
    var high = pieces.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if pieces[middle].start <= index { low = middle } else { high = middle }
    }
    return low
  }

  subscript(range: Range<Int>) -> MappedText {
    var part = MappedText()
    part.append(self, range)
    return part
  }

  mutating func blank(_ range: Range<Int>) {
    for index in range { bytes[index] = Ascii.space }
  }

  /// The offset in the document of a byte, or of the end.
  func offset(of index: Int) -> Int {
    guard !isEmpty else { return 0 }
    guard index < count else { return offset(of: count - 1) + 1 }
    let piece = pieces[piece(at: index)]
    return piece.offset + index - piece.start
  }

  /// The range in the document of a range of this text.
  package func source(_ range: SourceRange) -> SourceRange {
    let lower = offset(of: range.lower)
    let upper = range.upper > range.lower ? offset(of: range.upper - 1) + 1 : lower
    return SourceRange(lower, max(lower, upper))
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  var text: String { text(0..<count) }

  /// Whether the bytes of a text are at an index.
  func has(_ literal: StaticString, at index: Int) -> Bool {
    let length = literal.utf8CodeUnitCount
    guard index >= 0, index + length <= bytes.count else { return false }
    for offset in 0..<length where bytes[index + offset] != literal.utf8Start[offset] { return false }
    return true
  }

  /// The first index from `start` at which a text is.
  func find(_ literal: StaticString, from start: Int, to end: Int? = nil) -> Int? {
    let first = literal.utf8Start[0]
    var index = start
    let last = (end ?? count) - literal.utf8CodeUnitCount
    while index <= last {
      if bytes[index] == first, has(literal, at: index) { return index }
      index += 1
    }
    return nil
  }

  /// The lines, without their newlines.
  var lines: [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for index in 0..<count where bytes[index] == Ascii.newline {
      lines.append(start..<index)
      start = index + 1
    }
    lines.append(start..<count)
    return lines
  }

  /// The range without blanks at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, isBlankByte(bytes[lower]) { lower += 1 }
    while upper > lower, isBlankByte(bytes[upper - 1]) { upper -= 1 }
    return lower..<upper
  }
}
