import NeuralNetwork

/// An array in the IDX format of the MNIST files: numbers of one type in any number of dimensions.
///
/// Two zero bytes, a type, the number of dimensions, their sizes as 32-bit numbers, the elements in row order; high byte first.
/// Source: Y. LeCun, "The MNIST database of handwritten digits".
package struct IDXArray: Sendable, Equatable {
  package let dimensions: [Int]
  package let values: [Double]

  /// Reads a whole file, not compressed.
  ///
  /// Throws `IDXError`.
  package init(_ bytes: UnsafeRawBufferPointer) throws(IDXError) {
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0, let type = ElementType(rawValue: bytes[2]), bytes[3] > 0
    else { throw .notIDX }
    let headerSize = 4 + 4 * Int(bytes[3])
    guard bytes.count >= headerSize else { throw .size(expected: headerSize, found: bytes.count) }
    var count = 1
    var dimensions: [Int] = []
    for offset in stride(from: 4, to: headerSize, by: 4) {
      let size = Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
      let (product, overflows) = count.multipliedReportingOverflow(by: size)
      guard !overflows else { throw .notIDX }
      count = product
      dimensions.append(size)
    }
    let (bodySize, overflows) = count.multipliedReportingOverflow(by: type.size)
    guard !overflows, bodySize <= Int.max - headerSize else { throw .notIDX }
    guard bytes.count == headerSize + bodySize else {
      throw .size(expected: headerSize + bodySize, found: bytes.count)
    }
    self.dimensions = dimensions
    values = type.values(UnsafeRawBufferPointer(rebasing: bytes[headerSize...]), count)
    if let bad = values.firstIndex(where: { !$0.isFinite }) { throw .notFinite(element: bad + 1) }
  }

  private enum ElementType: UInt8 {
    case uint8 = 8
    case int8 = 9
    case int16 = 11
    case int32 = 12
    case float = 13
    case double = 14

    var size: Int {
      switch self {
      case .uint8, .int8: 1
      case .int16: 2
      case .int32, .float: 4
      case .double: 8
      }
    }

    func values(_ bytes: UnsafeRawBufferPointer, _ count: Int) -> [Double] {
      func element<Bits: FixedWidthInteger>(_ index: Int, _: Bits.Type) -> Bits {
        Bits(bigEndian: bytes.loadUnaligned(fromByteOffset: index * Bits.bitWidth / 8, as: Bits.self))
      }
      return switch self {
      case .uint8: bytes.map { Double($0) }
      case .int8: bytes.map { Double(Int8(bitPattern: $0)) }
      case .int16: (0..<count).map { Double(element($0, Int16.self)) }
      case .int32: (0..<count).map { Double(element($0, Int32.self)) }
      case .float: (0..<count).map { Double(Float(bitPattern: element($0, UInt32.self))) }
      case .double: (0..<count).map { Double(bitPattern: element($0, UInt64.self)) }
      }
    }
  }
}

/// Why an IDX file could not be read, or two of them make no data.
package enum IDXError: Error, Equatable {
  case notIDX
  /// The file has too few or too many bytes for the dimensions it names.
  case size(expected: Int, found: Int)
  /// A NaN or an infinity, elements counted from 1.
  case notFinite(element: Int)
  /// Inputs and targets are not of the same, positive number of samples.
  case sampleCounts(inputs: Int, targets: Int)
}

extension SampleSet {
  /// Data from two arrays: the first dimension counts the samples, the others make a sample's inputs or targets.
  ///
  /// The labels of MNIST become one target column of digits; see `encodeOneHot`. Throws `IDXError.sampleCounts`.
  package init(name: String, inputs: IDXArray, targets: IDXArray) throws(IDXError) {
    let samples = inputs.dimensions.first ?? 0
    let targetSamples = targets.dimensions.first ?? 0
    guard samples == targetSamples, samples > 0 else {
      throw .sampleCounts(inputs: samples, targets: targetSamples)
    }
    do {
      self = try SampleSet(
        name: name, inputs: inputs.values, inputCount: inputs.values.count / samples,
        targets: targets.values, targetCount: targets.values.count / samples)
    } catch {
      throw .notIDX
    }
  }
}
