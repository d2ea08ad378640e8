import Expressions
import NeuralNetwork
import WorkedExamples

extension Interpreter {
  /// The data for the network: the data set loaded, or the XOR table for a network with 2 inputs and 1 output.
  ///
  /// - Parameters:
  ///   - activity: as in the line that is printed for the table, such as `training`.
  ///   - command: what needs all of it in memory, as it is typed; nil if data that is read from its file will do.
  /// - Throws: `Fault` if neither fits.
  func samples(
    for network: Network, _ activity: String, at range: SourceRange, inMemoryFor command: String?
  ) throws(Fault) -> SampleSet {
    let topology = network.topology
    guard let samples = session.samples, !samples.isEmpty else {
      guard topology.inputCount == 2, topology.outputCount == 1 else {
        throw Fault(
          "no data loaded for a network of \(topology.shape)", at: range,
          label: "the built-in XOR table has 2 inputs and 1 output", help: "data load FILE, or sample INPUT… : TARGET…")
      }
      output.report("# no data loaded: \(activity) on the built-in XOR table")
      return SampleSet.gate(.xor)
    }
    try session.requireFit(samples, topology, range)
    if let command { try session.requireInMemory(samples, for: command, range) }
    return samples
  }
}

extension SampleSet {
  /// `2 inputs and 1 target`
  var shape: String { "\(counted(inputCount, "input")) and \(counted(targetCount, "target"))" }
}
