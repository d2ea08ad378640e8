/// What the first records of a table tell about the whole.
struct TableDetection {
  /// As many records are looked at, header included.
  private static let recordLimit = 10

  /// A copy of the text with the separator found and the names of the header, if there is one.
  var text: TableText
  /// Where the first record below the header begins.
  var firstSample: Int
  var columnCount: Int

  init(_ text: TableText, _ options: TableOptions) throws(TableError) {
    self.text = text
    let start = text.recordStart(from: text.start)
    guard start < text.bytes.count else { throw .noSamples }
    if let separator = options.separator {
      guard separator.isASCII, !"\"\n\r .+-0123456789eE".unicodeScalars.contains(separator) else { throw .separator }
      self.text.separator = UInt8(truncatingIfNeeded: separator.value)
    } else {
      self.text.separator = Self.separator(of: text, from: start)
    }
    let header = try self.text.record(at: start)
    columnCount = header.count
    firstSample = start
    let namesAreUsed = [options.inputs, options.targets].contains { $0?.usesNames ?? false }
    guard options.hasHeader ?? (namesAreUsed || Self.isHeader(header, of: self.text, at: start)) else { return }
    self.text.names = header.map { self.text.text(of: $0) }
    firstSample = Self.nextRecord(after: header, in: self.text)
  }

  static func nextRecord(after cells: [TableText.Cell], in text: TableText) -> Int {
    text.recordStart(from: text.lineStart(after: cells.last?.end ?? text.bytes.count))
  }

  /// The cells of the first records.
  ///
  /// A record with a broken quote ends them: reading it for good will report it.
  private static func records(of text: TableText, from start: Int) -> [[TableText.Cell]] {
    var records: [[TableText.Cell]] = []
    var offset = start
    while offset < text.bytes.count, records.count < recordLimit, let cells = try? text.record(at: offset) {
      records.append(cells)
      offset = nextRecord(after: cells, in: text)
    }
    return records
  }

  /// The separator that cuts most of the first records into as many cells as the first one, more than one; among
  /// several, the one that makes more numbers; among those, tab before semicolon before comma.
  private static func separator(of text: TableText, from start: Int) -> UInt8 {
    var best = (separator: UInt8(ascii: ","), even: 0, numbers: 0)
    for separator in "\t;,".utf8 {
      var candidate = text
      candidate.separator = separator
      let records = records(of: candidate, from: start)
      guard let count = records.first?.count, count > 1 else { continue }
      let even = records.filter { $0.count == count }.count
      let numbers = records.joined().filter { candidate.number(in: $0) != nil }.count
      if (even, numbers) > (best.even, best.numbers) { best = (separator, even, numbers) }
    }
    return best.separator
  }

  /// Whether some cell is a text above a column whose cells, as far as they are filled, are numbers.
  private static func isHeader(_ first: [TableText.Cell], of text: TableText, at start: Int) -> Bool {
    let below = records(of: text, from: start).dropFirst()
    let isTextAt = first.map { !$0.content.isEmpty && !isNumeric($0, text) }
    guard !below.isEmpty else { return isTextAt.allSatisfy { $0 } }
    return first.indices.contains { column in
      let cells = below.filter { column < $0.count && !$0[column].content.isEmpty }.map { $0[column] }
      return isTextAt[column] && !cells.isEmpty && cells.allSatisfy { isNumeric($0, text) }
    }
  }

  private static func isNumeric(_ cell: TableText.Cell, _ text: TableText) -> Bool {
    text.number(in: cell) != nil || isNotFinite(text.text(of: cell, limit: 20))
  }

  /// Whether a text is a way to write NaN or an infinity.
  static func isNotFinite(_ text: String) -> Bool {
    var lowercased = text.lowercased()
    if lowercased.hasPrefix("-") || lowercased.hasPrefix("+") { lowercased.removeFirst() }
    return ["nan", "inf", "infinity"].contains(lowercased)
  }
}

extension ColumnRange {
  var usesNames: Bool {
    [first, last].contains { if case .name = $0 { true } else { false } }
  }

  /// The columns counted from 0.
  func resolved(_ text: TableText, columnCount: Int) throws(TableError) -> Range<Int> {
    func place(_ reference: ColumnReference) throws(TableError) -> Int {
      switch reference {
      case .number(let number):
        guard 1...columnCount ~= number else { throw .unknownColumn(reference, columnCount: columnCount) }
        return number - 1
      case .name(let name):
        guard let index = text.names?.firstIndex(of: name) else {
          throw .unknownColumn(reference, columnCount: columnCount)
        }
        return index
      }
    }
    let first = try place(first)
    let last = try place(last)
    guard first <= last else { throw .reversedColumns(self) }
    return first..<last + 1
  }
}
