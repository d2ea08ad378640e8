import DataFormats
import Expressions
import NeuralNetwork
import Safety

/// The operands of `data load`: `FILE [stream] [inputs COLUMNS] [targets COLUMNS] [header|no-header]`, or two arrays.
struct DataFile: Sendable {
  private let file: Located<String>
  private var labels: Located<String>?
  /// Whether the samples stay in the file, to be read when they are needed.
  private var isStreamed = false
  private var options = ReadingOptions()
  /// What the hash of the file has to be; nil for any.
  private var hash: Located<String>?
  private var inputsRange: SourceRange?
  private var targetsRange: SourceRange?

  init(_ operands: inout OperandReader) throws(Fault) {
    file = try operands.file("a file")
    while !operands.atEnd() {
      if options.inputs == nil, operands.take("inputs") {
        let columns = try operands.columns()
        (options.inputs, inputsRange) = (columns.value, columns.range)
      } else if options.targets == nil, operands.take("targets") {
        let columns = try operands.columns()
        (options.targets, targetsRange) = (columns.value, columns.range)
      } else if options.hasHeader == nil, operands.take("header") {
        options.hasHeader = true
      } else if options.hasHeader == nil, operands.take("no-header") {
        options.hasHeader = false
      } else if !isStreamed, hash == nil, labels == nil, operands.take("stream") {
        isStreamed = true
      } else if hash == nil, !isStreamed, operands.take("hash") {
        hash = try operands.word("a hash")
      } else if labels == nil, !isStreamed, options == ReadingOptions() {
        labels = try operands.file("a file of labels")
      } else {
        return
      }
    }
  }

  /// The samples of the file, or of both files.
  func read(_ interpreter: Interpreter) throws -> SampleSet {
    var samples =
      try isStreamed ? stream(interpreter) : labels.map { try pair($0, interpreter) } ?? single(interpreter)
    samples.name = name
    return samples
  }

  /// The file's name without its folder.
  private var name: String { file.value.split(separator: "/").last.map(String.init) ?? file.value }

  private func single(_ interpreter: Interpreter) throws -> SampleSet {
    try content(of: file, interpreter) { bytes, release in
      if let hash, ShortHash.text(of: bytes) != hash.value {
        throw Fault("\(file.value) has changed: its hash is \(ShortHash.text(of: bytes))", at: hash.range, kind: .file)
      }
      let format = FormatTable.format(of: bytes, path: file.value)
      interpreter.output.beginProgress()
      defer { interpreter.output.progress?.end() }
      let samples = try format.readSamples(bytes, options) { offset in
        release(offset)
        interpreter.showProgress("reading \(name)", share: Double(offset) / Double(max(bytes.count, 1)))
        return !interpreter.isInterrupted()
      }
      if interpreter.isInterrupted() { throw Interrupted() }
      return samples
    }
  }

  private func stream(_ interpreter: Interpreter) throws -> SampleSet {
    try reading(file) {
      let opened = try interpreter.files.open(interpreter.path(file))
      interpreter.output.beginProgress()
      defer { interpreter.output.progress?.end() }
      var samples = try FormatTable.stream(opened, path: file.value, options) { offset in
        interpreter.showProgress("reading \(name)", share: Double(offset) / Double(max(opened.size, 1)))
        return !interpreter.isInterrupted()
      }
      if interpreter.isInterrupted() { throw Interrupted() }
      samples.loadingCommand = command(interpreter)
      return samples
    }
  }

  /// The command with the whole path of the file.
  private func command(_ interpreter: Interpreter) -> String {
    let path = interpreter.path(file.value)
    let header = options.hasHeader.map { $0 ? " header" : " no-header" } ?? ""
    func columns(_ name: String, _ ranges: [ColumnRange]?) -> String {
      ranges.map { " \(name) \($0.map(text).joined(separator: ","))" } ?? ""
    }
    func text(_ range: ColumnRange) -> String {
      range.first == range.last ? text(range.first) : "\(text(range.first))..\(text(range.last))"
    }
    func text(_ column: ColumnReference) -> String {
      switch column {
      case .number(let number): "\(number)"
      case .name(let name): quoted(name)
      }
    }
    return "data load \(quoted(realPath(path) ?? path)) stream" + columns("inputs", options.inputs)
      + columns("targets", options.targets) + header
  }

