import Expressions
import NeuralNetwork
import WorkedExamples

/// `backward 1`
package struct BackwardCommand: Command, StepPart {
  package static let failsUnchanged = true

  package static let synopsis = Synopsis(
    "backward", .step, ["backward TARGET…", "backward UNIT", "backward"],
    "compute loss, errors, deltas and gradients, line by line",
    details: """
      UNIT: the derivatives of its output instead of those of the loss, and of the inputs: i1.grad.
      Without operands: the target of the sample that forward took from the data.
      Gradients accumulate until update applies them: several forward/backward pairs make a batch.
      """,
    examples: [
      "net 2 4 1; forward 0 1; backward 1; print i1.grad", "net 2 4 1; data xor; forward; backward",
      "net 2 1:tanh; forward 2 0; backward o1",
    ])

  private let targets: StepNumbers
  /// The unit whose output is differentiated instead of the loss.
  private var unit: Located<Name>?
  private let range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    if operands.atLetter() {
      targets = StepNumbers(of: operands.name)
      unit = try operands.name("targets or a unit")
    } else {
      targets = try StepNumbers(&operands)
    }
  }

  func add(to steps: inout SilentSteps) throws(SilentSteps.NotSteps) {
    guard unit == nil else { throw SilentSteps.NotSteps() }
    try steps.add(.backward, nil, targets.constants(steps.session))
  }

  package func run(_ interpreter: Interpreter) throws {
    let outputCount = try interpreter.session.ends(range).outputs
    guard interpreter.session.state?.forward != nil else {
      throw Fault("no forward pass yet", at: range, help: forwardExample(interpreter))
    }
    guard interpreter.session.state?.isForwardFresh == true else {
      throw Fault(
        "the weights have changed since the last forward", at: range, label: "run forward again",
        help: forwardExample(interpreter))
    }
    if let unit { return try interpreter.backward(from: seed(unit, interpreter.session.topology(range), interpreter)) }
    let values =
      try targets.isEmpty ? target(interpreter) : targets.values("target", outputCount, interpreter)
    try interpreter.session.requireTargets(values, range, targetRange: targets.range)
    try interpreter.backward(values)
  }

  /// The unit, if its output can be differentiated.
  private func seed(_ name: Located<Name>, _ topology: Topology, _ interpreter: Interpreter) throws(Fault) -> Int {
    var name = name
    if name.value.member == "out" { name.value.member = nil }
    let units = try interpreter.units(name)
    guard units.count == 1, let unit = units.first else {
      throw Fault("\(name.value) is a layer", at: name.range, label: "expected one unit")
    }
    guard unit >= topology.inputCount else {
      throw Fault("\(name.value) is an input: it depends on nothing", at: name.range)
    }
    let rule = interpreter.session.settings.plan.rule
    guard rule.learning.followsGradient else {
      throw Fault(
        "the rule in use learns from targets", at: name.range, label: "a unit's output has none", help: "rule gradient")
    }
    try interpreter.session.requireDerivatives(
      topology.inputCount..<topology.firstUnits[topology.layer(of: unit) + 1], topology, name.range)
    return unit
  }

  private func target(_ interpreter: Interpreter) throws(Fault) -> [Double] {
    if let sample = interpreter.session.state?.currentSample { try interpreter.bringIn(sample..<sample + 1, at: range) }
    guard let sample = interpreter.session.state?.currentSample, let samples = interpreter.session.samples,
      samples.count > sample
    else {
      let count = interpreter.session.state?.network.topology.outputCount ?? 1
      let ones = [String](repeating: "1", count: min(count, 12)).joined(separator: " ")
      throw Fault(
        "backward needs \(counted(count, "target"))", at: SourceRange(range.upper, range.upper),
        label: "the last forward did not use a sample of the data", help: "backward \(ones)")
    }
    return Array(samples.targets(ofSample: sample))
  }

  private func forwardExample(_ interpreter: Interpreter) -> String? {
    guard let topology = interpreter.session.state?.network.topology, topology.inputCount <= 12 else {
      return "forward"
    }
    return "forward \([String](repeating: "0", count: topology.inputCount).joined(separator: " "))"
  }
}
