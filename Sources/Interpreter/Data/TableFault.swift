import DataFormats
import Expressions
import NeuralNetwork

/// What `data load` says about a table that cannot be read.
struct TableFault {
  private let error: TableError
  private let file: Located<String>
  private let inputs: SourceRange?
  private let targets: SourceRange?
  private let options: ReadingOptions

  /// - Parameters:
  ///   - inputs: where the columns of the inputs stand, if they are said; `targets` likewise.
  init(
    _ error: TableError, _ file: Located<String>, _ inputs: SourceRange?, _ targets: SourceRange?,
    _ options: ReadingOptions
  ) {
    self.error = error
    self.file = file
    self.inputs = inputs
    self.targets = targets
    self.options = options
  }

  var fault: Fault {
    switch error {
    case .noSamples: whole("\(file.value) holds no samples")
    case .onlyHeader: whole("\(file.value) has a header and no samples")
    case .notText(let kind): whole("\(file.value) is no text in UTF-8", label: kind.name, help: kind.help(file.value))
    case .notUTF8(let place):
      at(
        place, "a text that is not in UTF-8",
        help: "iconv -f latin1 -t utf-8 \(quoted(file.value)) makes it UTF-8, if it is Latin-1")
    case .separator: whole("\(file.value) has no separator that can be used")
    case .singleColumn:
      whole("\(file.value) has one column", label: "inputs and targets are separated by ',', ';', '|', tabs or blanks")
    case .noColumnsLeft:
      columns(
        "these columns leave none for the \(targets == nil ? "targets" : "inputs")", help: "inputs 1..4 targets 5")
    case .unknownColumn(let column, let count, let names): unknown(column, count, names)
    case .ambiguousColumn(let name, let columns): ambiguous(name, columns)
    case .repeatedColumn(let column): columns("column \(column) is named twice")
    case .inputAndTarget(let column):
      columns(
        "column \(column) is an input and a target",
        label: "only the same columns on both sides are for networks that reproduce their input")
    case .reversedColumns(let range):
      Fault(
        "the last column stands before the first",
        at: (options.inputs?.contains(range) ?? false ? inputs : targets) ?? file.range, label: nil)
    case .cellCount(let expected, let found, let place):
      at(
        place, "\(counted(expected, "column")) expected, found \(found)", label: "the first line has \(expected)",
        help: found > expected ? "a text with separators in it stands in quotes" : nil)
    case .missing(let place): at(place, "a number is missing", help: missingHelp(place))
    case .missingClass(let place): at(place, "a class is missing", help: missingHelp(place))
    case .notANumber(let text, let place): at(place, "'\(visible(text))' is no number", help: help(for: text, place))
    case .notFinite(let text, let place):
      at(place, "'\(visible(text))' is no finite number", help: missingHelp(place))
    case .unclosedQuote(let place):
      at(place, "the quote is never closed", help: "a quote inside a quoted text is doubled: \"\"")
    case .textAfterQuote(let place):
      at(place, "text after a closing quote", help: "a quote inside a quoted text is doubled: \"\"")
    case .tooManyClasses(let limit, let place):
      at(place, "more than \(limit) classes", help: "'targets' says which column is the target")
    }
  }

  private func whole(_ message: String, label: String? = nil, help: String? = nil) -> Fault {
    Fault(message, at: file.range, label: label, help: help)
  }

  /// A fault of a cell: line and character in the file belong to the message.
  private func at(_ place: FilePosition, _ message: String, label: String? = nil, help: String? = nil) -> Fault {
    let column = place.columnName.map { "column \(place.column), \(visible(shortened($0)))" }
    return Fault(
      "\(file.value):\(place.line):\(place.character): \(message)", at: file.range,
      label: label ?? column ?? "column \(place.column)", help: help)
  }

  private func columns(_ message: String, label: String? = nil, help: String? = nil) -> Fault {
    let range = targets.map { targets in inputs?.union(targets) ?? targets } ?? inputs
    return Fault(message, at: range ?? file.range, label: label, help: help)
  }

