import Expressions
import NeuralNetwork

/// The numbers that a step takes: operands of the command, or the data's.
struct StepNumbers: Sendable {
  private let command: Located<String>
  private let operands: [Expression]
  private let range: SourceRange

  init(_ reader: inout OperandReader) throws(Fault) {
    command = reader.name
    operands = try reader.numbers()
    range = operands.reduce(command.range) { $0.union($1.range) }
  }

  var isEmpty: Bool { operands.isEmpty }
  var place: SourceRange { operands.isEmpty ? command.range : range }

  /// The values; throws at the first operand too many, behind the last if there are too few, at one that is not finite.
  ///
  /// - Parameter kind: `input` or `target`.
  func values(_ kind: String, _ wanted: Int, _ topology: Topology, _ interpreter: Interpreter) throws(Fault)
    -> [Double]
  {
    var values: [Double] = []
    var surplus: SourceRange?
    for operand in operands {
      let found = try interpreter.numbers([operand])
      if let wrong = found.first(where: { !$0.isFinite }) {
        throw Fault("an \(kind) is a finite number, got \(shortest(wrong))".withArticle, at: operand.range)
      }
      values += found
      if values.count > wanted, surplus == nil { surplus = operand.range }
    }
    guard values.count != wanted else { return values }
    let sizes = topology.sizes.map(String.init).joined(separator: "-")
    let example = values.prefix(wanted) + [Double](repeating: 0, count: max(0, wanted - values.count))
    throw Fault(
      "\(command.value) needs \(wanted) \(kind)\(wanted == 1 ? "" : "s"), got \(values.count)",
      at: surplus ?? SourceRange(range.upper, range.upper), label: "the net is \(sizes)",
      help: wanted > 12 ? nil : help(kind, example))
  }

  private func help(_ kind: String, _ example: ArraySlice<Double>) -> String? {
    guard command.value != "step" else { return nil }
    return "\(command.value) \(example.map(shortest).joined(separator: " "))"
  }
}

extension String {
  /// `a target`, `an input`.
  fileprivate var withArticle: String { hasPrefix("an target") ? "a" + dropFirst(2) : self }
}
