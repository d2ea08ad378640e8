/// The text of a table in memory, cut into cells.
///
/// Offsets count bytes from the beginning of the file.
struct TableText {
  struct Cell {
    /// The offset of the cell with its blanks and quotes.
    var start: Int
    /// The content without surrounding blanks and quotes.
    var content: Range<Int>
    var isQuoted = false
    /// The offset of the separator or line break after it, or the end of the text.
    var end: Int
  }

  private(set) var bytes: UnsafeBufferPointer<UInt8>
  var separator: UInt8
  /// The offset after the byte order mark.
  private(set) var start: Int
  /// The lines of the file before these bytes, for positions.
  private var linesBefore = 0
  /// The names in the header, once it is read; used in the positions of errors.
  var names: [String]?

  init(_ bytes: UnsafeBufferPointer<UInt8>, separator: UInt8) throws(TableError) {
    if let kind = FileKind(bytes) { throw .notText(kind) }
    self.bytes = bytes
    self.separator = separator
    start = bytes.count >= 3 && bytes[0] == 0xef && bytes[1] == 0xbb && bytes[2] == 0xbf ? 3 : 0
    if let error = controlByte(in: 0..<min(bytes.count, 512)) { throw error }
  }

  /// Later lines of the same file.
  func continued(_ bytes: UnsafeBufferPointer<UInt8>, linesBefore: Int) -> TableText {
    var text = self
    (text.bytes, text.start, text.linesBefore) = (bytes, 0, linesBefore)
    return text
  }

  /// The error for the first byte in a range that text does not have: a NUL, a bell or another one below the tab.
  func controlByte(in range: Range<Int>, column: Int? = nil) -> TableError? {
    range.first { bytes[$0] < 0x09 }.map { .controlByte(bytes[$0], at: position(of: $0, column: column)) }
  }

  @inline(__always)
  func isLineEnd(_ offset: Int) -> Bool {
    offset >= bytes.count || bytes[offset] == 0x0a || bytes[offset] == 0x0d
  }

  @inline(__always)
  func isCellEnd(_ offset: Int) -> Bool {
    isLineEnd(offset) || bytes[offset] == separator
  }

  /// The first offset from `offset` on that is not a blank. Spaces are blanks even if they are the separator, tabs
  /// only if they are not.
  @inline(__always)
  func skippingBlanks(_ offset: Int) -> Int {
    var offset = offset
    while offset < bytes.count, bytes[offset] == 0x20 || bytes[offset] == 0x09,
      bytes[offset] != separator || separator == 0x20
    {
      offset += 1
    }
    return offset
  }

  /// The offset of the separator or line break after a cell whose content ends at `offset`, or nil if something else
  /// follows.
  @inline(__always)
  func cellEnd(after offset: Int) -> Int? {
    let end = skippingBlanks(offset)
    if separator == 0x20, end > offset { return isLineEnd(end) ? end : end - 1 }
    return isCellEnd(end) ? end : nil
  }

  /// Whether the line at `offset` is a comment.
  @inline(__always)
  func isComment(_ offset: Int) -> Bool {
    offset < bytes.count && bytes[offset] == UInt8(ascii: "#")
  }

  /// The offset of the line break that ends the line at `offset`.
  func lineEnd(from offset: Int) -> Int {
    var offset = offset
    while !isLineEnd(offset) { offset += 1 }
    return offset
  }

  /// The beginning of the line after the line break at `offset`.
  @inline(__always)
  func lineStart(after offset: Int) -> Int {
    guard offset < bytes.count else { return offset }
    return offset + (bytes[offset] == 0x0d && offset + 1 < bytes.count && bytes[offset + 1] == 0x0a ? 2 : 1)
  }

  /// The next line from `offset` on that is not blank, or the end of the text.
  ///
  /// - Parameter skipsComments: whether to skip lines that begin with `#` too.
  @inline(__always)
  func recordStart(from offset: Int, skipsComments: Bool = false) -> Int {
    var offset = offset
    while offset < bytes.count {
      if skipsComments, isComment(offset) {
        offset = lineStart(after: lineEnd(from: offset))
        continue
      }
      let first = skippingBlanks(offset)
      guard isLineEnd(first) else { break }
      offset = lineStart(after: first)
    }
    return offset
  }

  /// The cell that begins at `offset`, in a column counted from 0.
  func cell(at offset: Int, column: Int) throws(TableError) -> Cell {
    let first = skippingBlanks(offset)
    if first < bytes.count, bytes[first] == UInt8(ascii: "\"") {
      return try quotedCell(at: offset, quote: first, column: column)
    }
    var end = first
    var contentEnd = first
    while !isCellEnd(end) {
      end += 1
      if bytes[end - 1] != 0x20, bytes[end - 1] != 0x09 { contentEnd = end }
    }
    return Cell(start: offset, content: first..<contentEnd, end: cellEnd(after: end) ?? end)
  }

