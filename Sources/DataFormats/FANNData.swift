import Expressions
import NeuralNetwork

/// The data of FANN: `fann_save_train`.
///
/// The numbers of samples, inputs and outputs; for each sample its inputs, then its outputs.
package enum FANNData: SampleFormat {
  package static let name = "FANN data"
  package static let extensions = ["data"]

  /// By three whole numbers in the first line and as many numbers as inputs in the second: the extension is not enough.
  package static func recognizes(_ bytes: UnsafeRawBufferPointer, extension: String) -> Bool {
    guard ["data", "train", "test"].contains(`extension`) else { return false }
    let lines = bytes.prefix(1 << 16).split(maxSplits: 2, omittingEmptySubsequences: false) { $0 == 0x0a }
    guard lines.count > 1 else { return false }
    func words(_ line: Slice<UnsafeRawBufferPointer>) -> [String] {
      line.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }.map { String(decoding: $0, as: UTF8.self) }
    }
    let sizes = words(lines[0]).map { Int($0) ?? 0 }
    return sizes.count == 3 && sizes.allSatisfy { $0 > 0 }
      && (lines[1].count + lines[0].count + 2 > 1 << 16 || words(lines[1]).count == sizes[1])
  }

  static func readSamples(_ scanner: inout TextScanner, progress: (Int) -> Bool) throws -> SampleSet {
    let count = try scanner.whole("the number of samples")
    let inputs = try scanner.whole("the number of inputs")
    let targets = try scanner.whole("the number of outputs")
    return try SampleReading.samples(name, count, inputs, targets, &scanner, progress: progress)
  }

  package static func write(_ samples: SampleSet, _ write: (UnsafeRawBufferPointer) throws -> Void) throws {
    let header = "\(samples.count) \(samples.inputCount) \(samples.targetCount)\n"
    try self.write(samples, header: header, inputTitle: { _ in "" }, targetTitle: { _ in "" }, write)
  }
}
