import Expressions
import NeuralNetwork

/// `shuffle on|in-place|with-replacement|off`
package struct ShuffleCommand: Command {
  package static let synopsis = Synopsis(
    "shuffle", .data, ["shuffle on|in-place|with-replacement|off", "shuffle"],
    "present the samples of every epoch in a new random order",
    details: """
      The random numbers are the session's, see seed. on: each epoch draws a permutation, as numpy.random.permutation
      does. in-place: it shuffles the last epoch's order further, as random.shuffle does to a list of samples.
      with-replacement: each sample is drawn from all, as by random.choice. Default: off.
      """,
    examples: ["shuffle on; shuffle", "seed 1 python; net 2 4 1; shuffle in-place; train 100"])

  private var choice: Located<Shuffle>?

  package init(_ operands: inout OperandReader) throws(Fault) {
    if !operands.atEnd() { choice = try operands.choice("order", Shuffle.allCases.map { ($0.rawValue, $0) }) }
  }

  package func run(_ interpreter: Interpreter) throws {
    guard let choice else { return interpreter.output.line(interpreter.session.settings.shuffleText) }
    interpreter.session.settings.plan.shuffle = choice.value
  }
}
