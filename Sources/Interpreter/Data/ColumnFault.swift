import DataFormats
import Expressions

/// The fault of `data load` for columns that cannot be used, at the operand that names them.
struct ColumnFault {
  private let error: ColumnError
  private let file: Located<String>
  private let inputs: SourceRange?
  private let targets: SourceRange?
  private let options: ReadingOptions

  /// - Parameters:
  ///   - inputs: range of the operand that names the input columns, if there is one; `targets` likewise.
  init(
    _ error: ColumnError, _ file: Located<String>, _ inputs: SourceRange?, _ targets: SourceRange?,
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
    case .noColumnsLeft:
      columns(
        "no columns left for the \(targets == nil ? "targets" : "inputs")", help: "inputs 1..4 targets 5")
    case .unknownColumn(let column, let count, let names): unknown(column, count, names)
    case .ambiguousColumn(let name, let columns): ambiguous(name, columns)
    case .repeatedColumn(let column): columns("column \(column) is listed twice")
    case .inputAndTarget(let column):
      columns(
        "column \(column) is both an input and a target",
        label: "an autoencoder has the same columns for both")
    case .reversedColumns(let range):
      Fault(
        "the last column comes before the first",
        at: (options.inputs?.contains(range) ?? false ? inputs : targets) ?? file.range)
    }
  }

  private func columns(_ message: String, label: String? = nil, help: String? = nil) -> Fault {
    let range = targets.map { targets in inputs?.union(targets) ?? targets } ?? inputs
    return Fault(message, at: range ?? file.range, label: label, help: help)
  }

  /// The range of the operand that names this column.
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
      if names.contains(String(number)) { help = "put a name in quotes: \"\(number)\"" }
    case .name(let name):
      text = "column '\(name)'"
      help = nearest(to: name, among: names).map { "did you mean \(quotedName($0))?" }
    }
    return Fault(
      "there is no \(text)", at: range(column) ?? file.range, label: "\(file.value) has \(counted(count, "column"))",
      help: help)
  }

  private func ambiguous(_ name: String, _ columns: [Int]) -> Fault {
    let list = columns.prefix(5).map(String.init).joined(separator: " and ")
    return Fault(
      "several columns are named '\(name)'", at: range(.name(name)) ?? file.range, label: "columns \(list)",
      help: "choose one by its number")
  }
}