  private func quotedCell(at offset: Int, quote: Int, column: Int) throws(TableError) -> Cell {
    var index = quote + 1
    while true {
      guard index < bytes.count else { throw .unclosedQuote(at: position(of: quote, column: column)) }
      if bytes[index] == UInt8(ascii: "\"") {
        guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") else { break }
        index += 1
      }
      index += 1
    }
    guard let end = cellEnd(after: index + 1) else {
      throw .textAfterQuote(at: position(of: skippingBlanks(index + 1), column: column))
    }
    return Cell(start: offset, content: quote + 1..<index, isQuoted: true, end: end)
  }

  /// The cells of the record that begins at `offset`, including an empty one after a separator at the line's end.
  func record(at offset: Int) throws(TableError) -> [Cell] {
    var cells = [try cell(at: offset, column: 0)]
    while let last = cells.last, !isLineEnd(last.end) {
      cells.append(try cell(at: last.end + 1, column: cells.count))
    }
    return cells
  }

  /// A number of one to three digits that fills the cell at `offset`, and the cell's end: a fast path for images.
  @inline(__always)
  func shortNumber(at offset: Int) -> (value: Double, end: Int)? {
    guard offset + 4 <= bytes.count, separator != 0x20 else { return nil }
    var value = Int(bytes[offset] &- UInt8(ascii: "0"))
    guard value < 10 else { return nil }
    var end = offset + 1
    while end < offset + 4 {
      let digit = Int(bytes[end] &- UInt8(ascii: "0"))
      guard digit < 10 else {
        return bytes[end] == separator || bytes[end] == 0x0a ? (Double(value), end) : nil
      }
      value = value * 10 + digit
      end += 1
    }
    return nil
  }

  /// The text of a cell with doubled quotes unescaped, from at most `limit` bytes.
  func text(of cell: Cell, limit: Int = .max) -> String {
    let range = cell.content.prefix(limit)
    let raw = UnsafeBufferPointer(rebasing: bytes[range.startIndex..<range.endIndex])
    guard cell.isQuoted, raw.contains(UInt8(ascii: "\"")) else { return String(decoding: raw, as: UTF8.self) }
    var unescaped: [UInt8] = []
    var afterQuote = false
    for byte in raw {
      afterQuote = byte == UInt8(ascii: "\"") && !afterQuote
      if !afterQuote { unescaped.append(byte) }
    }
    return String(decoding: unescaped, as: UTF8.self)
  }

  /// The text of a name or a label.
  ///
  /// Throws `notUTF8`, and `controlByte` for a NUL: in another encoding, different labels could become one.
  func checkedText(of cell: Cell, column: Int) throws(TableError) -> String {
    let raw = UnsafeBufferPointer(rebasing: bytes[cell.content])
    if raw.contains(0), let error = controlByte(in: cell.content, column: column) { throw error }
    guard raw.allSatisfy({ $0 < 0x80 }) || String(validating: raw, as: UTF8.self) != nil else {
      throw .notUTF8(at: position(of: cell.start, column: column))
    }
    return text(of: cell)
  }

  /// The number in a cell, or nil if it is not a number.
  func number(in cell: Cell) -> Double? {
    var content = cell.content
    if cell.isQuoted {
      let first = min(skippingBlanks(content.lowerBound), content.upperBound)
      var last = content.upperBound
      while last > first, bytes[last - 1] == 0x20 { last -= 1 }
      content = first..<last
    }
    guard let (value, next) = readDecimal(bytes, from: content.lowerBound, to: content.upperBound),
      next == content.upperBound
    else { return nil }
    return value
  }

  /// The position of an offset in a column counted from 0.
  ///
  /// Scans the text up to there: for messages only.
  func position(of offset: Int, column: Int?) -> FilePosition {
    var line = linesBefore + 1
    var lineStart = start
    var index = start
    while index < offset {
      guard isLineEnd(index) else {
        index += 1
        continue
      }
      index = self.lineStart(after: index)
      if index <= offset {
        line += 1
        lineStart = index
      }
    }
    let before = UnsafeBufferPointer(rebasing: bytes[lineStart..<max(lineStart, offset)])
    let character = String(decoding: before, as: UTF8.self).count + 1
    let name = column.flatMap { column in names.flatMap { $0.indices.contains(column) ? $0[column] : nil } } ?? ""
    return FilePosition(
      line: line, character: character, column: column.map { $0 + 1 }, columnName: name.isEmpty ? nil : name)
  }
}
