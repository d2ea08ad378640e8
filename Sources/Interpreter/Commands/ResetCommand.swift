import Expressions
import NeuralNetwork

/// `reset`
package struct ResetCommand: Command {
  package static let synopsis = Synopsis(
    "reset", .network, ["reset"], "go back to the weights of the last init or set", examples: ["net 2 1; reset"])

  private let range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) { range = operands.name.range }

  package func run(_ interpreter: Interpreter) throws {
    try interpreter.changeNetwork(range) { $0.values = $0.initial }
    interpreter.session.startOver()
  }
}

extension Session {
  /// A training from new weights begins at epoch 0 with an optimizer that remembers nothing.
  mutating func startOver() {
    self.optimizerState = OptimizerState()
    self.schedule = ScheduleState()
    self.training = nil
    state?.epoch = 0
    state?.iteration = 0
    state?.measures = nil
    self.nextSample = 0
    self.sampleInHand = nil
  }
}
