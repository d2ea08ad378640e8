import Expressions
import NeuralNetwork
import WorkedExamples

/// `gradcheck`
package struct GradcheckCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "gradcheck", .inspection, ["gradcheck [EPS]"],
    "compare backpropagation with central differences for every parameter, worst first",
    details: """
      Uses the sample of the last forward, or else the whole training data. EPS is the step of the differences (default
      1e-3). The relative error is |gradient − difference| over the larger of the two, but over no less than a thousandth of
      the largest gradient, or 1e-6. The check fails above 1e-5.
      """,
    examples: ["net 2 4 1; forward 0 1; backward 1; gradcheck", "net 2 2 1; data xor; gradcheck 1e-4"])

  /// The number of rows printed.
  private static let shown = 10
  private static let tolerance = 1e-5

  private let step: Expression?
  private let range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    step = operands.atNumber() ? try operands.number("a step") : nil
  }

  package func run(_ interpreter: Interpreter) throws {
    let state = try interpreter.session.network(range)
    let step = try step.map { expression throws(Fault) in
      let value = try interpreter.number(expression)
      guard value > 0, value <= 1 else {
        throw Fault("EPS must be above 0 and at most 1, got \(shortest(value))", at: expression.range)
      }
      return value
    }
    let (samples, what) = try samples(state, interpreter)
    let rule = interpreter.session.settings.plan.rule
    let check = GradientCheck(
      state.network, samples, rule, step: step ?? 1e-3, isInterrupted: interpreter.isInterrupted)
    if interpreter.isInterrupted() { throw Interrupted() }
    try Limits.check(at: range)
    report(check, of: what, state, interpreter)
    guard let worst = check.rows.first, !(worst.error <= GradcheckCommand.tolerance) else { return }
    let name = interpreter.session.names.resolved(state.network.topology).name(.parameter(worst.parameter, .value))
    throw Fault(
      "backpropagation differs from central differences", at: range,
      label: "at \(name) by \(rounded(worst.error, digits: 2)), more than the allowed 1e-5",
      help: rule.chainRuleCommands.map { "the current conventions do not follow the chain rule: \($0)" },
      kind: .mismatch)
  }

  private func samples(_ state: NetworkState, _ interpreter: Interpreter) throws(Fault) -> (
    [(inputs: [Double], target: [Double])], String
  ) {
    let topology = state.network.topology
    if let forward = state.forward, let backward = state.backward, backward.seed == nil,
      state.isForwardFresh
    {
      return ([(Array(forward.out[topology.inputUnits]), backward.target)], "the current sample")
    }
    guard let data = interpreter.session.samples, data.trainingCount > 0 else {
      throw Fault(
        "no current sample and no data", at: range, label: "a gradient needs inputs and targets",
        help: "forward, then backward; or data xor")
    }
    try interpreter.session.requireFit(data, topology, range)
    try interpreter.session.requireInMemory(data, for: "gradcheck", range)
    try interpreter.session.requireTargets(data.targets, range)
    let limit = GradientCheck.sampleLimit(parameters: topology.parameterCount)
    var list: [(inputs: [Double], target: [Double])] = []
    for sample in data.trainingRange.prefix(limit) {
      if Limits.isReached(at: list.count) { try Limits.check(at: range) }
      list.append((Array(data.inputs(ofSample: sample)), Array(data.targets(ofSample: sample))))
    }
    if list.count < data.trainingCount {
      return (list, "the first \(list.count) of the \(data.trainingCount) samples of the data")
    }
    return (list, list.count == 1 ? "the sample of the data" : "the \(list.count) samples of the data")
  }

  private func report(_ check: GradientCheck, of what: String, _ state: NetworkState, _ interpreter: Interpreter) {
    let names = interpreter.session.names.resolved(state.network.topology)
    let digits = max(8, interpreter.session.settings.digits)
    let rows = check.rows.prefix(GradcheckCommand.shown).map { row in
      [
        names.name(.parameter(row.parameter, .value)), rounded(row.gradient, digits: digits),
        rounded(row.difference, digits: digits), rounded(row.error, digits: 2),
      ]
    }
    let table = [["parameter", "backpropagation", "central difference", "relative error"]] + rows
    for line in tableLines(table, left: 4) { interpreter.output.line("# \(line)") }
    if check.rows.count > rows.count { interpreter.output.line("# … \(check.rows.count - rows.count) more") }
    let skipped = check.skipped == 0 ? "" : " of \(check.rows.count + check.skipped)"
    let worst = check.rows.first.map { rounded($0.error, digits: 2) } ?? "0"
    interpreter.output.line("# \(check.rows.count)\(skipped) parameters, \(what): relative error at most \(worst)")
  }
}

extension StepRule {
  /// The commands that make the conventions follow the chain rule; nil if they do.
  fileprivate var chainRuleCommands: String? {
    var commands: [String] = []
    if self.conventions.derivative == .misapplied { commands.append("convention derivative net") }
    if self.conventions.sentBack == .error { commands.append("convention sent-back delta") }
    if self.conventions.update == .inOrder { commands.append("convention update together") }
    if self.flatSpot != 0 { commands.append("flat-spot 0") }
    if !self.learning.followsGradient { commands.append("rule gradient") }
    return commands.isEmpty ? nil : commands.joined(separator: "; ")
  }
}