  /// Where the columns stand that name this one.
  private func range(_ column: ColumnReference) -> SourceRange? {
    func names(_ columns: [ColumnRange]?) -> Bool {
      columns?.contains { $0.first == column || $0.last == column } ?? false
    }
    return names(options.inputs) ? inputs : names(options.targets) ? targets : nil
  }

  private func unknown(_ column: ColumnReference, _ count: Int, _ names: [String]) -> Fault {
    var help: String?
    let text: String
    switch column {
    case .number(let number):
      text = "column \(number)"
      if names.contains(String(number)) { help = "a name stands in quotes: \"\(number)\"" }
    case .name(let name):
      text = "column '\(name)'"
      help = nearest(to: name, among: names).map { "did you mean \(quoted($0))?" }
    }
    return Fault(
      "there is no \(text)", at: range(column) ?? file.range, label: "\(file.value) has \(counted(count, "column"))",
      help: help)
  }

  private func ambiguous(_ name: String, _ places: [Int]) -> Fault {
    let list = places.prefix(5).map(String.init).joined(separator: " and ")
    return Fault(
      "several columns are called '\(name)'", at: range(.name(name)) ?? file.range, label: "columns \(list)",
      help: "a number says which one")
  }

  private func missingHelp(_ place: FilePosition) -> String {
    "fill it in, take line \(place.line) out, or leave column \(place.column) out with 'inputs' and 'targets'"
  }

  /// What to do about a text where a number must stand.
  private func help(for text: String, _ place: FilePosition) -> String? {
    if text.isDecimalWithComma { return "a number has a point before its decimals, and no comma" }
    if ["na", "n/a", "null", "none", "?", "-", "--", "missing"].contains(text.lowercased()) {
      return missingHelp(place)
    }
    if text.utf8.drop(while: { "+-.".utf8.contains($0) }).first.map(isDigit) ?? false {
      return "a number is written like -1.5e3, without units or other marks"
    }
    if place.line == 1, options.hasHeader == false { return "without 'no-header' the first line gives names" }
    return "columns of texts stay out: 'inputs' and 'targets' say which columns are taken"
  }
}

extension FileKind {
  fileprivate var name: String {
    switch self {
    case .utf16, .utf16BigEndian: "it looks like UTF-16"
    case .utf32: "it is UTF-32"
    case .gzip: "it is compressed by gzip"
    case .zip: "it is a zip archive, as spreadsheets are"
    case .numpy: "it is an array of numpy"
    case .idx: "it is IDX, which comes in two files"
    case .binary: "there are bytes in it that no text has"
    }
  }

  fileprivate func help(_ file: String) -> String? {
    switch self {
    case .utf16: "iconv -f utf-16 -t utf-8 \(quoted(file)) makes it UTF-8"
    case .utf16BigEndian: "iconv -f utf-16be -t utf-8 \(quoted(file)) makes it UTF-8"
    case .utf32: "iconv -f utf-32 -t utf-8 \(quoted(file)) makes it UTF-8"
    case .gzip: "gunzip -k \(quoted(file))"
    case .zip: "save it as CSV"
    case .numpy: "numpy.savetxt writes a table"
    case .idx: "data load IMAGES LABELS"
    case .binary: nil
    }
  }
}

/// A name as an operand: in quotes if it has blanks or the like.
private func quoted(_ name: String) -> String {
  let isPlain = name.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 >= 0x80 || "./-".utf8.contains($0) }
  return isPlain && !name.isEmpty ? name : "\"\(name)\""
}

extension String {
  /// `1,5`
  fileprivate var isDecimalWithComma: Bool {
    let parts = split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    let whole = parts[0].first == "-" || parts[0].first == "+" ? parts[0].dropFirst() : parts[0]
    return !whole.isEmpty && !parts[1].isEmpty && (whole + parts[1]).utf8.allSatisfy(isDigit)
  }
}
