import Expressions
import NeuralNetwork
import WorkedExamples

/// `state progress 12 48`
package struct StateCommand: Command, SavedPart {
  package static let synopsis = Synopsis(
    "state", .state,
    [
      form(of: StatePart.all.prefix(12)), form(of: StatePart.all.dropFirst(12)),
      "state decimals PARAMETER NUMBER…",
      "state training epochs|updates|seconds GOAL EPOCHS UPDATES [ended] [until CONDITION]",
    ],
    "set what no other command does, in a file that save wrote",
    details: """
      A saved session needs it to go on as if it had not been interrupted.
      \(StatePart.all.map(helpLine).joined(separator: "\n"))
      \(column("decimals PARAMETER NUMBER…"))of hand arithmetic: the number of a parameter and its decimal
      \(column("training …"))the goal of a training, and the epochs and updates before it
      """,
    examples: [
      "net 2 1; state progress 12 48; print epoch", "net 1 1; optimizer adam; state first 0.1 0.2; print w1.m",
    ],
    isForSavedSessions: true)

  private static func form(of parts: some Sequence<StatePart>) -> String {
    "state \(parts.map(\.name).joined(separator: "|")) NUMBER…"
  }

  private static func column(_ text: String) -> String {
    text + String(repeating: " ", count: max(2, 34 - text.count))
  }

  private static func helpLine(_ part: StatePart) -> String {
    column("\(part.name) \(part.operands)") + part.meaning
  }

  private enum Content: Sendable {
    case part(StatePart)
    case decimals
    case training(Unit, until: Expression?, isEnded: Bool)
  }

  private enum Unit: String, Sendable, CaseIterable { case epochs, updates, seconds }

  private var content: Content
  private let numbers: [Expression]
  private let range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) {
    let choices: [(String, Content)] =
      StatePart.all.map { ($0.name, .part($0)) } + [
        ("decimals", .decimals), ("training", .training(.epochs, until: nil, isEnded: false)),
      ]
    let choice = try operands.choice("part of the state", choices)
    (content, range) = (choice.value, choice.range)
    guard case .training = content else {
      numbers = try operands.numbers()
      guard !numbers.isEmpty else { throw operands.missing("numbers") }
      return
    }
    let unit: Unit = try operands.choice("unit").value
    numbers = [
      try operands.number("a goal"), try operands.number("a number of epochs"),
      try operands.number("a number of updates"),
    ]
    let isEnded = operands.take("ended")
    content = .training(
      unit, until: operands.take("until") ? try operands.expression("a condition") : nil, isEnded: isEnded)
  }

  package func run(_ interpreter: Interpreter) throws {
    switch content {
    case .part(let part):
      let values = try interpreter.numbers(numbers)
      do throws(StatePart.Mismatch) {
        try part.restore(&interpreter.session, values)
      } catch {
        throw fault(error, part, values)
      }
    case .decimals: try setDecimals(interpreter)
    case .training(let unit, let until, let isEnded): try setTraining(unit, until, isEnded, interpreter)
    }
  }

  private func fault(_ mismatch: StatePart.Mismatch, _ part: StatePart, _ values: [Double]) -> Fault {
    let all = numbers.dropFirst().reduce(numbers[0].range) { $0.union($1.range) }
    switch mismatch {
    case .count(let count):
      return Fault("state \(part.name) has \(counted(count, "number")) here, got \(values.count)", at: all)
    case .range(let index):
      return Fault(
        "\(exact(values[index])) is out of range", at: index < numbers.count ? numbers[index].range : all,
        label: "state \(part.name) \(part.operands)")
    case .missing(let what): return Fault(what, at: range)
    case .generator:
      return Fault("no random numbers have this state", at: all, help: "the seed before it chooses their kind")
    }
  }

  private func setDecimals(_ interpreter: Interpreter) throws {
    let count = try interpreter.session.network(range).network.values.count
    guard count > 0 else { throw Fault("the network has no parameters", at: range) }
    guard numbers.count.isMultiple(of: 2) else { throw Fault("a parameter needs a number", at: range) }
    for index in stride(from: 0, to: numbers.count, by: 2) {
      let parameter = try interpreter.whole(numbers[index], "the parameter", in: 1...count)
      guard let decimal = BoundedDecimal(written: "\(numbers[index + 1])") else {
        throw Fault("expected a number", at: numbers[index + 1].range)
      }
      interpreter.session.state?.setDecimal(decimal, ofParameter: parameter - 1)
    }
  }

  private func setTraining(
    _ unit: Unit, _ until: Expression?, _ isEnded: Bool, _ interpreter: Interpreter
  ) throws {
    let state = try interpreter.session.network(range)
    let samples = try interpreter.samples(for: state.network, "training", at: range, inMemoryFor: nil)
    let goal: TrainingRun.Goal =
      switch unit {
      case .epochs: .epoch(try interpreter.whole(numbers[0], "the last epoch", in: 0...1 << 53))
      case .updates: .update(try interpreter.whole(numbers[0], "the last update", in: 0...1 << 53))
      case .seconds: .seconds(try interpreter.finiteNumber(numbers[0]))
      }
    var start = TrainingProgress()
    start.epoch = try interpreter.whole(numbers[1], "the number of epochs", in: 0...1 << 53)
    start.updates = try interpreter.whole(numbers[2], "the number of updates", in: 0...1 << 53)
    var run = TrainingRun(
      interpreter.training(of: state.network, on: samples), goal, until: until, curve: interpreter.session.curve,
      start: start)
    run.isEnded = isEnded
    interpreter.session.training = run
  }
}

// MARK: Saving

extension StateCommand {
  static var stage: SavingStage { .state }

  static func saved(_ session: Session) -> [String] {
    var commands: [String] = []
    for part in StatePart.all {
      if part.name == StatePart.firstOfTraining { commands += training(session) + decimals(session) }
      let numbers = part.numbers(session)
      if !numbers.isEmpty { commands.append(NumberBlock("state \(part.name)", numbers).text) }
    }
    return commands
  }

  private static func training(_ session: Session) -> [String] {
    guard let run = session.training else { return [] }
    let goal =
      switch run.goal {
      case .epoch(let last): "epochs \(last)"
      case .update(let last): "updates \(last)"
      case .seconds(let left): "seconds \(exact(left))"
      }
    let ending = (run.isEnded ? " ended" : "") + (run.until.map { " until \($0)" } ?? "")
    return ["state training \(goal) \(run.start.epoch) \(run.start.updates)\(ending)"]
  }

  private static func decimals(_ session: Session) -> [String] {
    let decimals = session.state?.parameterDecimals ?? []
    guard !decimals.isEmpty else { return [] }
    return ["state decimals \(decimals.map { "\($0.parameter + 1) \($0.decimal)" }.joined(separator: " "))"]
  }
}
