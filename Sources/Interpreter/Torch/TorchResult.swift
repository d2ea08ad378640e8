import DataFormats
import Expressions
import NeuralNetwork

extension Interpreter {
  /// Takes over what a training elsewhere has left beside the parameters, which the session already has: the state of
  /// the training, the optimizer and the random numbers, and the losses.
  func takeState(_ arrays: NamedArrays, from file: String, at range: SourceRange) throws(Fault) {
    let parts = StatePart.all.filter { arrays["state.\($0.name)"] != nil }
    guard !parts.isEmpty, let network = session.state?.network else { return }
    func values(_ name: String) -> [Double] { arrays["state.\(name)"]?.values ?? [] }
    for part in parts where !part.isOfTraining {
      try take(part, values(part.name), file, range)
    }
    for (epoch, loss) in arrays.losses { session.curve.append(loss, epoch: epoch) }
    guard parts.contains(where: \.isOfTraining), let samples = samples(network.topology) else { return }
    let training = training(of: session.state?.network ?? network, on: samples)
    session.training = TrainingRun(training, .epoch(training.progress.epoch), until: nil, curve: session.curve)
    for part in parts where part.isOfTraining { try take(part, values(part.name), file, range) }
  }

  /// The data of a training of the network, the built-in table included; nil if there is none that fits.
  private func samples(_ topology: Topology) -> SampleSet? {
    if let own = session.samples, !own.isEmpty {
      return own.inputCount == topology.inputCount && own.targetCount == topology.outputCount ? own : nil
    }
    return topology.inputCount == 2 && topology.outputCount == 1 ? SampleSet.gate(.xor) : nil
  }

  private func take(_ part: StatePart, _ numbers: [Double], _ file: String, _ range: SourceRange) throws(Fault) {
    do throws(StatePart.Mismatch) {
      try part.restore(&session, numbers)
    } catch {
      let help: String? =
        switch error {
        case .generator: "the seed of the session that was exported"
        default: "the network and the data of the session that was exported"
        }
      throw Fault("\(file) does not fit this session: its \(part.name)", at: range, help: help)
    }
  }
}

extension NamedArrays {
  /// The losses that a training elsewhere has reached, and the epochs that ended with them.
  var losses: [(epoch: Int, loss: Double)] {
    guard let losses = self["losses"], losses.dimensions.count == 2, losses.dimensions[1] == 2 else { return [] }
    return stride(from: 0, to: losses.values.count, by: 2).compactMap { row in
      (try? StatePart.whole(losses.values, row)).map { ($0, losses.values[row + 1]) }
    }
  }
}
