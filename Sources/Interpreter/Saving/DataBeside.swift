import DataFormats
import Expressions
import NeuralNetwork

/// The file beside a saved session that has its data, where they are too many for commands.
///
/// Its name comes from its content: another save of the same data writes the same file, and no save changes one that an
/// earlier session needs.
struct DataBeside {
  let name: String
  let hash: String
  let bytes: [UInt8]

  func path(beside file: String) -> String {
    file.lastIndex(of: "/").map { file[...$0] + name } ?? name
  }

  /// More numbers than this are not written as commands.
  static let limit = 20_000

  /// nil if the data fits into commands, or stays in a file of its own.
  init?(_ samples: SampleSet) {
    guard samples.stream == nil, samples.count * (samples.inputCount + samples.targetCount) > Self.limit else {
      return nil
    }
    bytes = NPZ.compactBytes(of: samples.arrays)
    hash = ShortHash.text(of: bytes)
    name = "data-\(hash).npz"
  }
}
