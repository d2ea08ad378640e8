import Expressions
import NeuralNetwork
import WorkedExamples

/// `test`
package struct TestCommand: Command {
  package static let synopsis = Synopsis(
    "test", .data, ["test"], "measure loss and accuracy on the test part of the data, or on all of it",
    details: """
      For classes a confusion matrix follows: a row for each expected class, a column for each predicted one.
      One output is compared with the midpoint of the smallest and the largest target; of several, the largest decides.
      """,
    examples: ["net 2 4 1; data xor; train 500; test"])

  private let range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) { range = operands.name.range }

  package func run(_ interpreter: Interpreter) throws {
    let state = try interpreter.session.network(range)
    let samples = try interpreter.samples(for: state.network, "testing", at: range)
    let data = TrainingData(samples, samples.testRange)
    let plan = interpreter.session.settings.plan
    let (outputs, measures) = try measured(state.network, data, plan, interpreter)
    interpreter.session.recordMeasures(measures, samples: data.count)
    let part = samples.testCount > 0 ? " of the test part" : ""
    let digits = interpreter.session.settings.digits
    func line(_ text: String) { interpreter.output.line(text) }
    line("# \(counted(data.count, "sample"))\(part) of \(samples.name)")
    interpreter.printValue(WholePart.loss.rawValue, measures.loss)
    interpreter.printValue(WholePart.mse.rawValue, measures.mse)
    guard let matrix = ConfusionMatrix(outputs: outputs, data, samples) else { return }
    interpreter.printValue(WholePart.misclassified.rawValue, Double(measures.misclassified))
    interpreter.watchedValues.remember(WholePart.accuracy.rawValue, measures.accuracy)
    line(
      "accuracy = \(data.count - measures.misclassified) / \(data.count) = \(rounded(measures.accuracy, digits: digits))"
    )
    for row in matrix.lines { line(row) }
  }

  /// The outputs, samples × outputs, and their measures; in hand arithmetic, if that is on.
  private func measured(_ network: Network, _ data: TrainingData, _ plan: TrainingPlan, _ interpreter: Interpreter)
    throws -> ([Double], EpochMeasures)
  {
    guard let steps = interpreter.session.handSteps else {
      let outputs = network.outputs(for: data, plan, interrupted: interpreter.isInterrupted)
      if interpreter.isInterrupted() { throw Interrupted() }
      return (outputs, network.measure(data, outputs: outputs, plan.rule))
    }
    do throws(Fault) {
      let found = try steps.measure(data, plan, network.topology, interrupted: interpreter.isInterrupted)
      if interpreter.isInterrupted() { throw Fault("interrupted", at: range, kind: .interrupted) }
      return found
    } catch {
      throw Fault(error.message, at: range, label: error.label, help: error.help, kind: error.kind)
    }
  }
}
