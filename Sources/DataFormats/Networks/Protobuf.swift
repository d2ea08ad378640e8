// Protocol Buffers, the encoding of ONNX: fields of a number and a value. Source: Google's documentation of Protocol
// Buffers, "Encoding".

import Expressions
import NeuralNetwork

/// A message that is being made. Its numbers are encoded when it is written.
struct ProtobufMessage {
  /// Bytes and the numbers after them.
  private var parts: [(bytes: [UInt8], numbers: ArraySlice<Double>, precision: Precision)] = []
  /// What follows all numbers so far.
  private var end: [UInt8] = []
  /// Of the whole message, in bytes.
  private var size = 0

  private mutating func append(_ bytes: some Collection<UInt8>) {
    end += bytes
    size += bytes.count
  }

  private mutating func append(varint value: UInt64) {
    var rest = value
    while rest > 0x7f {
      append(CollectionOfOne(UInt8(rest & 0x7f) | 0x80))
      rest >>= 7
    }
    append(CollectionOfOne(UInt8(rest)))
  }

  mutating func add(_ field: Int, _ value: Int) {
    append(varint: UInt64(field) << 3)
    append(varint: UInt64(bitPattern: Int64(value)))
  }

  mutating func add(_ field: Int, _ value: Float) {
    append(varint: UInt64(field) << 3 | 5)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { append($0) }
  }

  private mutating func begin(_ field: Int, size: Int) {
    append(varint: UInt64(field) << 3 | 2)
    append(varint: UInt64(size))
  }

  mutating func add(_ field: Int, _ text: String) {
    begin(field, size: text.utf8.count)
    append(text.utf8)
  }

  mutating func add(_ field: Int, _ numbers: ArraySlice<Double>, _ precision: Precision) {
    let bytes = numbers.count * (precision == .single ? 4 : 8)
    begin(field, size: bytes)
    parts.append((end, numbers, precision))
    end = []
    size += bytes
  }

  mutating func add(_ field: Int, _ message: ProtobufMessage) {
    begin(field, size: message.size)
    append(message)
  }

  mutating func add(_ field: Int, _ make: (inout ProtobufMessage) throws -> Void) rethrows {
    var message = ProtobufMessage()
    try make(&message)
    add(field, message)
  }

  /// Appends the fields of another message.
  mutating func append(_ message: ProtobufMessage) {
    for part in message.parts {
      parts.append((end + part.bytes, part.numbers, part.precision))
      end = []
    }
    end += message.end
    size += message.size
  }

  /// Writes the message piece by piece; throws once a limit is reached, and what `write` throws.
  func write(_ write: (UnsafeRawBufferPointer) throws -> Void) throws {
    for part in parts {
      try part.bytes.withUnsafeBytes { try write($0) }
      for start in stride(from: part.numbers.startIndex, to: part.numbers.endIndex, by: 1 << 16) {
        try Limits.check()
        let numbers = part.numbers[start..<min(start + 1 << 16, part.numbers.endIndex)]
        var piece = Bytes()
        if part.precision == .single {
          for value in numbers { piece.append(Float(value).bitPattern) }
        } else {
          piece.append(Array(numbers))
        }
        try piece.bytes.withUnsafeBytes { try write($0) }
      }
    }
    try end.withUnsafeBytes { try write($0) }
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
