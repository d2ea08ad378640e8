import Expressions
import NeuralNetwork
import WorkedExamples

extension Interpreter {
  /// The data for the network: those loaded, or the XOR table for a network of its shape.
  ///
  /// - Parameter doing: what the line says that is printed for the table, such as `training`.
  /// - Throws: `Fault` naming `data` where neither fits.
  func samples(for network: Network, _ doing: String, at range: SourceRange) throws(Fault) -> SampleSet {
    let topology = network.topology
    let shape = topology.sizes.map(String.init).joined(separator: "-")
    guard let samples = session.samples, !samples.isEmpty else {
      guard topology.inputCount == 2, topology.outputCount == 1 else {
        throw Fault(
          "no data loaded for a network of \(shape)", at: range,
          label: "the built-in XOR table has 2 inputs and 1 output", help: "data load FILE, or sample INPUT… : TARGET…")
      }
      output.report("# no data loaded: \(doing) on the built-in XOR table")
      return SampleSet.gate(.xor)
    }
    guard samples.inputCount == topology.inputCount, samples.targetCount == topology.outputCount else {
      let hidden = topology.sizes.dropFirst().dropLast().map { " \($0)" }.joined()
      throw Fault(
        "the data do not fit the network", at: range,
        label: "\(samples.shape) in data \(samples.name), the network is \(shape)",
        help: "net \(samples.inputCount)\(hidden) \(samples.targetCount)")
    }
    return samples
  }
}

extension SampleSet {
  /// `2 inputs and 1 target`
  var shape: String { "\(counted(inputCount, "input")) and \(counted(targetCount, "target"))" }
}
