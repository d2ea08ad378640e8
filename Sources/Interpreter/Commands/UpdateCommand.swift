import Expressions
import NeuralNetwork
import WorkedExamples

/// `update`
package struct UpdateCommand: Command, StepPart {
  package static let failsUnchanged = true

  package static let synopsis = Synopsis(
    "update", .step, ["update"], "apply the accumulated gradients, line by line",
    details: """
      After several forward/backward pairs the mean of their gradients is applied (see convention batch).
      """,
    examples: ["net 2 4 1; forward 0 1; backward 1; update"])

  private let range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) { range = operands.name.range }

  func add(to steps: inout SilentSteps) throws(SilentSteps.NotSteps) { try steps.add(.update) }

  package func run(_ interpreter: Interpreter) throws {
    guard interpreter.session.state?.gathered != nil else {
      let isApplied = try interpreter.session.network(range).update != nil
      throw Fault(
        "no gradients to apply", at: range, label: isApplied ? "they have been applied already" : nil,
        help: "backward computes them")
    }
    try interpreter.update()
  }
}
