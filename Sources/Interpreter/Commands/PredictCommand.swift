import Expressions
import NeuralNetwork
import WorkedExamples

/// `predict 0 1`
package struct PredictCommand: Command {
  package static let synopsis = Synopsis(
    "predict", .data, ["predict INPUT…"], "print the outputs for one input",
    details: "If the data is normalized, the inputs are scaled in the same way.",
    examples: ["net 2 4 1; predict 0 1"])

  private let inputs: [Expression]
  private let range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    inputs = try operands.numbers()
    guard !inputs.isEmpty else { throw operands.missing("inputs") }
  }

  package func run(_ interpreter: Interpreter) throws {
    let topology = try interpreter.session.topology(range)
    var values = try interpreter.finiteNumbers(inputs)
    guard values.count == topology.inputCount else {
      let last = inputs[min(topology.inputCount, inputs.count - 1)].range
      throw Fault(
        "predict needs \(counted(topology.inputCount, "input")), got \(values.count)", at: last,
        label: "the network is \(topology.sizes.map(String.init).joined(separator: "-"))")
    }
    if let samples = interpreter.session.samples, samples.normalization != nil {
      values = (try? samples.normalized(values)) ?? values
      interpreter.output.report("# inputs normalized like the data")
    }
    try interpreter.predict(values)
    if let name = interpreter.predictedClass { interpreter.output.remark("# class \(name)") }
  }
}

extension Interpreter {
  /// The name of the class with the largest output, if the data names its classes.
  fileprivate var predictedClass: String? {
    guard let state = session.state, let classes = session.samples?.classes,
      classes.count == state.network.topology.outputCount
    else { return nil }
    let outputs = state.network.topology.outputUnits.map { state.value(.unit($0, .out)) ?? -.infinity }
    return outputs.indices.max { (outputs[$0], $1) < (outputs[$1], $0) }.map { classes[$0] }
  }
}
