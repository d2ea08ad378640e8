import Expressions
import NeuralNetwork
import WorkedExamples

/// `backward 1`
package struct BackwardCommand: Command {
  package static let synopsis = Synopsis(
    "backward", .step, ["backward TARGET…", "backward"],
    "compute loss, errors, deltas and gradients, line by line",
    details: """
      Without operands: the target of the sample that forward took from the data.
      Gradients accumulate until update applies them: several forward/backward pairs make a batch.
      """,
    examples: ["net 2 4 1; forward 0 1; backward 1", "net 2 4 1; data xor; forward; backward"])

  private let targets: StepNumbers
  private let range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    targets = try StepNumbers(&operands)
  }

  package func run(_ interpreter: Interpreter) throws {
    let topology = try interpreter.session.topology(range)
    guard interpreter.session.state?.forward != nil else {
      throw Fault("no forward pass yet", at: range, help: forwardExample(topology))
    }
    guard interpreter.session.state?.isForwardFresh == true else {
      throw Fault(
        "the weights have changed since the last forward", at: range, label: "run forward again",
        help: forwardExample(topology))
    }
    let values =
      try targets.isEmpty ? target(interpreter) : targets.values("target", topology.outputCount, topology, interpreter)
    try interpreter.session.requireTargets(values, range, targetRange: targets.range)
    try interpreter.backward(values)
  }

  private func target(_ interpreter: Interpreter) throws(Fault) -> [Double] {
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

  private func forwardExample(_ topology: Topology) -> String? {
    guard topology.inputCount <= 12 else { return "forward" }
    return "forward \([String](repeating: "0", count: topology.inputCount).joined(separator: " "))"
  }
}
