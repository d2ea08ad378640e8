import DataFormats
import Expressions
import NeuralNetwork
import Safety

/// The operands of `data load`: `FILE [stream] [inputs COLUMNS] [targets COLUMNS] [header|no-header] [hash HASH]`, or
/// two arrays, `INPUTS TARGETS [stream] [hash HASH HASH]`.
struct DataFile: Sendable {
  /// The file, or that of the inputs and that of the targets.
  private var files: [Located<String>]
  /// Whether the samples stay in the files, to be read when they are needed.
  private var isStreamed = false
  private var options = ReadingOptions()
  /// What the hashes of the files have to be; empty for any.
  private var hashes: [Located<String>] = []
  private var inputsRange: SourceRange?
  private var targetsRange: SourceRange?

  private var file: Located<String> { files[0] }

  init(_ operands: inout OperandReader) throws(Fault) {
    files = [try operands.file("a file")]
    while !operands.atEnd() {
      let isPair = files.count > 1
      if !isPair, options.inputs == nil, operands.take("inputs") {
        let columns = try operands.columns()
        (options.inputs, inputsRange) = (columns.value, columns.range)
      } else if !isPair, options.targets == nil, operands.take("targets") {
        let columns = try operands.columns()
        (options.targets, targetsRange) = (columns.value, columns.range)
      } else if !isPair, options.hasHeader == nil, operands.take("header") {
        options.hasHeader = true
      } else if !isPair, options.hasHeader == nil, operands.take("no-header") {
        options.hasHeader = false
      } else if !isStreamed, operands.take("stream") {
        isStreamed = true
      } else if hashes.isEmpty, operands.take("hash") {
        for _ in files { hashes.append(try operands.word(isPair ? "a hash of each file" : "a hash")) }
      } else if !isPair, !isStreamed, hashes.isEmpty, options == ReadingOptions() {
        files.append(try operands.file("a file of labels"))
      } else {
        return
      }
    }
  }

  /// The samples of the file, or of both files.
  func read(_ interpreter: Interpreter) throws -> SampleSet {
    var samples = try isStreamed ? stream(interpreter) : files.count > 1 ? pair(interpreter) : single(interpreter)
    samples.name = name
    return samples
  }

  /// The file's name without its folder.
  private var name: String { file.value.split(separator: "/").last.map(String.init) ?? file.value }

  private func single(_ interpreter: Interpreter) throws -> SampleSet {
    try content(of: file, interpreter) { bytes, release in
      try checkHash(0, bytes, interpreter)
      let format = FormatTable.format(of: bytes, path: file.value)
      return try showingProgress(of: bytes.count, interpreter) { progress in
        try format.readSamples(bytes, options) { offset in
          release(offset)
          return progress(offset)
        }
      }
    }
  }

  private func pair(_ interpreter: Interpreter) throws -> SampleSet {
    func array(_ index: Int) throws -> NumberArray {
      try content(of: files[index], interpreter) { bytes, _ in
        try checkHash(index, bytes, interpreter)
        return try FormatTable.format(of: bytes, path: files[index].value).readArray(bytes)
      }
    }
    let (inputs, targets) = (try array(0), try array(1))
    return try reading(both) { try SampleSet(name: "", inputs: inputs, targets: targets) }
  }

  private var both: Located<String> { Located(file.value, file.range.union(files[files.count - 1].range)) }

  // MARK: Samples that stay in their files

  private func stream(_ interpreter: Interpreter) throws -> SampleSet {
    let opened = try files.map { file in
      try reading(file) { HashedFile(try interpreter.files.open(interpreter.path(file))) }
    }
    var samples: SampleSet
    do {
      samples = try stream(opened, interpreter)
    } catch {
      // The new content may well be unreadable.
      if !hashes.isEmpty { try checkHashes(opened, interpreter) }
      throw error
    }
    samples.loadingCommand = command(try checkHashes(opened, interpreter), interpreter)
    return samples
  }

  private func stream(_ opened: [HashedFile], _ interpreter: Interpreter) throws -> SampleSet {
    try showingProgress(of: opened.reduce(0) { $0 + $1.size }, interpreter) { progress in
      guard files.count > 1 else {
        return try reading(file) {
          try FormatTable.format(of: opened[0], path: file.value).stream(opened[0], options, progress: progress)
        }
      }
      let arrays = try zip(files, opened).map { file, bytes in
        var array = try reading(file) {
          try FormatTable.format(of: bytes, path: file.value).storedArray(bytes)
        }
        array.fileName = file.value
        return array
      }
      return try reading(both) {
        try SampleSet(name: "", inputs: arrays[0], targets: arrays[1], progress: progress)
      }
    }
  }

  /// The command with the whole paths of the files.
  private func command(_ hashes: [String], _ interpreter: Interpreter) -> String {
    let paths = files.map { file in
      let path = interpreter.path(file.value)
      return quoted(realPath(path) ?? path)
    }
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
    return "data load \(paths.joined(separator: " ")) stream" + columns("inputs", options.inputs)
      + columns("targets", options.targets) + header + " hash \(hashes.joined(separator: " "))"
  }

  // MARK: Reading

  /// The hashes of the files; throws if others are given.
  @discardableResult
  private func checkHashes(_ opened: [HashedFile], _ interpreter: Interpreter) throws -> [String] {
    try opened.indices.map { try checkHash($0, opened[$0], interpreter) }
  }

  /// Throws if another hash is given for a file with this content.
  private func checkHash(_ index: Int, _ content: UnsafeRawBufferPointer, _ interpreter: Interpreter) throws {
    if !hashes.isEmpty { _ = try checkHash(index, HashedFile(MemoryBytes(content)), interpreter) }
  }

  private func checkHash(_ index: Int, _ content: HashedFile, _ interpreter: Interpreter) throws -> String {
    let file = files[index]
    guard let found = try reading(file, { try content.hash { !interpreter.isInterrupted() } }) else {
      throw Interrupted()
    }
    guard index < hashes.count, hashes[index].value != found else { return found }
    throw Fault(
      "\(file.value) has changed: its hash is \(found)", at: hashes[index].range,
      help: "without hash, it is loaded as it is now", kind: .file)
  }

  /// Runs `body` with what shows how many of the bytes it has read, and returns false when it is interrupted.
  private func showingProgress<Result>(
    of size: Int, _ interpreter: Interpreter, _ body: ((Int) -> Bool) throws -> Result
  ) throws -> Result {
    interpreter.output.beginProgress()
    defer { interpreter.output.progress?.end() }
    let result = try body { offset in
      interpreter.showProgress("reading \(name)", share: Double(offset) / Double(max(size, 1)))
      return !interpreter.isInterrupted()
    }
    if interpreter.isInterrupted() { throw Interrupted() }
    return result
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
