import Expressions
import NeuralNetwork
import WorkedExamples

/// `step 0 1 : 1`
package struct StepCommand: Command, StepPart {
  package static let failsUnchanged = true

  package static let synopsis = Synopsis(
    "step", .step, ["step INPUT… : TARGET…", "step"], "run forward, backward and update on one sample, line by line",
    details: """
      Without operands: the next sample of the data. Gradients that backward has accumulated are applied with it.
      """,
    examples: ["net 2 4 1; step 0 1 : 1", "net 2 4 1; data xor; step; step"])

  private let inputs: StepNumbers
  private let targets: StepNumbers?
  private let range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    inputs = try StepNumbers(&operands)
    guard !inputs.isEmpty else {
      targets = nil
      return
    }
    operands.cursor.skipBlanks()
    guard operands.cursor.byte == Ascii.colon else { throw operands.missing("':' and the targets") }
    operands.cursor.position += 1
    let targets = try StepNumbers(&operands)
    guard !targets.isEmpty else { throw operands.missing("targets after ':'") }
    self.targets = targets
  }

  func add(to steps: inout SilentSteps) throws(SilentSteps.NotSteps) {
    try steps.add(.whole, inputs.constants(steps.session), targets?.constants(steps.session))
  }

  package func run(_ interpreter: Interpreter) throws {
    let (inputs:inputCount, outputs:outputCount) = try interpreter.session.ends(range)
    let input: [Double]
    let target: [Double]
    let sample: Int?
    if let targets {
      input = try inputs.values("input", inputCount, interpreter)
      target = try targets.values("target", outputCount, interpreter)
      sample = nil
    } else {
      let taken = try interpreter.takeSample(range)
      input = Array(interpreter.session.samples?.inputs(ofSample: taken) ?? [])
      target = Array(interpreter.session.samples?.targets(ofSample: taken) ?? [])
      sample = taken
    }
    try interpreter.session.requireTargets(target, range, targetRange: targets?.range)
    try interpreter.step(input, target, sample: sample)
  }
}
