/// The format of the MNIST files: one uncompressed array of numbers.
///
/// Two zero bytes, a type, the number of dimensions, their sizes as 32-bit integers, the elements in row-major order;
/// big-endian.
/// Source: Y. LeCun, "The MNIST database of handwritten digits".
package enum IDX: ArrayFormat {
  package static let name = "IDX"
  package static let extensions = ["idx", "idx1-ubyte", "idx3-ubyte"]

  package static func recognizes(_ bytes: UnsafeRawBufferPointer, extension: String) -> Bool { header(bytes) != nil }

  /// Throws `IDXError` and `ArrayError`.
  static func layout(_ bytes: UnsafeRawBufferPointer) throws -> ArrayLayout {
    guard let (type, dimensionCount) = header(bytes) else { throw IDXError.notIDX }
    let headerSize = 4 + 4 * dimensionCount
    guard bytes.count >= headerSize else { throw ArrayError.size(expected: headerSize, found: bytes.count) }
    let dimensions = stride(from: 4, to: headerSize, by: 4).map { offset in
      Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }
    return ArrayLayout(start: headerSize, type: type, isBigEndian: true, dimensions: dimensions)
  }

  private static func header(_ bytes: UnsafeRawBufferPointer) -> (type: ElementType, dimensionCount: Int)? {
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0, bytes[3] > 0, let type = types[bytes[2]] else { return nil }
    return (type, Int(bytes[3]))
  }

  private static let types: [UInt8: ElementType] = [
    0x08: .uint8, 0x09: .int8, 0x0b: .int16, 0x0c: .int32, 0x0d: .float, 0x0e: .double,
  ]
}

/// Why a file could not be read as IDX; see also `ArrayError`.
package enum IDXError: Error, Equatable {
  /// The file does not begin like an IDX file.
  case notIDX
}

extension IDXError: ContentError {
  package func problem(in file: String, _ options: ReadingOptions) -> ContentProblem {
    ContentProblem("\(file) is not an IDX file")
  }
}
