import Expressions
import Safety

extension FileError {
  /// As the fault of a command; `operation` is `read` or `write`.
  func fault(_ operation: String, at range: SourceRange) -> Fault {
    Fault(
      "cannot \(operation) \(path): \(reason)", at: range, label: label, help: help,
      kind: isInterruption ? .interrupted : .file)
  }
}
