import Expressions
import NeuralNetwork

extension SampleSet {
  /// Writes the samples as a text table: a header, then one line per sample, inputs before targets, each number in the
  /// fewest digits that read back as the same.
  ///
  /// The inputs are those before normalization unless `normalized` is true. Columns without names are i1, i2, … and
  /// t1, t2, …, or class=… for classes; if names do not tell which columns are targets, a comment line does. `write` is
  /// called with pieces of about 64 kB; its errors are rethrown.
  package func writeTable<Failure: Error>(
    normalized: Bool = false, separator: Unicode.Scalar = ",", _ write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let pieceSize = 1 << 16
    let separator = UInt8(ascii: separator)
    var piece: [UInt8] = []
    piece.reserveCapacity(pieceSize + 4096)
    if targetCount > 1, targetNames != nil, classes == nil {
      piece += TrailingTargets.comment(inputCount, targetCount).utf8
      piece.append(0x0a)
    }
    let ofInputs: [String] = inputNames ?? (0..<inputCount).map { "i\($0 + 1)" }
    let ofTargets: [String] = targetNames ?? classes?.map { "class=\($0)" } ?? (0..<targetCount).map { "t\($0 + 1)" }
    let names = (ofInputs + ofTargets).map(TableCell.quoted)
    // Numbers would be read as a sample; in a comment they are read as names.
    if !names.contains(where: TableDetection.isText) { piece += "# ".utf8 }
    piece += names.joined(separator: String(UnicodeScalar(separator))).utf8
    piece.append(0x0a)
    for sample in 0..<count {
      let row = normalized ? inputs(ofSample: sample) : givenInputs(ofSample: sample)
      for (column, value) in row.enumerated() {
        if column > 0 { piece.append(separator) }
        Self.append(value, to: &piece)
      }
      for value in targets(ofSample: sample) {
        piece.append(separator)
        Self.append(value, to: &piece)
      }
      piece.append(0x0a)
      if piece.count >= pieceSize {
        try Self.flush(&piece, write)
      }
    }
    try Self.flush(&piece, write)
  }

  private static func flush<Failure: Error>(
    _ piece: inout [UInt8], _ write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    guard !piece.isEmpty else { return }
    try piece.withUnsafeBufferPointer { bytes throws(Failure) in try write(UnsafeRawBufferPointer(bytes)) }
    piece.removeAll(keepingCapacity: true)
  }

  private static func append(_ value: Double, to piece: inout [UInt8]) {
    // A fast path for small whole numbers, which are frequent.
    guard value.sign == .plus, value < 1_000_000, value == value.rounded() else {
      piece += TableCell.written(value).utf8
      return
    }
    var whole = Int(value)
    let start = piece.count
    repeat {
      piece.append(UInt8(ascii: "0") + UInt8(whole % 10))
      whole /= 10
    } while whole > 0
    piece[start...].reverse()
  }
}
