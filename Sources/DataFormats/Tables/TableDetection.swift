/// The layout of a table, detected from its first records.
struct TableDetection {
  /// The number of records that are examined, header included.
  private static let recordLimit = 10

  /// A copy of the text with the detected separator and the names in the header, if there is one.
  var text: TableText
  /// The offset of the first record after the header.
  var firstSample: Int
  var columnCount: Int
  /// The last comment line above the first record, if there is one.
  var comment: String?

  init(_ text: TableText, _ options: ReadingOptions) throws(TableError) {
    self.text = text
    let start = text.recordStart(from: text.start, skipsComments: true)
    guard start < text.bytes.count else { throw .noSamples }
    if let separator = options.separator {
      guard separator.isASCII, !"\"\n\r.+-0123456789eE#".unicodeScalars.contains(separator) else { throw .separator }
      self.text.separator = UInt8(truncatingIfNeeded: separator.value)
    } else {
      self.text.separator = Self.separator(of: text, from: start)
    }
    let header = try self.text.record(at: start)
    columnCount = header.count
    firstSample = start
    let records = Self.records(of: self.text, from: start)
    if columnCount > 2, records.count > 1, records.allSatisfy({ $0.count == columnCount && $0.last?.isEmpty == true }) {
      // A separator after every cell, as some programs write it, does not make another column.
      columnCount -= 1
    }
    let namesAreUsed = [options.inputs, options.targets].contains { $0?.contains { $0.usesNames } ?? false }
    let above = comment(above: start)
    comment = above.map { String(decoding: text.bytes[$0..<text.lineEnd(from: $0)], as: UTF8.self) }
    let commented = options.hasHeader == nil ? above.flatMap { namesInComment(at: $0) } : nil
    let isHeader = Self.isHeader(records, columnCount, of: self.text)
    if let commented, !isHeader {
      self.text.names = commented
    } else if options.hasHeader ?? (namesAreUsed || isHeader) {
      self.text.names = try names(header)
      firstSample = Self.nextRecord(after: header, in: self.text, skipsComments: false)
    }
  }

  private func names(_ cells: [TableText.Cell]) throws(TableError) -> [String] {
    var names: [String] = []
    for (column, cell) in cells.prefix(columnCount).enumerated() {
      names.append(try text.checkedText(of: cell, column: column))
    }
    return names
  }

  private func comment(above record: Int) -> Int? {
    var offset = text.start
    var last: Int?
    while offset < record {
      offset = text.recordStart(from: offset)
      guard offset < record else { break }
      last = offset
      offset = text.lineStart(after: text.lineEnd(from: offset))
    }
    return last
  }

  /// The names in a comment line, as numpy's `savetxt` writes a header; nil if the number of cells differs.
  private func namesInComment(at offset: Int) -> [String]? {
    guard let cells = try? text.record(at: text.skippingBlanks(offset + 1)), cells.count == columnCount, columnCount > 1
    else { return nil }
    return try? names(cells)
  }

  private static func nextRecord(after cells: [TableText.Cell], in text: TableText, skipsComments: Bool) -> Int {
    text.recordStart(from: text.lineStart(after: cells.last?.end ?? text.bytes.count), skipsComments: skipsComments)
  }

  /// The cells of the first records.
  ///
  /// They end at a record with a broken quote, which is reported when it is read.
  private static func records(of text: TableText, from start: Int) -> [[TableText.Cell]] {
    var records: [[TableText.Cell]] = []
    var offset = start
    while offset < text.bytes.count, records.count < recordLimit, let cells = try? text.record(at: offset) {
      records.append(cells)
      offset = nextRecord(after: cells, in: text, skipsComments: true)
    }
    return records
  }

  /// The separator that divides most of the first records into as many cells as the first one, at least two. Ties go to
  /// the one that gives more numbers, then to tab, semicolon, comma, bar and blank in that order.
  private static func separator(of text: TableText, from start: Int) -> UInt8 {
    var best = (separator: UInt8(ascii: ","), even: 0, numbers: 0)
    for separator in "\t;,| ".utf8 {
      var candidate = text
      candidate.separator = separator
      let records = records(of: candidate, from: start)
      guard let count = records.first?.count, count > 1 else { continue }
      let even = records.filter { $0.count == count }.count
      let numbers = records.joined().filter { candidate.number(in: $0) != nil }.count
      // The words of a sentence are not cells.
      if separator == UInt8(ascii: " "), numbers == 0 || even < records.count { continue }
      if (even, numbers) > (best.even, best.numbers) { best = (separator, even, numbers) }
    }
    return best.separator
  }

  /// Whether some cell of the first record is a string above a column of numbers and empty cells.
  private static func isHeader(_ records: [[TableText.Cell]], _ columnCount: Int, of text: TableText) -> Bool {
    guard let first = records.first?.prefix(columnCount) else { return false }
    let below = records.dropFirst()
    let isTextAt = first.map { !$0.isEmpty && !isNumeric($0, text) }
    guard !below.isEmpty else { return isTextAt.allSatisfy { $0 } }
    return first.indices.contains { column in
      let cells = below.filter { column < $0.count && !$0[column].isEmpty }.map { $0[column] }
      return isTextAt[column] && !cells.isEmpty && cells.allSatisfy { isNumeric($0, text) }
    }
  }

  private static func isNumeric(_ cell: TableText.Cell, _ text: TableText) -> Bool {
    text.number(in: cell) != nil || isNotFinite(text.text(of: cell, limit: 20))
  }

  /// Whether a cell, as written in a file, tells that its line is a header if numbers are below it.
  static func isText(_ written: String) -> Bool {
    Array(written.utf8).withUnsafeBufferPointer { bytes in
      guard let text = try? TableText(bytes, separator: 0), let cell = try? text.cell(at: 0, column: 0) else {
        return true
      }
      return !cell.content.isEmpty && !isNumeric(cell, text)
    }
  }

  /// Whether a string is NaN or an infinity.
  static func isNotFinite(_ text: String) -> Bool {
    var lowercased = text.lowercased()
    if lowercased.hasPrefix("-") || lowercased.hasPrefix("+") { lowercased.removeFirst() }
    return ["nan", "inf", "infinity"].contains(lowercased)
  }
}

extension TableText.Cell {
  var isEmpty: Bool { content.isEmpty }
}
