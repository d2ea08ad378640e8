import Expressions
import NeuralNetwork

/// Hugging Face's format for the parameters of a network, which PyTorch reads by `safetensors.torch.load_file`.
///
/// The size of the header in eight bytes, the header (a JSON object of type, shape and range of each array), the
/// numbers. Source: the documentation of safetensors, "Format".
package enum Safetensors: ArchiveFormat {
  package static let name = "safetensors"
  package static let extensions = ["safetensors"]

  package static func recognizes(_ bytes: UnsafeRawBufferPointer, extension: String) -> Bool {
    `extension` == "safetensors"
      || bytes.count > 9 && bytes[8] == UInt8(ascii: "{") && headerSize(bytes).map { $0 <= bytes.count - 8 } == true
        && bytes[9] == UInt8(ascii: "\"")
  }

  private static func headerSize(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard bytes.count >= 8 else { return nil }
    return Int(exactly: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)))
  }

  private static func damaged(_ what: String) -> ArchiveError { .damaged(format: name, what: what) }

  package static func readArrays(_ bytes: UnsafeRawBufferPointer) throws -> NamedArrays {
    let header = try readHeader(MemoryBytes(bytes))
    var arrays = NamedArrays()
    arrays.metadata = header.metadata
    for part in header.parts {
      try Limits.require(numbers: part.range.count / part.layout.type.size)
      let body = UnsafeRawBufferPointer(rebasing: bytes[part.range])
      arrays[part.name] = try named(part.name) { () throws(ArrayError) in try NumberArray(body, part.layout) }
    }
    return arrays
  }

  static func storedArrays(_ file: any FileBytes) throws -> [(name: String, array: StoredArray)] {
    try readHeader(file).parts.map { part in
      var array = try named(part.name) { () throws(ArrayError) in
        try StoredArray(FilePart(file, part.range), part.layout)
      }
      array.name = quotedName(part.name)
      return (part.name, array)
    }
  }

  private struct Header {
    var metadata: [String: String] = [:]
    var parts: [(name: String, range: Range<Int>, layout: ArrayLayout)] = []
  }

  private static func readHeader(_ file: any FileBytes) throws -> Header {
    let beginning = try file.bytes(0..<min(8, file.size))
    guard let size = beginning.withUnsafeBytes({ headerSize($0) }), size <= file.size - 8 else {
      throw damaged("it ends too early")
    }
    try Limits.require(bytes: size)
    guard case .object(let members)? = try? JSON(file.bytes(8..<8 + size)) else {
      throw damaged("its header is not JSON")
    }
    var header = Header()
    var names: Set<String> = []
    for (name, value) in members {
      if name == "__metadata__" {
        for (key, text) in value.members ?? [] { header.metadata[key] = text.text }
        continue
      }
      guard names.insert(name).inserted else { throw ArchiveError.repeated(name) }
      let (range, layout) = try part(value, of: 8 + size..<file.size, name)
      header.parts.append((name, range, layout))
    }
    // Neither gaps nor overlaps: a byte has one meaning.
    let ranges = header.parts.map(\.range).sorted { $0.lowerBound < $1.lowerBound }
    guard ranges.reduce(0, { $0 + $1.count }) == file.size - 8 - size,
      zip(ranges, ranges.dropFirst()).allSatisfy({ $0.upperBound == $1.lowerBound })
    else { throw damaged("its arrays do not fill it") }
    return header
  }

  /// Where an array is in the file, and how it is written.
  private static func part(
    _ value: JSON, of body: Range<Int>, _ name: String
  ) throws -> (Range<Int>, ArrayLayout) {
    guard let type = value["dtype"]?.text, let shape = value["shape"]?.elements?.map(\.whole),
      let offsets = value["data_offsets"]?.elements?.map(\.whole), offsets.count == 2, let start = offsets[0],
      let end = offsets[1], start <= end, end <= body.count, !shape.contains(nil)
    else { throw damaged("\(quotedName(name)) has no place in it") }
    guard let element = types[type] else { throw ArchiveError.unsupported("numbers of type \(type.prefix(20))") }
    return (
      body.lowerBound + start..<body.lowerBound + end,
      ArrayLayout(type: element, isBigEndian: false, dimensions: shape.compactMap(\.self))
    )
  }

  /// Names the array in its errors.
  private static func named<Result>(_ name: String, _ body: () throws(ArrayError) -> Result) throws -> Result {
    do throws(ArrayError) { return try body() } catch {
      throw ArchiveError.array(name: name, error.problem(in: quotedName(name), ReadingOptions()))
    }
  }

  private static let types: [String: ElementType] = [
    "F64": .double, "F32": .float, "BOOL": .uint8, "U8": .uint8, "I8": .int8, "U16": .uint16, "I16": .int16,
    "U32": .uint32, "I32": .int32, "U64": .uint64, "I64": .int64,
  ]

  package static func write(_ arrays: NamedArrays, _ write: (UnsafeRawBufferPointer) throws -> Void) throws {
    var members: [(String, JSON)] = []
    if !arrays.metadata.isEmpty {
      let texts = arrays.metadata.sorted { $0.key < $1.key }.map { ($0.key, JSON.text($0.value)) }
      members.append(("__metadata__", .object(texts)))
    }
    var offset = 0
    for name in arrays.names {
      guard let array = arrays[name] else { continue }
      let end = offset + 8 * array.values.count
      members.append(
        (
          name,
          .object([
            ("dtype", .text("F64")), ("shape", .array(array.dimensions.map { .number(Double($0)) })),
            ("data_offsets", .array([.number(Double(offset)), .number(Double(end))])),
          ])
        ))
      offset = end
    }
    var header = Array(JSON.object(members).description.utf8)
    header += [UInt8](repeating: 0x20, count: (8 - header.count % 8) % 8)
    var file = Bytes()
    file.append(UInt64(header.count))
    file.bytes += header
    try file.bytes.withUnsafeBytes { try write($0) }
    for name in arrays.names {
      var body = Bytes()
      body.append(arrays[name]?.values ?? [])
      try body.bytes.withUnsafeBytes { try write($0) }
    }
  }

  package static func write(_ samples: SampleSet, _ write: (UnsafeRawBufferPointer) throws -> Void) throws {
    try self.write(samples.arrays, write)
  }
}
