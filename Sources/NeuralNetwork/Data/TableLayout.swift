/// A column of a table, as a user names it.
package enum ColumnReference: Sendable, Equatable {
  /// Counted from 1.
  case number(Int)
  /// The text in the header.
  case name(String)
}

/// Neighbouring columns, both ends included.
package struct ColumnRange: Sendable, Equatable {
  package var first: ColumnReference
  package var last: ColumnReference

  package init(_ first: ColumnReference, _ last: ColumnReference) {
    self.first = first
    self.last = last
  }

  package init(_ only: ColumnReference) {
    self.init(only, only)
  }
}

/// How a table of text is to be read; what is nil is found out.
package struct TableOptions: Sendable, Equatable {
  /// Comma, semicolon, tab, bar or blanks; the one that divides the first lines most evenly.
  package var separator: Unicode.Scalar?
  /// Whether the first line holds names; it does if a text in it stands above numbers.
  package var hasHeader: Bool?
  /// All columns but the targets.
  package var inputs: [ColumnRange]?
  /// The columns behind the inputs, or before them if none are. If neither is said: columns at the end that are named
  /// as `writeTable` names targets, else the last column.
  package var targets: [ColumnRange]?

  package init(
    separator: Unicode.Scalar? = nil, hasHeader: Bool? = nil, inputs: [ColumnRange]? = nil,
    targets: [ColumnRange]? = nil
  ) {
    self.separator = separator
    self.hasHeader = hasHeader
    self.inputs = inputs
    self.targets = targets
  }
}

/// Where in a file a cell begins.
package struct TablePlace: Sendable, Equatable {
  /// The line, counted from 1; line ends inside quotes count.
  package var line: Int
  /// The character of that line, counted from 1.
  package var character: Int
  /// The column of the table, counted from 1, and its name in the header.
  package var column: Int
  package var columnName: String?

  package init(line: Int, character: Int, column: Int, columnName: String? = nil) {
    self.line = line
    self.character = character
    self.column = column
    self.columnName = columnName
  }
}

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

/// Why a table could not be read.
package enum TableError: Error, Equatable {
  /// No line with anything but blanks in it.
  case noSamples
  /// Nothing after the header.
  case onlyHeader
  case notText(FileKind)
  /// A name or a label whose bytes are no UTF-8.
  case notUTF8(at: TablePlace)
  /// A separator that is a quote, a line end or not ASCII.
  case separator
  /// One column is not enough for inputs and targets.
  case singleColumn
  /// The columns named leave none for the inputs, or none for the targets.
  case noColumnsLeft
  case unknownColumn(ColumnReference, columnCount: Int, names: [String])
  /// A name that stands for several columns.
  case ambiguousColumn(String, columns: [Int])
  /// A column, counted from 1, that is named twice.
  case repeatedColumn(Int)
  /// A column, counted from 1, that is among the inputs and among the targets, which are not the same columns.
  case inputAndTarget(Int)
  /// The last column stands before the first.
  case reversedColumns(ColumnRange)
  /// The place is that of the first cell too many, or of the line's end.
  case cellCount(expected: Int, found: Int, at: TablePlace)
  case missing(at: TablePlace)
  /// No text in a column of classes.
  case missingClass(at: TablePlace)
  case notANumber(String, at: TablePlace)
  /// "nan", "inf", or a number beyond the greatest Double.
  case notFinite(String, at: TablePlace)
  case unclosedQuote(at: TablePlace)
  case textAfterQuote(at: TablePlace)
  case tooManyClasses(limit: Int, at: TablePlace)
}
