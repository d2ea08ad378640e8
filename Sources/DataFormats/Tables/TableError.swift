/// Why a table could not be read.
package enum TableError: Error, Equatable {
  /// Blank lines only.
  case noSamples
  /// A header without samples.
  case onlyHeader
  case notText(FileKind)
  /// A byte below the tab character, such as NUL.
  case controlByte(UInt8, at: FilePosition)
  /// A name or a label that is not valid UTF-8.
  case notUTF8(at: FilePosition)
  /// A separator that is a quote, a line break, part of a number or not ASCII.
  case separator
  /// One column is not enough for inputs and targets.
  case singleColumn
  /// The position is that of the first surplus cell, or the line's end.
  case cellCount(expected: Int, found: Int, at: FilePosition)
  case missing(at: FilePosition)
  /// An empty cell in a column of classes.
  case missingClass(at: FilePosition)
  case notANumber(String, at: FilePosition)
  /// "nan", "inf", or a number that overflows a Double.
  case notFinite(String, at: FilePosition)
  case unclosedQuote(at: FilePosition)
  case textAfterQuote(at: FilePosition)
  case tooManyClasses(limit: Int, at: FilePosition)
}

extension TableError: ContentError {
  package func problem(in file: String, _ options: ReadingOptions) -> ContentProblem {
    switch self {
    case .noSamples: ContentProblem("\(file) has no samples")
    case .onlyHeader: ContentProblem("\(file) has a header but no samples")
    case .notText(let kind): kind.problem(file)
    case .controlByte(let byte, let position):
      ContentProblem(
        byte == 0 ? "unexpected NUL byte" : "unexpected control character (byte \(byte))", at: position,
        label: "a table must be text, not a binary file")
    case .notUTF8(let position):
      ContentProblem(
        "not valid UTF-8", at: position,
        help: "if it is Latin-1, convert it: iconv -f latin1 -t utf-8 \(quotedName(file))")
    case .separator: ContentProblem("\(file) has no usable separator")
    case .singleColumn:
      ContentProblem(
        "\(file) has one column", label: "separate inputs and targets with ',', ';', '|', tabs or blanks")
    case .cellCount(let expected, let found, let position):
      ContentProblem(
        "expected \(expected) columns, found \(found)", at: position, label: "the first line has \(expected)",
        help: found > expected ? "quote a cell that contains separators" : nil)
    case .missing(let position): ContentProblem("missing number", at: position, help: position.missingHelp)
    case .missingClass(let position): ContentProblem("missing class", at: position, help: position.missingHelp)
    case .notANumber(let text, let position):
      ContentProblem("'\(text)' is not a number", at: position, help: help(for: text, position, options, file))
    case .notFinite(let text, let position):
      ContentProblem("'\(text)' is not a finite number", at: position, help: position.missingHelp)
    case .unclosedQuote(let position):
      ContentProblem(
        "missing closing quote", at: position, help: "double a quote inside a quoted cell: \"\"")
    case .textAfterQuote(let position):
      ContentProblem(
        "text after a closing quote", at: position, help: "double a quote inside a quoted cell: \"\"")
    case .tooManyClasses(let limit, let position):
      ContentProblem(
        "more than \(limit) classes", at: position, help: "select the target column with 'targets'")
    }
  }

  /// The help for text where a number is expected.
  private func help(for text: String, _ position: FilePosition, _ options: ReadingOptions, _ file: String) -> String {
    if text.isDecimalWithComma { return "use a decimal point, not a comma" }
    if ["na", "n/a", "null", "none", "?", "-", "--", "missing"].contains(text.lowercased()) {
      return position.missingHelp
    }
    if text.utf8.drop(while: { "+-.".utf8.contains($0) }).first.map(isDigit) ?? false {
      return "write numbers like -1.5e3, without units"
    }
    if position.line == 1, options.hasHeader == false { return "if line 1 is a header, leave out 'no-header'" }
    let start = "select columns of numbers with 'inputs' and 'targets'"
    // Targets may be words: the column after this one can be what is to be predicted.
    guard let column = position.column, column > 1, options.inputs == nil, options.targets == nil else { return start }
    let inputs = column == 2 ? "1" : "1..\(column - 1)"
    return "\(start): data load \(quotedName(file)) inputs \(inputs) targets \(column + 1)"
  }
}

extension FilePosition {
  fileprivate var missingHelp: String {
    let column = column.map { ", or leave column \($0) out with 'inputs' and 'targets'" } ?? ""
    return "fill it in, remove line \(line)\(column)"
  }
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

private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
