import Expressions
import NeuralNetwork

extension SampleSet {
  /// Data from a UTF-8 text table (CSV, TSV) in memory, after RFC 4180.
  ///
  /// Also accepts any line break, blank lines, comment lines, a separator at the end of lines and a byte order mark. A
  /// target column whose first cell is not a number has class labels: it becomes one-hot columns, sorted by label.
  /// Columns that are neither inputs nor targets may contain anything. Throws `TableError` with line and character, and
  /// `ColumnError`.
  ///
  /// - Parameter progress: called every few megabytes with the number of bytes read; reading stops if it returns false.
  package init(
    table bytes: UnsafeRawBufferPointer, name: String, options: ReadingOptions = ReadingOptions(),
    progress: (Int) -> Bool = { _ in true }
  ) throws {
    let text = try TableText(bytes.assumingMemoryBound(to: UInt8.self), separator: UInt8(ascii: ","))
    let detection = try TableDetection(text, options)
    var reader = try TableReader(detection, options)
    defer { reader.row.deallocate() }
    try Limits.require(numbers: reader.mostRows * (reader.columns.inputCount + reader.columns.targetCount))
    try reader.readAll(progress)
    self = try reader.sampleSet(name: name)
  }
}

/// Reads the records of a table into rows of numbers.
struct TableReader {
  enum Role {
    case unused, number, label
  }

  var text: TableText
  let firstSample: Int
  let columnCount: Int
  let mostRows: Int
  let columns: ColumnChoice
  /// The class of each target column, if the header names classes.
  let namedClasses: [String]?
  let roles: [Role]
  /// The target columns in the order of the samples' targets.
  let targetColumns: [Int]
  /// Whether lines that begin with `#` are comments: the first column has numbers.
  let skipsComments: Bool
  /// The numbers of one record; for a label, its index in `labels`.
  let row: UnsafeMutableBufferPointer<Double>
  var inputs: [Double] = []
  var targets: [Double] = []
  /// The labels of each target column in order of appearance, and how often each one appears.
  var labels: [Int: [String: Int]] = [:]
  var frequencies: [Int: [Int]] = [:]

  /// Throws `TableError` and `ColumnError`.
  init(_ detection: TableDetection, _ options: ReadingOptions) throws {
    let text = detection.text
    columnCount = detection.columnCount
    guard columnCount > 1 else { throw TableError.singleColumn }
    let isUndecided = options.inputs == nil && options.targets == nil
    let trailing = isUndecided ? TrailingTargets.found(by: detection) : .lastColumn
    columns = try ColumnChoice(
      options, columnCount: columnCount, names: text.names ?? [], targetsAtEnd: trailing.count)
    namedClasses = trailing.classes
    var roles = [Role](repeating: .unused, count: columnCount)
    for column in columns.targets.joined() { roles[column] = .label }
    for column in columns.inputs.joined() { roles[column] = .number }
    // A first line with `#` may be a comment or a label, so skip it where it can be a comment.
    let firstNumbers = text.recordStart(from: detection.firstSample, skipsComments: roles[0] != .unused)
    guard firstNumbers < text.bytes.count else { throw TableError.onlyHeader }
    let first = try text.record(at: firstNumbers)
    for column in columns.targets.joined() where roles[column] == .label {
      let cell = column < first.count ? first[column] : nil
      let isText = cell.map { !$0.isEmpty && text.number(in: $0) == nil } ?? false
      let isLabel = isText && !(cell.map { TableDetection.isNotFinite(text.text(of: $0, limit: 20)) } ?? false)
      if !isLabel { roles[column] = .number }
    }
    self.text = text
    self.roles = roles
    targetColumns = Array(columns.targets.joined())
    skipsComments = roles[0] == .number
    firstSample = skipsComments ? firstNumbers : detection.firstSample
    mostRows = Self.mostRows(text, firstSample, columnCount)
    row = .allocate(capacity: columnCount)
    row.initialize(repeating: 0)
  }

  mutating func readAll(_ progress: (Int) -> Bool) throws(TableError) {
    inputs.reserveLargeCapacity(mostRows * columns.inputCount)
    targets.reserveLargeCapacity(mostRows * columns.targetCount)
    var offset = firstSample
    var reported = 0
    while offset < text.bytes.count {
      let end = try readRecord(at: offset)
      append()
      offset = text.recordStart(from: text.lineStart(after: end), skipsComments: skipsComments)
      if offset - reported > 1 << 22 {
        guard progress(offset) else { return }
        reported = offset
      }
    }
  }

