import Expressions
import NeuralNetwork
import WorkedExamples

/// `forward 0 1`
package struct ForwardCommand: Command, StepPart {
  package static let failsUnchanged = true

  package static let synopsis = Synopsis(
    "forward", .step, ["forward INPUT…", "forward"], "compute every unit for one input, line by line",
    details: """
      Each line is NAME = FORMULA = NUMBERS = RESULT.
      Without operands: the next sample of the data, starting over after the last.
      """,
    examples: ["net 2 4 1; forward 0 1", "net 2 4 1; data xor; forward; forward"])

  private let inputs: StepNumbers
  private let range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    inputs = try StepNumbers(&operands)
  }

  func add(to steps: inout SilentSteps) throws(SilentSteps.NotSteps) {
    try steps.add(.forward, inputs.constants(steps.session))
  }

  package func run(_ interpreter: Interpreter) throws {
    let count = try interpreter.session.ends(range).inputs
    guard inputs.isEmpty else {
      let values = try inputs.values("input", count, interpreter)
      if let samples = interpreter.session.samples, samples.normalization != nil {
        interpreter.output.remark("# inputs taken as they are, not normalized like the data; predict normalizes them")
      }
      return try interpreter.forward(values)
    }
    let sample = try interpreter.takeSample(range)
    try interpreter.forward(Array(interpreter.session.samples?.inputs(ofSample: sample) ?? []), sample: sample)
  }
}
