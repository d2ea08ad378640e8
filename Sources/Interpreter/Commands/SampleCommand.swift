import Expressions
import NeuralNetwork

/// `sample 0 1 : 1`
package struct SampleCommand: Command {
  package static let synopsis = Synopsis(
    "sample", .data, ["sample INPUT… : TARGET…"], "add one sample to the training part of the data",
    details: "The first sample starts new data; later ones must have as many inputs and targets.",
    examples: ["sample 0 1 : 1; sample 1 1 : 0; data"])

  private let operands: SampleOperands

  package init(_ reader: inout OperandReader) throws(Fault) { operands = try SampleOperands(&reader) }

  package func run(_ interpreter: Interpreter) throws {
    let (inputs, targets) = (operands.inputs, operands.targets)
    let values = try interpreter.numbers(inputs)
    let targetValues = try interpreter.numbers(targets)
    var samples =
      interpreter.session.samples
      ?? SampleSet(name: "samples", inputCount: values.count, targetCount: targetValues.count)
    try interpreter.session.requireInMemory(samples, for: "sample", inputs[0].range)
    do throws(SampleSetError) {
      try samples.add(inputs: values, targets: targetValues)
    } catch .inputCount(let expected, let found) {
      throw wrongCount("input", expected, found, inputs)
    } catch .targetCount(let expected, let found) {
      throw wrongCount("target", expected, found, targets)
    } catch .notFinite {
      let all = inputs + targets
      throw Fault("a sample must consist of finite numbers", at: all[0].range.union(all[all.count - 1].range))
    } catch {
      throw Fault(error.wording, at: inputs[0].range)
    }
    interpreter.session.replaceSamples(samples)
  }

  private func wrongCount(_ thing: String, _ expected: Int, _ found: Int, _ operands: [Expression]) -> Fault {
    Fault(
      "the data set has \(counted(expected, thing)), got \(found)",
      at: operands[min(expected, operands.count - 1)].range,
      help: "data clear starts a new data set")
  }
}
