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
    let matrix = ConfusionMatrix(outputs: outputs, data, samples)
    try Limits.check(at: range)
    interpreter.session.recordMeasures(measures, samples: data.count)
    let part = samples.testCount > 0 ? " of the test part" : ""
    let digits = interpreter.session.settings.digits
    func line(_ text: String) { interpreter.output.line(text) }
    line("# \(counted(data.count, "sample"))\(part) of \(samples.name)")
    interpreter.printValue(WholePart.loss.rawValue, measures.loss)
    interpreter.printValue(WholePart.mse.rawValue, measures.mse)
    guard let matrix else { return }
    interpreter.printValue(WholePart.misclassified.rawValue, Double(measures.misclassified))
    interpreter.watchedValues.remember(WholePart.accuracy.rawValue, measures.accuracy)
    line(
      "accuracy = \(data.count - measures.misclassified) / \(data.count) = \(rounded(measures.accuracy, digits: digits))"
    )
    interpreter.output.lines { matrix.lines(columns: $0?.columns()) }
  }

  /// The outputs, samples × outputs: of many samples part by part, where someone watches.
  private func outputs(_ network: Network, _ data: TrainingData, _ plan: TrainingPlan, _ interpreter: Interpreter)
    -> [Double]
  {
    let part = max(1, TestCommand.shortWork / max(1, network.topology.parameterCount))
    guard interpreter.output.progress != nil, data.count > 2 * part else {
      return network.outputs(for: data, plan, interrupted: interpreter.isInterrupted)
    }
    var outputs: [Double] = []
    outputs.reserveCapacity(data.count * data.targetCount)
    for start in stride(from: 0, to: data.count, by: part) {
      let samples = data.part(start..<min(start + part, data.count))
      outputs += network.outputs(for: samples, plan, interrupted: interpreter.isInterrupted)
      if interpreter.isInterrupted() { break }
      interpreter.showProgress("testing", share: Double(outputs.count) / Double(data.count * data.targetCount))
    }
    return outputs
  }

  /// The presentations of a parameter that take about a twentieth of a second.
  private static let shortWork = 50_000_000

  /// The outputs, samples × outputs, and their measures; in hand arithmetic, if that is on.
  private func measured(_ network: Network, _ data: TrainingData, _ plan: TrainingPlan, _ interpreter: Interpreter)
    throws -> ([Double], EpochMeasures)
  {
    interpreter.output.beginProgress()
    defer { interpreter.output.progress?.end() }
    guard let steps = interpreter.session.handSteps else {
      let outputs = outputs(network, data, plan, interpreter)
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
