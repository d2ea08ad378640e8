import Expressions
import NeuralNetwork

/// The inputs or targets given as operands of a step; empty if they come from the data.
struct StepNumbers: Sendable {
  private let command: Located<String>
  private let operands: [Expression]
  /// The range of the operands; that of the command without any.
  let range: SourceRange

  init(_ reader: inout OperandReader) throws(Fault) {
    command = reader.name
    operands = try reader.numbers()
    range = operands.dropFirst().reduce(operands.first?.range ?? command.range) { $0.union($1.range) }
  }

  /// Without operands.
  init(of command: Located<String>) {
    self.command = command
    operands = []
    range = command.range
  }

  var isEmpty: Bool { operands.isEmpty }

  /// The values. Throws at the first surplus operand, after the last one if there are too few, or at one that is not
  /// finite.
  ///
  /// - Parameter kind: `input` or `target`.
  func values(_ kind: String, _ expected: Int, _ interpreter: Interpreter) throws(Fault) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(operands.count)
    var surplus: SourceRange?
    for operand in operands {
      let known = values.count
      try interpreter.append(operand, to: &values)
      if let wrong = values[known...].first(where: { !$0.isFinite }) {
        throw Fault("\(kind)s must be finite, got \(shortest(wrong))", at: operand.range)
      }
      if values.count > expected, surplus == nil { surplus = operand.range }
    }
    guard values.count != expected else { return values }
    let shape = interpreter.session.state?.network.topology.shape ?? ""
    let example = values.prefix(expected) + [Double](repeating: 0, count: max(0, expected - values.count))
    throw Fault(
      "\(command.value) needs \(expected) \(kind)\(expected == 1 ? "" : "s"), got \(values.count)",
      at: surplus ?? SourceRange(range.upper, range.upper), label: "the network is \(shape)",
      help: expected > 12 ? nil : help(kind, example))
  }

  /// The values, if no step changes them: numbers and variables that are numbers.
  func constants(_ session: Session) throws(SilentSteps.NotSteps) -> [Double] {
    let scope = SessionScope(session: session)
    var values: [Double] = []
    for operand in operands {
      guard isConstant(operand, session), let value = try? operand.number(in: scope), value.isFinite else {
        throw SilentSteps.NotSteps()
      }
      values.append(value)
    }
    return values
  }

  private func isConstant(_ expression: Expression, _ session: Session) -> Bool {
    switch expression.node {
    case .number: return true
    case .name:
      guard let name = expression.plainName, case .number? = session.variables[name] else { return false }
      return true
    case .negate(let operand): return isConstant(operand, session)
    case .binary(_, let left, let right): return isConstant(left, session) && isConstant(right, session)
    case .text, .call, .not, .vector: return false
    }
  }

  private func help(_ kind: String, _ example: ArraySlice<Double>) -> String? {
    guard command.value != "step" else { return nil }
    return "\(command.value) \(example.map(shortest).joined(separator: " "))"
  }
}
