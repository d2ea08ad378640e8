import DataFormats
import Expressions
import Safety

extension Fault {
  /// The fault for an error in the content of a file, at the operand that names it.
  ///
  /// The message begins with line and character in the file; control characters from the file are escaped.
  init(_ problem: ContentProblem, in file: Located<String>) {
    let message = problem.position.map { "\(file.value):\($0.line):\($0.character): \(problem.message)" }
    let column = problem.position.flatMap { position in
      position.column.map { "column \($0)" + (position.columnName.map { ", \(shortened($0))" } ?? "") }
    }
    self.init(
      visibleName(message ?? problem.message), at: file.range, label: (problem.label ?? column).map(visibleName),
      help: problem.help)
  }
}

/// Reads or writes a file, whose errors and those of its content become faults at the operand that names it.
///
/// - Parameter operation: `read` or `write`.
func withFaults<Result>(
  _ operation: String, _ file: Located<String>, _ options: ReadingOptions = ReadingOptions(),
  _ body: () throws -> Result
) throws -> Result {
  do {
    let result = try body()
    try Limits.check(at: file.range)
    return result
  } catch let error as FileError {
    throw error.fault(operation, at: file.range)
  } catch let error as any ContentError {
    throw Fault(error.problem(in: file.value, options), in: file)
  }
}

extension Interpreter {
  /// Writes a file whole.
  func write(_ bytes: [UInt8], to file: Located<String>, extensions: [String]) throws {
    try withFaults("write", file) {
      try files.write(to: path(file), extensions: extensions) { write in try bytes.withUnsafeBytes { try write($0) } }
    }
  }

  /// The script in a file that a command names.
  func script(_ file: Located<String>) throws -> SourceText {
    let path = path(file)
    return try withFaults("read", file) {
      SourceText(name: path, bytes: try files.readScript(path, isChosenByUser: false))
    }
  }
}
