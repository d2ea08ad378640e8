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
    guard let size = headerSize(bytes), size <= bytes.count - 8 else { throw damaged("it ends too early") }
    let header = UnsafeRawBufferPointer(rebasing: bytes[8..<8 + size])
    guard case .object(let members)? = try? JSON(Array(header)) else { throw damaged("its header is not JSON") }
    var arrays = NamedArrays()
    let body = UnsafeRawBufferPointer(rebasing: bytes[(8 + size)...])
    var covered = 0
    var ranges: [Range<Int>] = []
    for (name, value) in members {
      if name == "__metadata__" {
        for (key, text) in value.members ?? [] { arrays.metadata[key] = text.text }
        continue
      }
      guard arrays[name] == nil else { throw ArchiveError.repeated(name) }
      let (range, array) = try self.array(value, body, name)
      arrays[name] = array
      ranges.append(range)
      covered += range.count
    }
    // Neither gaps nor overlaps: a byte has one meaning.
    ranges.sort { $0.lowerBound < $1.lowerBound }
    guard covered == body.count, zip(ranges, ranges.dropFirst()).allSatisfy({ $0.upperBound == $1.lowerBound }) else {
      throw damaged("its arrays do not fill it")
    }
    return arrays
  }

  private static func array(
    _ value: JSON, _ body: UnsafeRawBufferPointer, _ name: String
  ) throws -> (Range<Int>, NumberArray) {
    guard let type = value["dtype"]?.text, let shape = value["shape"]?.elements?.map(\.whole),
      let offsets = value["data_offsets"]?.elements?.map(\.whole), offsets.count == 2, let start = offsets[0],
      let end = offsets[1], start <= end, end <= body.count, !shape.contains(nil)
    else { throw damaged("\(quotedName(name)) has no place in it") }
    guard let element = types[type] else { throw ArchiveError.unsupported("numbers of type \(type.prefix(20))") }
    let part = UnsafeRawBufferPointer(rebasing: body[start..<end])
    try Limits.require(numbers: part.count / element.size)
    do {
      let dimensions = shape.compactMap(\.self)
      return (
        start..<end, try NumberArray(part, headerSize: 0, element, isBigEndian: false, dimensions: dimensions)
      )
    } catch {
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
