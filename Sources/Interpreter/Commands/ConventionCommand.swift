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

  /// A convention and the words for it.
  struct Part: Sendable {
    let words: [String]
    let word: @Sendable (Conventions) -> String?
    let set: @Sendable (inout Conventions, String) -> Void

    /// - Parameter unsaid: a word that is left out where conventions are listed.
    init<Way: CaseIterable & RawRepresentable<String> & SendableMetatype>(
      _ way: WritableKeyPath<Conventions, Way> & Sendable, unsaid: String? = nil
    ) {
      words = Way.allCases.map(\.rawValue)
      word = { $0[keyPath: way].rawValue == unsaid ? nil : $0[keyPath: way].rawValue }
      set = { conventions, word in conventions[keyPath: way] = Way(rawValue: word) ?? conventions[keyPath: way] }
    }
  }

  /// What is chosen together: one word of each part.
  struct Topic: Sendable {
    let name: String
    let parts: [Part]

    init(_ name: String, _ parts: Part...) { (self.name, self.parts) = (name, parts) }

    func command(_ conventions: Conventions) -> String {
      (["convention", name] + parts.compactMap { $0.word(conventions) }).joined(separator: " ")
    }
  }

  private static let topics = [
    Topic("update", Part(\.update)), Topic("derivative", Part(\.derivative), Part(\.derivativePosition)),
    Topic("sent-back", Part(\.sentBack)), Topic("batch", Part(\.batch)),
    Topic("bias", Part(\.biasSign), Part(\.biasPosition)),
    Topic("epoch-loss", Part(\.epochLossTime), Part(\.epochLossKind), Part(\.lossOrder, unsaid: "numpy")),
    Topic("sign", Part(\.sign)),
    Topic("product", Part(\.product)), Topic("arithmetic", Part(\.arithmetic)),
  ]

  struct Choice: Sendable {
    let topic: Topic
    /// Empty to show the current ones.
    var conventions: [Located<(part: Part, word: String)>] = []
  }

  let setting: Setting<Choice>

  package var isRecorded: Bool { setting.choice?.conventions.isEmpty == false }

  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice {
    let topic = try operands.choice("convention", topics.map { ($0.name, $0) }).value
    var choice = Choice(topic: topic)
    let words = topic.parts.flatMap { part in part.words.map { ($0, (part: part, word: $0)) } }
    while choice.conventions.count < topic.parts.count, !operands.atEnd() {
      choice.conventions.append(try operands.choice("\(topic.name) convention", words))
    }
    return choice
  }

  static func commands(_ session: Session) -> [String] {
    topics.map { $0.command(session.settings.plan.rule.conventions) }
  }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    guard !choice.conventions.isEmpty else {
      return interpreter.output.line(choice.topic.command(interpreter.session.settings.plan.rule.conventions))
    }
    for convention in choice.conventions {
      let (part, word) = convention.value
      var alone = Conventions()
      part.set(&alone, word)
      try check(alone, convention.range, interpreter.session)
      part.set(&interpreter.session.settings.plan.rule.conventions, word)
    }
  }

  /// Throws if a convention, the only one that is not the default, conflicts with the current settings.
  private func check(_ alone: Conventions, _ range: SourceRange, _ session: Session) throws(Fault) {
    if alone.update == .inOrder, let reason = session.settings.plan.obstacleToInOrder {
      throw Fault("in-order updates layer by layer", at: range, label: reason.what, help: reason.help)
    }
    if alone.derivative == .output { try requireDerivativesByOutput(range, session) }
    if alone.biasSign == .threshold || alone.biasPosition == .first,
      session.state?.network.topology.hasBiases == false
    {
      throw Fault("the network has no biases", at: range)
    }
  }

  private func requireDerivativesByOutput(_ range: SourceRange, _ session: Session) throws(Fault) {
    guard let topology = session.state?.network.topology else { return }
    for unit in topology.inputCount..<topology.unitCount {
      let activation = topology.activations[unit]
      guard activation != .softmax, activation.needsNetInput else { continue }
      throw Fault(
        "the derivative of \(activation.name) cannot be expressed by its output", at: range,
        label: "\(UnitNames(topology).unitName(unit)) has that activation")
    }
  }
}
