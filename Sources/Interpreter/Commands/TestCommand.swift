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
    let samples = try interpreter.samples(
      for: state.network, "testing", at: range, inMemoryFor: interpreter.session.handSteps.map { _ in "test by hand" })
    let data = TrainingData(samples, samples.testRange)
    let plan = interpreter.session.settings.plan
    var matrix = ConfusionMatrix(data, samples)
    let measures = try measured(state.network, data, plan, &matrix, interpreter)
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

  /// The presentations of a parameter that take about a twentieth of a second.
  private static let shortWork = 50_000_000

  /// The measures, in hand arithmetic if that is on; counts the classes.
  private func measured(
    _ network: Network, _ data: TrainingData, _ plan: TrainingPlan, _ matrix: inout ConfusionMatrix?,
    _ interpreter: Interpreter
  ) throws -> EpochMeasures {
    interpreter.output.beginProgress()
    defer { interpreter.output.progress?.end() }
    if let steps = interpreter.session.handSteps {
      let (outputs, measures) = try measured(network, data, plan, by: steps, interpreter)
      matrix?.add(data, outputs: outputs)
      return measures
    }
    var (sum, block, position) = (MeasuresOfData(network, plan.rule), SampleBlock?.none, 0)
    while position < data.count {
      let part = try part(from: position, of: data, network, &block, interpreter)
      let outputs = network.outputs(for: part, plan, interrupted: interpreter.isInterrupted)
      sum.add(part, outputs: outputs, interrupted: interpreter.isInterrupted)
      if interpreter.isInterrupted() { throw Interrupted() }
      matrix?.add(part, outputs: outputs)
      position += part.count
      interpreter.showProgress("testing", share: Double(position) / Double(data.count))
    }
    return sum.total
  }

  /// The samples from `position` on that are tested at once: all of them, unless they are read or someone watches.
  private func part(
    from position: Int, of data: TrainingData, _ network: Network, _ block: inout SampleBlock?,
    _ interpreter: Interpreter
  ) throws -> TrainingData {
    guard data.isStreamed else {
      let short = max(1, TestCommand.shortWork / max(1, network.topology.parameterCount))
      let isWatched = interpreter.output.progress != nil && data.count > 2 * short
      return data.part(position..<(isWatched ? min(position + short, data.count) : data.count))
    }
    do throws(SampleStreamError) {
      return try data.block(from: position, &block)
    } catch {
      if interpreter.isInterrupted() { throw Interrupted() }
      throw interpreter.fault(error, at: range)
    }
  }

  private func measured(
    _ network: Network, _ data: TrainingData, _ plan: TrainingPlan, by steps: any TrainingSteps,
    _ interpreter: Interpreter
  ) throws(Fault) -> ([Double], EpochMeasures) {
    do throws(Fault) {
      let found = try steps.measure(data, plan, network.topology, interrupted: interpreter.isInterrupted)
      if interpreter.isInterrupted() { throw Fault("interrupted", at: range, kind: .interrupted) }
      return found
    } catch {
      throw Fault(error.message, at: range, label: error.label, help: error.help, kind: error.kind)
    }
  }
}
