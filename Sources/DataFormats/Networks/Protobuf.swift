// Protocol Buffers, the encoding of ONNX: fields of a number and a value. Source: Google's documentation of Protocol
// Buffers, "Encoding".

/// A message that is being made.
struct ProtobufMessage {
  private(set) var bytes: [UInt8] = []

  private mutating func append(varint value: UInt64) {
    var rest = value
    while rest > 0x7f {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func add(_ field: Int, _ value: Int) {
    append(varint: UInt64(field) << 3)
    append(varint: UInt64(bitPattern: Int64(value)))
  }

  mutating func add(_ field: Int, _ value: Float) {
    append(varint: UInt64(field) << 3 | 5)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func add(_ field: Int, _ content: [UInt8]) {
    append(varint: UInt64(field) << 3 | 2)
    append(varint: UInt64(content.count))
    bytes += content
  }

  mutating func add(_ field: Int, _ text: String) { add(field, Array(text.utf8)) }

  mutating func add(_ field: Int, _ make: (inout ProtobufMessage) throws -> Void) rethrows {
    var message = ProtobufMessage()
    try make(&message)
    add(field, message.bytes)
  }
}

/// The fields of a message in memory.
struct ProtobufReader {
  enum Value {
    case number(UInt64)
    case bytes(UnsafeRawBufferPointer)
  }

  /// The message ends too early, or is not one.
  struct Failure: Error {}

  private let bytes: UnsafeRawBufferPointer
  private var offset = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The next field; nil at the end.
  mutating func next() throws(Failure) -> (field: Int, value: Value)? {
    guard offset < bytes.count else { return nil }
    let key = try varint()
    guard let field = Int(exactly: key >> 3), field > 0 else { throw Failure() }
    switch key & 7 {
    case 0: return (field, .number(try varint()))
    case 1: return (field, .number(try fixed(UInt64.self)))
    case 5: return (field, .number(UInt64(try fixed(UInt32.self))))
    case 2:
      let size = try varint()
      guard size <= UInt64(bytes.count - offset) else { throw Failure() }
      let content = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + Int(size)])
      offset += Int(size)
      return (field, .bytes(content))
    default: throw Failure()
    }
  }

  /// The next number of a packed list of whole numbers; nil at the end.
  mutating func nextWhole() throws(Failure) -> Int? {
    offset < bytes.count ? Int(truncatingIfNeeded: try varint()) : nil
  }

  private mutating func varint() throws(Failure) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard offset < bytes.count else { throw Failure() }
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
    }
    throw Failure()
  }

  private mutating func fixed<Number: FixedWidthInteger>(_ type: Number.Type) throws(Failure) -> Number {
    let size = MemoryLayout<Number>.size
    guard bytes.count - offset >= size else { throw Failure() }
    defer { offset += size }
    return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
  }
}

extension ProtobufReader.Value {
  func whole() throws(ProtobufReader.Failure) -> Int {
    guard case .number(let number) = self else { throw ProtobufReader.Failure() }
    return Int(truncatingIfNeeded: number)
  }

  func content() throws(ProtobufReader.Failure) -> UnsafeRawBufferPointer {
    guard case .bytes(let bytes) = self else { throw ProtobufReader.Failure() }
    return bytes
  }

  func text() throws(ProtobufReader.Failure) -> String { String(decoding: try content(), as: UTF8.self) }
}