  private func pair(_ labels: Located<String>, _ interpreter: Interpreter) throws -> SampleSet {
    let inputs = try array(file, interpreter)
    let targets = try array(labels, interpreter)
    do throws(ArrayError) {
      return try SampleSet(name: "", inputs: inputs, targets: targets)
    } catch {
      let both = Located(file.value, file.range.union(labels.range))
      throw Fault(error.problem(in: file.value, options), in: both)
    }
  }

  private func array(_ file: Located<String>, _ interpreter: Interpreter) throws -> NumberArray {
    try content(of: file, interpreter) { bytes, _ in
      try FormatTable.format(of: bytes, path: file.value).readArray(bytes)
    }
  }

  /// Passes a file's bytes to `body` and turns the errors of formats into faults.
  private func content<Result>(
    of file: Located<String>, _ interpreter: Interpreter,
    _ body: (UnsafeRawBufferPointer, _ release: (Int) -> Void) throws -> Result
  ) throws -> Result {
    try reading(file) { try interpreter.files.withMapping(of: interpreter.path(file), body) }
  }

  private func reading<Result>(_ file: Located<String>, _ body: () throws -> Result) throws -> Result {
    do {
      return try withFaults("read", file, options, body)
    } catch let error as ColumnError {
      throw fault(error)
    }
  }
}

// MARK: Columns that cannot be used

extension DataFile {
  private func fault(_ error: ColumnError) -> Fault {
    switch error {
    case .noColumnsLeft:
      return fault(
        "no columns left for the \(targetsRange == nil ? "targets" : "inputs")", help: "inputs 1..4 targets 5")
    case .repeatedColumn(let column): return fault("column \(column) is listed twice")
    case .inputAndTarget(let column):
      return fault(
        "column \(column) is both an input and a target", label: "an autoencoder has the same columns for both")
    case .reversedColumns(let columns):
      let isInput = options.inputs?.contains(columns) ?? false
      return Fault(
        "the last column comes before the first", at: (isInput ? inputsRange : targetsRange) ?? file.range)
    case .ambiguousColumn(let name, let columns):
      return Fault(
        "several columns are named '\(name)'", at: range(of: .name(name)),
        label: "columns \(columns.prefix(5).map(String.init).joined(separator: " and "))",
        help: "choose one by its number")
    case .unknownColumn(let column, let count, let names):
      let text: String
      let help: String?
      switch column {
      case .number(let number):
        text = "column \(number)"
        help = names.contains(String(number)) ? "put a name in quotes: \"\(number)\"" : nil
      case .name(let name):
        text = "column '\(name)'"
        help = nearest(to: name, among: names).map { "did you mean \(quotedName($0))?" }
      }
      return Fault(
        "there is no \(text)", at: range(of: column), label: "\(file.value) has \(counted(count, "column"))", help: help
      )
    }
  }

  /// A fault at all operands that name columns; at the file without any.
  private func fault(_ message: String, label: String? = nil, help: String? = nil) -> Fault {
    let range = targetsRange.map { inputsRange?.union($0) ?? $0 } ?? inputsRange
    return Fault(message, at: range ?? file.range, label: label, help: help)
  }

  /// The range of the operand that names this column.
  private func range(of column: ColumnReference) -> SourceRange {
    func names(_ columns: [ColumnRange]?) -> Bool {
      columns?.contains { $0.first == column || $0.last == column } ?? false
    }
    return (names(options.inputs) ? inputsRange : names(options.targets) ? targetsRange : nil) ?? file.range
  }
}

extension Interpreter {
  /// Writes the data in the format of the file's extension, CSV by default; inputs before normalization.
  func saveSamples(_ samples: SampleSet, _ file: Located<String>) throws {
    try withFaults("write", file) {
      try files.write(to: path(file), extensions: FormatTable.extensions(writing: file.value)) { write in
        try FormatTable.format(writing: file.value).write(samples) { piece in
          if isInterrupted() { throw Interrupted() }
          try write(piece)
        }
      }
    }
  }
}
