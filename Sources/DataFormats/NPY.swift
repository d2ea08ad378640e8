import NeuralNetwork

/// NumPy's format for one array: `numpy.save`.
///
/// A magic string, a version, the header's size, the header (a Python dictionary of type, order and shape), the
/// elements. Source: NumPy's documentation, "numpy.lib.format".
package enum NPY: ArrayFormat {
  package static let name = "NPY"
  package static let extensions = ["npy"]
  private static let magic: [UInt8] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]

  package static func recognizes(_ bytes: UnsafeRawBufferPointer, extension: String) -> Bool {
    bytes.starts(with: magic)
  }

  /// Throws `NPYError` and `ArrayError`.
  static func layout(_ bytes: UnsafeRawBufferPointer) throws -> ArrayLayout {
    guard bytes.starts(with: magic), bytes.count >= 12 else { throw NPYError.header }
    // The header's size has two bytes in version 1 and four in later ones; the elements are the same in all of them.
    let isFirst = bytes[6] == 1
    let start = isFirst ? 10 : 12
    let size =
      isFirst
      ? Int(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt16.self)))
      : Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)))
    guard bytes.count >= start + size else { throw ArrayError.size(expected: start + size, found: bytes.count) }
    let header = try NPYHeader(bytes[start..<start + size])
    guard let type = types[String(header.type.dropFirst())] else { throw NPYError.elementType(header.type) }
    return ArrayLayout(
      start: start + size, type: type, isBigEndian: header.isBigEndian, isFortranOrder: header.isFortranOrder,
      dimensions: header.shape)
  }

  package static func readArrays(_ bytes: UnsafeRawBufferPointer) throws -> NamedArrays {
    var arrays = NamedArrays()
    arrays["array"] = try readArray(bytes)
    return arrays
  }

  /// Of a single array only.
  package static func write(_ arrays: NamedArrays, _ write: (UnsafeRawBufferPointer) throws -> Void) throws {
    guard arrays.names.count == 1, let array = arrays[arrays.names[0]] else { throw FormatError.oneArray(name) }
    try bytes(of: array).withUnsafeBytes { try write($0) }
  }

  package static func write(_ samples: SampleSet, _ write: (UnsafeRawBufferPointer) throws -> Void) throws {
    try bytes(of: samples.matrix).withUnsafeBytes { try write($0) }
  }

  /// Version 1.0: 64-bit floats in row-major order; in bytes where all the numbers are whole ones from 0 to 255 and
  /// `isCompact` is set.
  static func bytes(of array: NumberArray, isCompact: Bool = false) -> [UInt8] {
    let inBytes = isCompact && array.values.allSatisfy { UInt8(exactly: $0) != nil && $0.sign == .plus }
    let shape = array.dimensions.map(String.init).joined(separator: ", ") + (array.dimensions.count == 1 ? "," : "")
    var header = "{'descr': '\(inBytes ? "|u1" : "<f8")', 'fortran_order': False, 'shape': (\(shape)), }"
    // The numbers begin at a multiple of 64.
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    var file = Bytes()
    file.bytes = magic + [1, 0]
    file.append(UInt16(header.utf8.count))
    file.bytes += Array(header.utf8)
    if inBytes { file.bytes += array.values.map { UInt8($0) } } else { file.append(array.values) }
    return file.bytes
  }

  /// By kind and size in bytes: the type without its byte order.
  private static let types: [String: ElementType] = [
    "f4": .float, "f8": .double, "b1": .uint8, "u1": .uint8, "i1": .int8, "u2": .uint16, "i2": .int16, "u4": .uint32,
    "i4": .int32, "u8": .uint64, "i8": .int64,
  ]
}

/// `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }`
private struct NPYHeader {
  /// Byte order, kind and size: `<f8`.
  let type: String
  let isFortranOrder: Bool
  var isBigEndian: Bool { type.hasPrefix(">") }
  let shape: [Int]

  init(_ bytes: Slice<UnsafeRawBufferPointer>) throws(NPYError) {
    var values: [Substring: Substring] = [:]
    var rest = Substring(decoding: bytes, as: UTF8.self)
    while let key = Self.takeQuoted(&rest) {
      guard let colon = rest.firstIndex(of: ":") else { throw .header }
      rest = rest[colon...].dropFirst().drop { $0 == " " }
      guard rest.first != "[" else { throw .structured }
      // Only a tuple contains commas.
      let end = rest.first == "(" ? rest.firstIndex(of: ")") : rest.firstIndex { $0 == "," || $0 == "}" }
      guard let end else { throw .header }
      values[key] = rest[..<end]
      rest = rest[end...].dropFirst()
    }
    guard var descr = values["descr"], let order = values["fortran_order"], let tuple = values["shape"] else {
      throw .header
    }
    guard let type = Self.takeQuoted(&descr) else { throw .header }
    let sizes = tuple.dropFirst().split(separator: ",").map { $0.filter { $0 != " " && $0 != "L" } }.filter {
      !$0.isEmpty
    }
    let shape = sizes.compactMap { Int($0) }
    guard tuple.first == "(", shape.count == sizes.count, shape.allSatisfy({ $0 >= 0 }),
      order == "True" || order == "False"
    else { throw .header }
    self.type = String(type)
    self.shape = shape
    isFortranOrder = order == "True"
  }

  /// The next string in single quotes, if there is one.
  private static func takeQuoted(_ rest: inout Substring) -> Substring? {
    guard let start = rest.firstIndex(of: "'"),
      let end = rest[start...].dropFirst().firstIndex(of: "'")
    else { return nil }
    defer { rest = rest[end...].dropFirst() }
    return rest[start..<end].dropFirst()
  }
}

/// Why a file could not be read as NPY; see also `ArrayError`.
package enum NPYError: Error, Equatable {
  case header
  /// Each element has several fields.
  case structured
  /// A type that is not supported, such as `<c16`.
  case elementType(String)
}

extension NPYError: ContentError {
  package func problem(in file: String, _ options: ReadingOptions) -> ContentProblem {
    switch self {
    case .header: ContentProblem("\(file) has an invalid NPY header")
    case .structured:
      ContentProblem(
        "\(file) is an array of records",
        help: "numpy.lib.recfunctions.structured_to_unstructured(array) converts it to a matrix")
    case .elementType(let type):
      ContentProblem(
        "\(file) has elements of type \(type.prefix(40))",
        label: "expected 4-byte or 8-byte floats, integers or booleans",
        help: "numpy.save(FILE, array.astype(float))")
    }
  }
}
