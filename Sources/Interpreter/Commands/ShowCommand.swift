import Expressions
import NeuralNetwork
import WorkedExamples

/// `show weights`
package struct ShowCommand: UnrecordedCommand {
  package static let isPaged = true

  package static let synopsis = Synopsis(
    "show", .inspection,
    [
      "show net|units|deltas|settings|variables|history|states|log", "show weights|gradients [PARAMETERS…|all]",
      "show data [COUNT|all]",
    ],
    "show the network, the data or the session",
    details: """
      net: the command that makes it, and a picture; dotted lines are weights below 0. weights: the weights and biases.
      gradients: the gradients after backward. units: net inputs and outputs. deltas: errors, derivatives and deltas.
      data: the samples, as commands. settings: the commands that make them. variables: those that let has defined.
      history: what was typed. states: what undo and goto can reach, numbered. log: a line for every training.
      At the prompt long lists are shortened: all shows the rest.
      """,
    examples: [
      "net 2 4 1; show net; show weights", "net 2 2 1; show weights h1 b[o]", "data xor; show data 2", "show settings",
    ])

  enum Subject: String, Sendable, CaseIterable {
    case net, weights, units, deltas, gradients, data, settings, variables, history, states, log
  }

  private let subject: Located<Subject>
  private let names: [Located<Name>]
  private var count: Expression?
  private var isWhole = false

  package init(_ operands: inout OperandReader) throws(Fault) {
    guard !operands.atEnd() else {
      var fault = operands.missing("a subject")
      fault.help = "show \(Subject.allCases.map(\.rawValue).joined(separator: "|"))"
      throw fault
    }
    subject = try operands.choice("subject")
    if [.weights, .gradients, .data].contains(subject.value) { isWhole = operands.take("all") }
    names = !isWhole && [.weights, .gradients].contains(subject.value) ? try operands.parameterNames() : []
    if subject.value == .data, !isWhole, !operands.atEnd() { count = try operands.number("a number of samples") }
  }

  package func run(_ interpreter: Interpreter) throws {
    let output = interpreter.output
    func show() throws {
      let isLong = [.weights, .gradients].contains(subject.value) && !isWhole
      try output.list(rest: isLong ? "show \(subject.value) all" : nil) { terminal in
        try lines(interpreter, terminal)
      }
    }
    switch subject.value {
    // A recording has other commands.
    case .history, .states: try output.recorded(as: ["…"], show)
    case .log where interpreter.recording?.hasOtherTrainings == true: try output.recorded(as: ["…"], show)
    default: try show()
    }
  }

  private func lines(_ interpreter: Interpreter, _ terminal: TerminalView?) throws -> [String] {
    let session = interpreter.session
    switch subject.value {
    case .data: return try dataLines(interpreter)
    case .settings: return interpreter.commands.settings(of: session)
    case .variables:
      let commands = session.variableCommands
      return commands.isEmpty ? ["# no variables"] : commands
    case .history:
      return terminal == nil ? Array(interpreter.executed.latest) : interpreter.stateLines(terminal)
    case .states: return interpreter.stateLines(terminal)
    case .log: return session.log.lines.isEmpty ? ["# no training yet"] : session.log.lines.map { "# \($0)" }
    case .net: return try networkLines(try session.network(subject.range), terminal)
    default: return try quantityLines(try session.network(subject.range), interpreter)
    }
  }

  /// The command that makes the network, and a picture: in comments where the output may be a script.
  private func networkLines(_ state: NetworkState, _ terminal: TerminalView?) throws -> [String] {
    let summary = state.network.summary
    guard let terminal else {
      let drawing = NetworkPicture(state, columns: 78, isPlain: true)
      return summary + drawing.lines.map { $0.isEmpty ? "#" : "# \($0)" }
    }
    guard !terminal.isReadAloud else { return summary }
    return summary + NetworkPicture(state, columns: terminal.columns(), isPlain: !terminal.hasGraphics).lines
  }

  private func quantityLines(_ state: NetworkState, _ interpreter: Interpreter) throws -> [String] {
    var parameters: [Int] = []
    for name in names { parameters += try interpreter.parameters(name) }
    if names.isEmpty { parameters = Array(state.network.values.indices) }
    // Two strings for each line, and the line.
    try Limits.require(bytes: 200 * parameters.count, at: subject.range)
    let table = QuantityTable(state: state, digits: interpreter.session.settings.digits)
    switch subject.value {
    case .units:
      guard state.forward != nil else { throw notYet("no forward pass yet", "forward") }
      return table.units([.net, .out])
    case .deltas:
      guard state.backward != nil else { throw notYet("no deltas yet", "backward") }
      return table.units([.error, .derivative, .delta])
    case .gradients:
      guard state.backward != nil || state.update != nil else { throw notYet("no gradients yet", "backward") }
      return try table.parameters(parameters, .gradient)
    default: return try table.parameters(parameters, .value)
    }
  }

  private func dataLines(_ interpreter: Interpreter) throws -> [String] {
    guard var samples = interpreter.session.samples else {
      throw Fault("no data loaded", at: subject.range, help: "data xor")
    }
    let count = try count.map { expression throws(Fault) in
      try interpreter.whole(expression, "the number of samples", in: 1...Int.max)
    }
    let rows = isWhole ? samples.count : min(count ?? 20, samples.count)
    try Limits.require(bytes: 32 * rows * (samples.inputCount + samples.targetCount), at: subject.range)
    try interpreter.bringIn(0..<rows, at: subject.range)
    samples = interpreter.session.samples ?? samples
    return samples.rows(limit: isWhole ? samples.count : count ?? 20)
  }

  private func notYet(_ message: String, _ command: String) -> Fault {
    Fault(message, at: subject.range, label: "run \(command) first")
  }
}

