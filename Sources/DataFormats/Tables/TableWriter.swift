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
    let separator = UInt8(ascii: separator)
    var piece = WrittenPiece()
    defer { piece.deallocate() }
    if targetCount > 1, targetNames != nil, classes == nil {
      try piece.append("\(TrailingTargets.comment(inputCount, targetCount))\n", write)
    }
    let ofInputs: [String] = inputNames ?? (0..<inputCount).map { "i\($0 + 1)" }
    let ofTargets: [String] = targetNames ?? classes?.map { "class=\($0)" } ?? (0..<targetCount).map { "t\($0 + 1)" }
    let names = (ofInputs + ofTargets).map(TableCell.quoted)
    // Numbers would be read as a sample; in a comment they are read as names.
    if !names.contains(where: TableDetection.isText) { try piece.append("# ", write) }
    try piece.append(names.joined(separator: String(UnicodeScalar(separator))) + "\n", write)
    for sample in 0..<count {
      let row = normalized ? inputs(ofSample: sample) : givenInputs(ofSample: sample)
      try row.withUnsafeBufferPointer { row throws(Failure) in
        for value in row { try piece.append(value, followedBy: separator, write) }
      }
      try targets(ofSample: sample).withUnsafeBufferPointer { row throws(Failure) in
        for value in row { try piece.append(value, followedBy: separator, write) }
      }
      piece.endLine()
    }
    try piece.flush(write)
  }
}

/// The next bytes of a text table.
private struct WrittenPiece {
  private static let size = 1 << 16
  /// No number is longer, with what follows it.
  private static let longestNumber = 32

  private let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: size + longestNumber)
  private var count = 0

  func deallocate() { bytes.deallocate() }

  /// Appends a number in the fewest digits that read back as the same, and a separator.
  @inline(__always)
  mutating func append<Failure: Error>(
    _ value: Double, followedBy separator: UInt8, _ write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    if count >= Self.size { try flush(write) }
    if value.sign == .plus, value < 10, let digit = UInt8(exactly: value) {
      bytes[count] = UInt8(ascii: "0") + digit
      count += 1
    } else if value.sign == .plus, value < 1e9, let whole = UInt32(exactly: value) {
      append(whole)
    } else if let digits = ShortestDigits(value) {
      count += digits.write(isNegative: value < 0, to: bytes + count)
    } else {
      var text = TableCell.written(value)
      text.withUTF8 { text in
        for byte in text {
          bytes[count] = byte
          count += 1
        }
      }
    }
    bytes[count] = separator
    count += 1
  }

  private mutating func append(_ whole: UInt32) {
    var (whole, length, power) = (whole, 1, UInt32(10))
    while length < 10, whole >= power {
      length += 1
      power = length < 10 ? power * 10 : power
    }
    count += length
    var at = count
    while length > 0 {
      at -= 1
      length -= 1
      bytes[at] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: whole % 10)
      whole /= 10
    }
  }

  /// Makes the last separator a line break.
  mutating func endLine() { bytes[count - 1] = 0x0a }

  mutating func append<Failure: Error>(
    _ text: String, _ write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    for byte in text.utf8 {
      if count >= Self.size { try flush(write) }
      bytes[count] = byte
      count += 1
    }
  }

  mutating func flush<Failure: Error>(_ write: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
    guard count > 0 else { return }
    defer { count = 0 }
    try write(UnsafeRawBufferPointer(start: bytes, count: count))
  }
}
