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
