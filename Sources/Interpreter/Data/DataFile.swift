import DataFormats
import Expressions
import NeuralNetwork

/// The operands of `data load`: `FILE [inputs COLUMNS] [targets COLUMNS] [header|no-header]`, or two IDX files.
struct DataFile: Sendable {
  private let file: Located<String>
  private var labels: Located<String>?
  private var options = ReadingOptions()
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
      } else if labels == nil, options == ReadingOptions() {
        labels = try operands.file("a file of labels")
      } else {
        return
      }
    }
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
    return try mapped(path, file.range, interpreter) { bytes, release in
      do {
        let samples = try SampleSet(table: bytes, name: name, options: options) { offset in
          release(offset)
          return !interpreter.isInterrupted()
        }
        if interpreter.isInterrupted() { throw Interrupted() }
        return samples
      } catch let error as TableError {
        throw TableFault(error, file, inputsRange, targetsRange, options).fault
      }
    }
  }

  private func array(_ path: String, _ range: SourceRange, _ interpreter: Interpreter) throws -> IDXArray {
    try mapped(path, range, interpreter) { bytes, _ in
      do throws(IDXError) {
        return try IDXArray(bytes)
      } catch {
        throw fault(error, path, range)
      }
    }
  }

  private func mapped<Result>(
    _ path: String, _ range: SourceRange, _ interpreter: Interpreter,
    _ body: (UnsafeRawBufferPointer, _ release: (Int) -> Void) throws -> Result
  ) throws -> Result {
    do {
      return try interpreter.files.withMapping(of: path, body)
    } catch let error as FileError {
      throw error.fault("cannot be read", at: range)
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
}

extension Interpreter {
  /// Writes the data as CSV, inputs as they were given.
  func saveSamples(_ samples: SampleSet, _ file: Located<String>) throws {
    do {
      try files.write(to: path(file.value)) { write in
        try samples.writeTable { piece throws(any Error) in
          if isInterrupted() { throw Interrupted() }
          try write(piece)
        }
      }
    } catch let error as FileError {
      throw error.fault("cannot be written", at: file.range)
    }
  }
}