/// Quantities as lines `NAME = VALUE   # DESCRIPTION`, the comments in one column.
struct QuantityTable {
  let state: NetworkState
  let digits: Int

  func parameters(_ parameters: [Int], _ part: ParameterPart) throws(Fault) -> [String] {
    let names = QuantityNames(state.network.topology)
    // Names take longer to write than numbers.
    let units = (0..<state.network.topology.unitCount).map { names.units.unitName($0).description }
    let member = part == .value ? "" : ".\(part.rawValue)"
    var rows: [(String, String)] = []
    for parameter in parameters {
      if Limits.isReached(at: rows.count) { try Limits.check() }
      let frozen = state.network.frozen.contains(parameter) ? ", frozen" : ""
      let value = state.value(.parameter(parameter, part)).map { rounded($0, digits: digits) } ?? "?"
      let longName =
        switch state.network.topology.role(of: parameter) {
        case .weight(let source, let target): "w[\(units[source]),\(units[target])]"
        case .bias(let unit): "b[\(units[unit])]"
        }
      rows.append(("w\(parameter + 1)\(member) = \(value)", longName + frozen))
    }
    return try Self.aligned(rows)
  }

  func units(_ parts: [UnitPart]) -> [String] {
    let topology = state.network.topology
    let names = QuantityNames(topology)
    var lines: [String] = []
    for unit in 0..<topology.unitCount {
      for part in unit < topology.inputCount ? parts.filter({ $0 == .out }) : parts {
        guard let value = state.value(.unit(unit, part)) else { continue }
        lines.append("\(names.name(.unit(unit, part))) = \(rounded(value, digits: digits))")
      }
    }
    return lines
  }

  /// Lines, each followed by its comment, the comments in one column.
  static func aligned(_ rows: [(String, String)]) throws(Fault) -> [String] {
    var width = 0
    for (index, row) in rows.enumerated() {
      if Limits.isReached(at: index) { try Limits.check() }
      width = max(width, row.0.terminalWidth)
    }
    var lines: [String] = []
    for (quantity, comment) in rows {
      if Limits.isReached(at: lines.count) { try Limits.check() }
      lines.append("\(quantity.padded(to: width))   # \(comment)")
    }
    return lines
  }
}
