import Expressions
import NeuralNetwork

/// `optimizer momentum 0.9`
package struct OptimizerCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "optimizer", .data,
    [
      "optimizer sgd|adagrad", "optimizer momentum [SHARE] [last-gradient]", "optimizer nesterov|rmsprop [SHARE]",
      "optimizer adam [BETA1 BETA2]",
      "optimizer rprop [FIRST [LARGEST]] [rest]", "optimizer quickprop [GROWTH]", "optimizer genetic [POPULATION]",
      "optimizer",
    ],
    "choose the optimizer (default sgd)",
    details: """
      G is the direction −∂E/∂w of a batch. sgd: rate·G. momentum (0.9), nesterov (0.9), adagrad, rmsprop (0.9), adam
      (0.9 0.999) as published. momentum adds SHARE times the last step; with last-gradient, SHARE times the last G,
      without the rate and without the steps before it, as bpnn.py does. rprop (0.1 50) is iRprop−: each weight has a
      step of its own, which grows by 1.2 while G keeps its sign and halves where it changes; where G is exactly 0 the
      weight takes its last step again, as in SNNS, or with rest stays, as in PyTorch. quickprop (1.75) is Fahlman's,
      its steps grow at most that much; both are for batch all. genetic (50) keeps a population: an epoch is a
      generation, the rate the size of mutations; it needs no derivatives, so that step units learn too, and knows no
      batch, decay, clip and dropout.
      Until a rate is set, adam and rmsprop have 0.001 and adagrad 0.01.
      """,
    examples: [
      "optimizer momentum 0.9; optimizer", "optimizer momentum 0.1 last-gradient; optimizer",
      "net 2 4 1; optimizer rprop; batch all; train 20",
      "net 2 2 1; optimizer genetic 20; train 5",
    ])

  struct Kind: Sendable {
    /// What the operands are, with their defaults.
    let operands: [(wanted: String, defaultValue: Double)]
    let optimizer: @Sendable ([Double]) -> Optimizer
  }

  private static let kinds: [(String, Kind)] = [
    ("sgd", Kind(operands: []) { _ in .sgd }),
    ("momentum", Kind(operands: [("a momentum", 0.9)]) { .momentum($0[0]) }),
    ("nesterov", Kind(operands: [("a momentum", 0.9)]) { .nesterov($0[0]) }),
    ("adagrad", Kind(operands: []) { _ in .adagrad }),
    ("rmsprop", Kind(operands: [("a share", 0.9)]) { .rmsprop($0[0]) }),
    ("adam", Kind(operands: [("a beta1", 0.9), ("a beta2", 0.999)]) { .adam($0[0], $0[1]) }),
    (
      "rprop",
      Kind(operands: [("a first step", 0.1), ("a largest step", 50)]) { .rprop(first: $0[0], largest: $0[1]) }
    ),
    ("quickprop", Kind(operands: [("a growth", 1.75)]) { .quickprop($0[0]) }),
    ("genetic", Kind(operands: [("a population", 50)]) { .genetic(population: Int(exactly: $0[0]) ?? 0) }),
  ]

  struct Choice: Sendable {
    let kind: Located<Kind>
    var operands: [Expression] = []
    /// For rprop.
    var rests = false
    /// For momentum.
    var takesLastGradient = false
  }

  let setting: Setting<Choice>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice {
    var choice = Choice(kind: try operands.choice("optimizer", kinds))
    for (wanted, _) in choice.kind.value.operands where operands.atNumber() {
      choice.operands.append(try operands.number(wanted))
    }
    switch choice.kind.value.optimizer([1, 1]) {
    case .rprop where !operands.atEnd(): choice.rests = try operands.choice("way of rprop", [("rest", true)]).value
    case .momentum where !operands.atEnd():
      choice.takesLastGradient = try operands.choice("kind of momentum", [("last-gradient", true)]).value
    default: break
    }
    return choice
  }

  static func commands(_ session: Session) -> [String] { [session.settings.optimizerText] }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    var values = choice.kind.value.operands.map(\.defaultValue)
    let operands = choice.operands
    for (index, operand) in operands.enumerated() {
      values[index] = try interpreter.number(operand)
    }
    var optimizer = choice.kind.value.optimizer(values.map { $0.isFinite ? $0 : -1 })
    if choice.rests, case .rprop(let first, let largest, _) = optimizer {
      optimizer = .rprop(first: first, largest: largest, resting: true)
    }
    if choice.takesLastGradient, case .momentum(let mu) = optimizer { optimizer = .lastGradient(mu) }
    if let complaint = complaint(optimizer) {
      throw Fault(complaint, at: operands.first.map { $0.range.union(operands[operands.count - 1].range) })
    }
    try interpreter.changePlan(choice.kind.range) { $0.update.optimizer = optimizer }
    interpreter.session.optimizerState = OptimizerState()
    adoptRate(of: optimizer, interpreter)
  }

  /// Until a rate is set, it is the optimizer's default.
  private func adoptRate(of optimizer: Optimizer, _ interpreter: Interpreter) {
    let rate = optimizer.defaultRate
    guard !interpreter.session.settings.isRateSet, interpreter.session.settings.plan.update.rate != rate else { return }
    interpreter.session.settings.plan.update.rate = rate
    interpreter.session.schedule.rate = nil
    interpreter.output.report("# \(interpreter.session.settings.rateText), the default of this optimizer")
  }

  /// What is wrong with the operands.
  private func complaint(_ optimizer: Optimizer) -> String? {
    switch optimizer {
    case .sgd, .adagrad: nil
    case .momentum(let mu), .lastGradient(let mu), .nesterov(let mu):
      0..<1 ~= mu ? nil : "a momentum is from 0 to below 1"
    case .rmsprop(let rho): 0..<1 ~= rho ? nil : "the share of the old mean square is from 0 to below 1"
    case .adam(let b1, let b2): 0..<1 ~= b1 && 0..<1 ~= b2 ? nil : "beta1 and beta2 are from 0 to below 1"
    case .rprop(let first, let largest, _):
      first > 0 && largest >= first ? nil : "the first step is above 0, the largest not below it"
    case .quickprop(let growth): growth > 0 ? nil : "a growth is above 0"
    case .genetic(let population): 2...100_000 ~= population ? nil : "a population has 2 to 100000 individuals"
    }
  }
}
