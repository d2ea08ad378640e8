import Expressions
import NeuralNetwork

/// The operands of `data samples`: `0 0 : 0 / 0 1 : 1`.
struct WrittenSamples: Sendable {
  private var samples: [SampleOperands] = []

  init(_ operands: inout OperandReader) throws(Fault) {
    repeat { samples.append(try SampleOperands(&operands)) } while operands.takeSlash()
  }

  func read(_ interpreter: Interpreter) throws -> SampleSet {
    var (inputs, targets) = ([Double](), [Double]())
    for (index, sample) in samples.enumerated() {
      let values = try interpreter.finiteNumbers(sample.inputs)
      let targetValues = try interpreter.finiteNumbers(sample.targets)
      inputs += values
      targets += targetValues
      let (first, firstTargets) = (inputs.count / (index + 1), targets.count / (index + 1))
      guard inputs.count == first * (index + 1), values.count == first else {
        throw Fault(
          "sample \(index + 1) has \(counted(values.count, "input")), the first has \(first)",
          at: sample.inputs[0].range)
      }
      guard targets.count == firstTargets * (index + 1), targetValues.count == firstTargets else {
        throw Fault(
          "sample \(index + 1) has \(counted(targetValues.count, "target")), the first has \(firstTargets)",
          at: sample.targets[0].range)
      }
    }
    do {
      return try SampleSet(
        name: "samples", inputs: inputs, inputCount: inputs.count / samples.count, targets: targets,
        targetCount: targets.count / samples.count)
    } catch {
      throw Fault(error.wording)
    }
  }
}