  /// Reads up to `limit` records from `offset` on, as far as they end in these bytes; returns the offset of the next
  /// one.
  ///
  /// - Parameter isLast: whether the file ends with these bytes. If not, a quote that is not closed may only be cut off:
  ///   it throws only in the first record.
  mutating func read(from offset: Int, limit: Int, isLast: Bool) throws(TableError) -> (next: Int, records: Int) {
    inputs.removeAll(keepingCapacity: true)
    targets.removeAll(keepingCapacity: true)
    var offset = text.recordStart(from: offset, skipsComments: skipsComments)
    var records = 0
    while offset < text.bytes.count, records < limit {
      let end: Int
      do throws(TableError) { end = try readRecord(at: offset) } catch {
        guard records > 0, !isLast, case .unclosedQuote = error else { throw error }
        break
      }
      append()
      records += 1
      offset = text.recordStart(from: text.lineStart(after: end), skipsComments: skipsComments)
    }
    return (offset, records)
  }

  private mutating func append() {
    for range in columns.inputs { inputs.append(contentsOf: UnsafeBufferPointer(rebasing: row[range])) }
    for range in columns.targets { targets.append(contentsOf: UnsafeBufferPointer(rebasing: row[range])) }
  }

  /// The maximum number of records: at most one per line, each with at least one byte per cell.
  private static func mostRows(_ text: TableText, _ firstSample: Int, _ columnCount: Int) -> Int {
    let body = UnsafeBufferPointer(rebasing: text.bytes[firstSample...])
    let lines = max(body.occurrences(of: 0x0a), body.occurrences(of: 0x0d)) + 1
    return min(lines, body.count / columnCount + 1)
  }

  /// Reads one record into `row` and returns the offset of its line end.
  private mutating func readRecord(at start: Int) throws(TableError) -> Int {
    var offset = start
    for column in 0..<columnCount {
      if column > 0 {
        guard !text.isLineEnd(offset) else { throw cellCountError(of: start) }
        offset += 1
      }
      if roles[column] == .number {
        if let (value, next) = text.shortNumber(at: offset) {
          row[column] = value
          offset = next
          continue
        }
        let first = text.skippingBlanks(offset)
        if let (value, next) = readDecimal(text.bytes, from: first, to: text.bytes.count), value.isFinite,
          let end = text.cellEnd(after: next)
        {
          row[column] = value
          offset = end
          continue
        }
      }
      offset = try readAnyCell(at: offset, column)
    }
    if !text.isLineEnd(offset) {
      // A separator after the last cell does not make another column.
      offset = text.skippingBlanks(offset + 1)
      guard text.isLineEnd(offset) else { throw cellCountError(of: start) }
    }
    return offset
  }

  /// Reads a cell that is quoted, a label, unused or invalid, and returns the offset of its end.
  private mutating func readAnyCell(at offset: Int, _ column: Int) throws(TableError) -> Int {
    let cell = try text.cell(at: offset, column: column)
    guard roles[column] != .unused else { return cell.end }
    guard !cell.isEmpty else {
      let position = position(of: cell, column)
      throw roles[column] == .label ? .missingClass(at: position) : .missing(at: position)
    }
    if roles[column] == .label {
      row[column] = Double(try labelIndex(cell, column))
    } else {
      guard let value = text.number(in: cell) else {
        let isNotFinite = TableDetection.isNotFinite(text.text(of: cell, limit: 20))
        throw isNotFinite ? .notFinite(excerpt(cell), at: position(of: cell, column)) : notANumber(cell, column)
      }
      guard value.isFinite else { throw .notFinite(excerpt(cell), at: position(of: cell, column)) }
      row[column] = value
    }
    return cell.end
  }

  private mutating func labelIndex(_ cell: TableText.Cell, _ column: Int) throws(TableError) -> Int {
    let label = try text.checkedText(of: cell, column: column)
    if let index = labels[column]?[label] {
      frequencies[column]?[index] += 1
      return index
    }
    let index = labels[column]?.count ?? 0
    guard index < SampleSet.classLimit else {
      throw .tooManyClasses(limit: SampleSet.classLimit, at: position(of: cell, column))
    }
    labels[column, default: [:]][label] = index
    frequencies[column, default: []].append(1)
    return index
  }

  // MARK: Errors

  private func position(of cell: TableText.Cell, _ column: Int) -> FilePosition {
    let first = text.skippingBlanks(cell.start)
    return text.position(of: text.isCellEnd(first) ? cell.start : first, column: column)
  }

  private func excerpt(_ cell: TableText.Cell) -> String {
    String(text.text(of: cell, limit: 200).prefix(40))
  }

  func notANumber(_ cell: TableText.Cell, _ column: Int) -> TableError {
    text.controlByte(in: cell.content, column: column)
      ?? .notANumber(excerpt(cell), at: position(of: cell, column))
  }

  private func cellCountError(of start: Int) -> TableError {
    do throws(TableError) {
      let cells = try text.record(at: start)
      let position =
        cells.count > columnCount
        ? text.position(of: cells[columnCount].start, column: columnCount)
        : text.position(of: cells[cells.count - 1].end, column: cells.count)
      return .cellCount(expected: columnCount, found: cells.count, at: position)
    } catch {
      return error
    }
  }
}
