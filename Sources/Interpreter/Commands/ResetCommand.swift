import Expressions
import NeuralNetwork

/// `reset`
package struct ResetCommand: Command {
  package static let synopsis = Synopsis(
    "reset", .network, ["reset"], "go back to the weights of the last init or set", examples: ["net 2 1; reset"])

  private let range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) { range = operands.name.range }

  package func run(_ interpreter: Interpreter) throws {
    try interpreter.requireCopyOfNetwork(at: range)
    try interpreter.session.startOver(range) { $0.values = $0.initial }
  }
}
