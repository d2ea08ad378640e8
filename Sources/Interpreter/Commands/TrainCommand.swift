import Expressions
import NeuralNetwork
import WorkedExamples

/// `train 2000 [epochs|updates|seconds] [until CONDITION]`, `train 10 on torch 2`
package struct TrainCommand: Command {
  package static let synopsis = Synopsis(
    "train", .data,
    [
      "train COUNT [epoch|epochs] [until CONDITION]", "train COUNT update|updates [until CONDITION]",
      "train COUNT second|seconds [until CONDITION]",
    ] + TorchRequest.forms,
    "train the network on the data",
    details: """
      An epoch presents every sample of the training part once. The condition is evaluated after each epoch and may use
      measures and weights: train 2000 until loss < 0.01 or max(w[h]) > 50. `expect stopped` fails if it never held.
      Without data, a network with 2 inputs and 1 output learns the XOR table. Ctrl-C interrupts; continue resumes exactly
      there. If updates end inside an epoch, the next `train COUNT updates` continues there, and `train COUNT` epochs
      starts a new one.
      on torch: PyTorch trains, in PROCESSES on this machine, or on each HOST, by torchrun (and ssh, with the same
      files there); Ctrl-C leaves the session as it was. First its first 1 and 10 updates are compared with those here;
      what PyTorch lacks is refused before anything starts. It needs a Python with torch and numpy (NNSH_PYTHON=PATH;
      python3 by default). It is for what one machine cannot do: the output compares the speeds. On a cluster:
      export FILE.safetensors, then train.py, which is installed in share/nnsh/torch; its --help has an example.
      """,
    examples: [
      "net 2 4 1; train 200", "net 2 2 1; data and; train 1000 until loss < 0.02; expect stopped",
      "net 2 1; train 6 updates",
    ])

  private enum Unit: Sendable { case epochs, updates, seconds }

  private let count: Expression
  private var unit = Unit.epochs
  private var until: Expression?
  private var torch: TorchRequest?
  private let range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    if let word = operands.peekWord(), word.value == "until" {
      throw Fault(
        "train needs a number of epochs", at: word.range, label: "the most there may be",
        help: "train 1000 \(operands.restOfCommand)")
    }
    count = try operands.number("a number of epochs")
    if operands.take("updates") || operands.take("update") {
      unit = .updates
    } else if operands.take("seconds") || operands.take("second") {
      unit = .seconds
    } else if !operands.take("epochs") {
      _ = operands.take("epoch")
    }
    if unit != .seconds { torch = try TorchRequest(&operands) }
    if torch == nil, operands.take("until") { until = try operands.expression("a condition") }
  }

  package func run(_ interpreter: Interpreter) throws {
    let state = try interpreter.session.network(range)
    let amount = try amount(interpreter)
    if torch != nil, let obstacle = interpreter.session.torchObstacle { throw obstacle.fault(at: range) }
    let samples = try interpreter.samples(
      for: state.network, "training", at: range, inMemoryFor: torch.map { _ in "train on torch" })
    try interpreter.session.requireTrainable(samples, range)
    if state.network.topology.outputCount == 1, state.network.topology.activations.last == .softmax {
      throw Fault(
        "softmax of one unit is always 1: there is nothing to learn", at: range,
        label: "softmax needs one output per class",
        help: "activation o sigmoid")
    }
    let needsDerivatives = interpreter.session.settings.plan.rule.optimizer.followsGradient
    let (targets, numbers) = samples.decisiveTargets
    try interpreter.session.requireTargets(targets, of: numbers, range, needsDerivatives: needsDerivatives)
    try interpreter.session.requireTiedTogether(range)
    let plan = interpreter.session.settings.plan
    if plan.rule.conventions.update == .inOrder, plan.obstacleToStepsInOrder != nil, !state.network.shared.isEmpty {
      throw Fault(
        "in-order updates layer by layer", at: range, label: "tied parameters may be in several layers",
        help: "convention update together")
    }
    try interpreter.requireCopyOfNetwork(at: range)
    var training = interpreter.training(of: state.network, on: samples)
    if unit == .updates, let left = interpreter.session.training?.training, left.isInsideEpoch {
      training = left
      interpreter.refresh(&training)
    }
    let goal: TrainingRun.Goal =
      switch amount {
      case .epochs(let count): .epoch(training.progress.epoch + count)
      case .updates(let count): .update(training.progress.updates + count)
      case .seconds(let seconds): .seconds(seconds)
      }
    if let torch {
      let run = try TorchRun(torch, goal, net: NetCommand.saved(interpreter.session).joined(), interpreter, at: range)
      if !interpreter.options.isDry { return try run.run(training) }
    }
    var run = TrainingRun(training, goal, until: until, curve: interpreter.session.curve)
    try interpreter.train(&run, at: range)
  }
  private enum Amount { case epochs(Int), updates(Int), seconds(Double) }

  private func amount(_ interpreter: Interpreter) throws(Fault) -> Amount {
    switch unit {
    case .epochs: return .epochs(try interpreter.whole(count, "the number of epochs", in: 0...1 << 52))
    case .updates: return .updates(try interpreter.whole(count, "the number of updates", in: 0...1 << 52))
    case .seconds: return .seconds(try interpreter.notNegative(count, "the time"))
    }
  }
}
