import Expressions
import NeuralNetwork

/// The operands of `data load`: `FILE [inputs A..B] [targets C..D] [header|no-header]`, or two IDX files.
struct DataFile: Sendable {
  private let file: Located<String>
  private var labels: Located<String>?
  private var options = TableOptions()
  private var inputsRange: SourceRange?
  private var targetsRange: SourceRange?

  init(_ operands: inout OperandReader) throws(Fault) {
    file = try operands.file("a file")
    while !operands.atEnd() {
      if options.inputs == nil, operands.take("inputs") {
        let columns = try DataFile.columns(&operands)
        (options.inputs, inputsRange) = (columns.value, columns.range)
      } else if options.targets == nil, operands.take("targets") {
        let columns = try DataFile.columns(&operands)
        (options.targets, targetsRange) = (columns.value, columns.range)
      } else if options.hasHeader == nil, operands.take("header") {
        options.hasHeader = true
      } else if options.hasHeader == nil, operands.take("no-header") {
        options.hasHeader = false
      } else if labels == nil, options == TableOptions() {
        labels = try operands.file("a file of labels")
      } else {
        return
      }
    }
  }

  /// `1..4`, `width..height`, `species`
  private static func columns(_ operands: inout OperandReader) throws(Fault) -> Located<ColumnRange> {
    let word = try operands.word("columns such as 1..4")
    let text = word.value
    func reference(_ text: Substring) -> ColumnReference { Int(text).map { .number($0) } ?? .name(String(text)) }
    for index in text.indices where text[index...].hasPrefix("..") && index > text.startIndex {
      let end = text.index(index, offsetBy: 2)
      guard end < text.endIndex else { break }
      return Located(ColumnRange(reference(text[..<index]), reference(text[end...])), word.range)
    }
    guard !text.hasSuffix("..") else {
      throw Fault("'\(text)' lacks its last column", at: word.range, help: "columns such as 1..4")
    }
    return Located(ColumnRange(reference(text[...])), word.range)
  }

  /// The samples of the file.
  func read(_ interpreter: Interpreter) throws -> SampleSet {
    let path = interpreter.path(file.value)
    let name = file.value.split(separator: "/").last.map(String.init) ?? file.value
    if let labels {
      let images = try array(path, file.range, interpreter)
      let targets = try array(interpreter.path(labels.value), labels.range, interpreter)
      do throws(IDXError) {
        return try SampleSet(name: name, inputs: images, targets: targets)
      } catch {
        throw fault(error, file.value, file.range.union(labels.range))
      }
    }
    return try mapped(path, file.range, interpreter) { bytes in
      do throws(TableError) {
        return try SampleSet(table: bytes, name: name, options: options)
      } catch {
        throw fault(error)
      }
    }
  }

  private func array(_ path: String, _ range: SourceRange, _ interpreter: Interpreter) throws -> IDXArray {
    try mapped(path, range, interpreter) { bytes in
      do throws(IDXError) {
        return try IDXArray(bytes)
      } catch {
        throw fault(error, path, range)
      }
    }
  }

  private func mapped<Result>(
    _ path: String, _ range: SourceRange, _ interpreter: Interpreter,
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    do {
      return try interpreter.files.withMapping(of: path, body)
    } catch let error as FileError {
      throw Fault("\(error.path) cannot be read: \(error.reason)", at: range, kind: .file)
    }
  }

  private func fault(_ error: IDXError, _ path: String, _ range: SourceRange) -> Fault {
    switch error {
    case .notIDX: Fault("\(path) is no IDX file", at: range, label: "two files are read as IDX, uncompressed")
    case .size(let expected, let found):
      Fault("\(path) has \(found) bytes, its header promises \(expected)", at: range)
    case .notFinite(let element): Fault("element \(element) of \(path) is no finite number", at: range)
    case .sampleCounts(let inputs, let targets):
      Fault("\(counted(inputs, "sample")) of inputs and \(targets) of targets do not go together", at: range)
    }
  }

  private func fault(_ error: TableError) -> Fault {
    let file = self.file.value
    func at(_ place: TablePlace, _ message: String, _ label: String? = nil) -> Fault {
      let column = place.columnName.map { "column \(place.column), \(visible($0))" } ?? "column \(place.column)"
      return Fault("\(file):\(place.line):\(place.character): \(message)", at: self.file.range, label: label ?? column)
    }
    switch error {
    case .noSamples: return Fault("\(file) holds no samples", at: self.file.range)
    case .notText: return Fault("\(file) is no text in UTF-8", at: self.file.range)
    case .separator: return Fault("\(file) has no separator that can be used", at: self.file.range)
    case .singleColumn:
      return Fault(
        "\(file) has one column", at: self.file.range, label: "inputs and targets are separated by ',', ';' or a tab")
    case .noColumnsLeft:
      let range = targetsRange.map { targets in inputsRange?.union(targets) ?? targets } ?? inputsRange
      return Fault("these columns leave none for the other side", at: range ?? self.file.range)
    case .unknownColumn(let column, let count): return unknown(column, count)
    case .reversedColumns(let columns):
      let range = columns == options.inputs ? inputsRange : targetsRange
      return Fault("the last column stands before the first", at: range ?? self.file.range)
    case .cellCount(let expected, let found, let place):
      return at(place, "\(counted(expected, "column")) expected, found \(found)", "the first line has \(expected)")
    case .missing(let place): return at(place, "a number is missing")
    case .missingClass(let place): return at(place, "a class is missing")
    case .notANumber(let text, let place): return at(place, "'\(visible(text))' is no number")
    case .notFinite(let text, let place): return at(place, "'\(visible(text))' is no finite number")
    case .unclosedQuote(let place): return at(place, "the quote is never closed")
    case .textAfterQuote(let place): return at(place, "text after a closing quote")
    case .tooManyClasses(let limit, let place): return at(place, "more than \(limit) classes")
    }
  }

  private func unknown(_ column: ColumnReference, _ count: Int) -> Fault {
    func names(_ columns: ColumnRange?) -> Bool { columns.map { $0.first == column || $0.last == column } ?? false }
    let range = names(options.inputs) ? inputsRange : names(options.targets) ? targetsRange : nil
    let text =
      switch column {
      case .number(let number): "column \(number)"
      case .name(let name): "column '\(name)'"
      }
    return Fault("there is no \(text)", at: range ?? file.range, label: "\(file.value) has \(counted(count, "column"))")
  }
}

extension Interpreter {
  /// Writes the data as CSV, inputs as they were given.
  func saveSamples(_ samples: SampleSet, _ file: Located<String>) throws(Fault) {
    let path = path(file.value)
    var bytes: [UInt8] = []
    samples.writeTable { (piece: UnsafeRawBufferPointer) in bytes.append(contentsOf: piece) }
    do throws(FileError) {
      try files.write(bytes, to: path)
    } catch {
      throw Fault("\(error.path) cannot be written: \(error.reason)", at: file.range, kind: .file)
    }
  }
}
