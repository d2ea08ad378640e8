import Expressions
import NeuralNetwork
import WorkedExamples

/// `continue`
package struct ContinueCommand: Command {
  package static let synopsis = Synopsis(
    "continue", .data, ["continue"], "resume an interrupted training exactly where it stopped",
    details: "Settings changed in the meantime, such as the rate, apply from there on.", examples: [])

  private let range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) { range = operands.name.range }

  package func run(_ interpreter: Interpreter) throws {
    guard var run = interpreter.session.training, !run.isOver else {
      throw Fault("no interrupted training to continue", at: range, help: "train 1000")
    }
    try interpreter.session.requireTiedTogether(range)
    interpreter.refresh(&run.training)
    do {
      try interpreter.train(&run, at: range)
    } catch var fault as Fault {
      fault.range = range
      throw fault
    }
  }
}
