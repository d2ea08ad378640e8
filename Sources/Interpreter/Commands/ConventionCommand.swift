import Expressions
import NeuralNetwork
import WorkedExamples

/// `convention derivative misapplied`
package struct ConventionCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "convention", .hand,
    [
      "convention update together|in-order", "convention derivative net|output|misapplied|first|last",
      "convention sent-back delta|error", "convention batch mean|sum", "convention bias plus|threshold|last|first",
      "convention epoch-loss during|after|mean|sum|numpy|torch|in-order", "convention sign delta|gradient",
      "convention product delta|out|gradient", "convention arithmetic fused|textbook", "convention",
    ],
    "choose conventions that differ between published examples",
    details: """
      update: in-order lets hidden deltas use the output weights already updated; with batches, after each batch.
      derivative: f′(net); written with the output, as in out * (1 - out); or f′(out), a common slip. first or last is its
      position in delta, which textbook arithmetic rounds from left to right: out * (1 - out) * error, or
      error * out * (1 - out).
      sent-back: a hidden error is the sum of weight * delta, or of weight * error, as in T. Rashid's book.
      batch: an update uses the mean of the gradients of a batch, or their sum.
      bias: + b or - θ in the net input, at the end of the sum or at its beginning.
      epoch-loss: of the outputs during the epoch or in a pass after it; its mean over the samples or its sum.
      sign: delta is -∂E/∂net and w + …, or gradient: ∂E/∂net and w - rate * grad.
      arithmetic: fused multiply-adds, or textbook: multiply, round, add, round, with glibc's exp. The losses of an epoch
      are then added as epoch-loss says: in pairs, as numpy's sum and mean do from eight samples on; in blocks, as
      PyTorch's do on one thread; or in-order, as loops do, and as sse and mae always are.
      With precision single every operation is rounded to 32 bits, as numpy's float32 and PyTorch do.
      product: in textbook arithmetic the step of one sample is rate * delta * out from left to right, rate * out * delta,
      or rate * (delta * out), which sign gradient always uses.
      """,
    examples: [
      "net 2 4 1; convention derivative misapplied; forward 0 1; backward 1",
      "convention bias threshold first; convention",
      "net 2 2 1; convention update in-order; step 0 1 : 1",
    ])

  enum Convention: Sendable {
    case update(Conventions.Update)
    case derivative(Conventions.Derivative)
    case derivativePosition(Conventions.DerivativePosition)
    case sentBack(Conventions.SentBack)
    case batch(Conventions.Batch)
    case biasSign(Conventions.BiasSign)
    case biasPosition(Conventions.BiasPosition)
    case epochLossTime(Conventions.EpochLossTime)
    case epochLossKind(Conventions.EpochLossKind)
    case lossOrder(Conventions.LossOrder)
    case sign(Conventions.Sign)
    case product(Conventions.Product)
    case arithmetic(Conventions.Rounding)
  }

  enum Topic: String, Sendable, CaseIterable {
    case update, derivative
    case sentBack = "sent-back"
    case batch, bias
    case epochLoss = "epoch-loss"
    case sign, product, arithmetic
  }

  struct Choice: Sendable {
    let topic: Topic
    /// Empty to show the current one.
    var conventions: [Located<Convention>] = []
  }

  let setting: Setting<Choice>

  package var isRecorded: Bool { setting.choice?.conventions.isEmpty == false }

  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice {
    let topic = try operands.choice("convention", Topic.allCases.map { ($0.rawValue, $0) }).value
    var choice = Choice(topic: topic)
    guard !operands.atEnd() else { return choice }
    choice.conventions.append(try operands.choice("\(topic.rawValue) convention", choices(topic)))
    let most = topic == .epochLoss ? 3 : topic == .derivative || topic == .bias ? 2 : 1
    while choice.conventions.count < most, !operands.atEnd() {
      choice.conventions.append(try operands.choice("\(topic.rawValue) convention", choices(topic)))
    }
    return choice
  }

  private static func choices(_ topic: Topic) -> [(String, Convention)] {
    switch topic {
    case .update: all(Convention.update)
    case .derivative: all(Convention.derivative) + all(Convention.derivativePosition)
    case .sentBack: all(Convention.sentBack)
    case .batch: all(Convention.batch)
    case .bias: all(Convention.biasSign) + all(Convention.biasPosition)
    case .epochLoss: all(Convention.epochLossTime) + all(Convention.epochLossKind) + all(Convention.lossOrder)
    case .sign: all(Convention.sign)
    case .product: all(Convention.product)
    case .arithmetic: all(Convention.arithmetic)
    }
  }

  private static func all<Choice: CaseIterable & RawRepresentable>(_ setting: (Choice) -> Convention) -> [(
    String, Convention
  )]
  where Choice.RawValue == String {
    Choice.allCases.map { ($0.rawValue, setting($0)) }
  }

  static func commands(_ session: Session) -> [String] {
    Topic.allCases.map { command($0, session.settings.plan.rule.conventions) }
  }

  private static func command(_ topic: Topic, _ conventions: Conventions) -> String {
    let words =
      switch topic {
      case .update: [conventions.update.rawValue]
      case .derivative: [conventions.derivative.rawValue, conventions.derivativePosition.rawValue]
      case .sentBack: [conventions.sentBack.rawValue]
      case .batch: [conventions.batch.rawValue]
      case .bias: [conventions.biasSign.rawValue, conventions.biasPosition.rawValue]
      case .epochLoss:
        [conventions.epochLossTime.rawValue, conventions.epochLossKind.rawValue]
          + (conventions.lossOrder == .numpy ? [] : [conventions.lossOrder.rawValue])
      case .sign: [conventions.sign.rawValue]
      case .product: [conventions.product.rawValue]
      case .arithmetic: [conventions.arithmetic.rawValue]
      }
    return (["convention", topic.rawValue] + words).joined(separator: " ")
  }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    guard !choice.conventions.isEmpty else {
      let conventions = interpreter.session.settings.plan.rule.conventions
      return interpreter.output.line(ConventionCommand.command(choice.topic, conventions))
    }
    for convention in choice.conventions {
      try check(convention, interpreter.session)
      apply(convention.value, &interpreter.session.settings.plan)
    }
  }

  private func apply(_ convention: Convention, _ plan: inout TrainingPlan) {
    switch convention {
    case .update(let update): plan.rule.conventions.update = update
    case .derivative(let derivative): plan.rule.conventions.derivative = derivative
    case .derivativePosition(let position): plan.rule.conventions.derivativePosition = position
    case .sentBack(let sentBack): plan.rule.conventions.sentBack = sentBack
    case .batch(let batch): plan.rule.conventions.batch = batch
    case .biasSign(let sign): plan.rule.conventions.biasSign = sign
    case .biasPosition(let position): plan.rule.conventions.biasPosition = position
    case .epochLossTime(let time): plan.rule.conventions.epochLossTime = time
    case .lossOrder(let order): plan.rule.conventions.lossOrder = order
    case .epochLossKind(let kind): plan.rule.conventions.epochLossKind = kind
    case .sign(let sign): plan.rule.conventions.sign = sign
    case .product(let product): plan.rule.conventions.product = product
    case .arithmetic(let arithmetic): plan.rule.conventions.arithmetic = arithmetic
    }
  }

  /// Throws if the convention conflicts with the current settings.
  private func check(_ setting: Located<Convention>, _ session: Session) throws(Fault) {
    let plan = session.settings.plan
    switch setting.value {
    case .update(.inOrder):
      if let reason = plan.obstacleToInOrder {
        throw Fault("in-order updates layer by layer", at: setting.range, label: reason.what, help: reason.help)
      }
    case .derivative(let form) where form != .net: try checkDerivative(form, setting.range, session)
    case .biasSign(.threshold), .biasPosition(.first):
      guard session.state?.network.topology.hasBiases ?? true else {
        throw Fault("the network has no biases", at: setting.range)
      }
    default: break
    }
  }

  private func checkDerivative(_ form: Conventions.Derivative, _ range: SourceRange, _ session: Session) throws(Fault) {
    guard let topology = session.state?.network.topology else { return }
    let names = UnitNames(topology)
    for unit in topology.inputCount..<topology.unitCount {
      let activation = topology.activations[unit]
      if activation == .softmax { continue }
      if form == .output, activation.needsNetInput {
        throw Fault(
          "the derivative of \(activation.name) cannot be expressed by its output", at: range,
          label: "\(names.unitName(unit)) has that activation")
      }
    }
  }
}
