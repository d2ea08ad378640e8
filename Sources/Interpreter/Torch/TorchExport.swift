import DataFormats
import Expressions
import Safety

extension Interpreter {
  /// Writes the session for `scripts/torch/train.py`.
  ///
  /// - Parameter net: the command that makes the network.
  func exportForTorch(to file: Located<String>, net: String) throws {
    let state = try session.network(file.range)
    if let obstacle = session.torchObstacle { throw obstacle.fault(at: file.range) }
    let samples = try samples(for: state.network, "training", at: file.range, inMemoryFor: "export")
    try session.requireTargets(samples.targets, file.range)
    var training = training(of: state.network, on: samples)
    if let left = session.training?.training, left.isInsideEpoch {
      training = left
      refresh(&training)
    }
    let torchFile = try TorchFile(
      training, session, net: net, settings: commands.settings(of: session), at: file.range)
    try withFaults("write", file) {
      try files.write(to: path(file), extensions: Safetensors.extensions) { write in
        try Safetensors.write(torchFile.arrays) { try write($0) }
      }
    }
  }
}
