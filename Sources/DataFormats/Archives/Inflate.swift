/// Decompresses deflate (RFC 1951), as archives have it.
struct Inflate {
  /// Why the compressed data cannot be read.
  enum Failure: Error { case invalid, tooLong }

  private let bytes: UnsafeRawBufferPointer
  private var position = 0
  private var bits: UInt32 = 0
  private var bitCount: UInt32 = 0
  private var output: [UInt8] = []
  private let limit: Int

  /// The decompressed bytes; throws if they are more than `size` or fewer, or if the data is invalid.
  static func bytes(of compressed: UnsafeRawBufferPointer, size: Int) throws(Failure) -> [UInt8] {
    var inflate = Inflate(compressed, size)
    try inflate.run()
    guard inflate.output.count == size else { throw .invalid }
    return inflate.output
  }

  private init(_ bytes: UnsafeRawBufferPointer, _ size: Int) {
    self.bytes = bytes
    limit = size
    // A header may promise any size.
    output.reserveCapacity(min(size, 1 << 24))
  }

  private mutating func take(_ count: UInt32) throws(Failure) -> Int {
    while bitCount < count {
      guard position < bytes.count else { throw .invalid }
      bits |= UInt32(bytes[position]) << bitCount
      position += 1
      bitCount += 8
    }
    defer {
      bits >>= count
      bitCount -= count
    }
    return Int(bits & (1 << count - 1))
  }

  private mutating func run() throws(Failure) {
    var isLast = false
    while !isLast {
      isLast = try take(1) == 1
      switch try take(2) {
      case 0: try copyStored()
      case 1: try decode(Self.fixedLiterals, Self.fixedDistances)
      case 2:
        let (literals, distances) = try readCodes()
        try decode(literals, distances)
      default: throw .invalid
      }
    }
  }

  private mutating func copyStored() throws(Failure) {
    (bits, bitCount) = (0, 0)
    let count = try take(16)
    let complement = try take(16)
    guard count == ~complement & 0xffff, count <= bytes.count - position else { throw .invalid }
    guard output.count + count <= limit else { throw .tooLong }
    output += bytes[position..<position + count]
    position += count
  }

  // MARK: Codes

  /// A canonical Huffman code: the symbols in the order of their codes, and how many codes have each length.
  private struct Code {
    var counts = [Int](repeating: 0, count: 16)
    var symbols: [Int] = []

    /// Throws if no prefix code has these lengths.
    init(lengths: [Int]) throws(Failure) {
      for length in lengths { counts[length] += 1 }
      counts[0] = 0
      var left = 1
      for length in 1...15 {
        left = left * 2 - counts[length]
        guard left >= 0 else { throw .invalid }
      }
      for length in 1...15 where counts[length] > 0 {
        for (symbol, own) in lengths.enumerated() where own == length { symbols.append(symbol) }
      }
    }
  }

  private mutating func symbol(_ code: borrowing Code) throws(Failure) -> Int {
    var (value, first, index) = (0, 0, 0)
    for length in 1...15 {
      value |= try take(1)
      let count = code.counts[length]
      if value - count < first { return code.symbols[index + value - first] }
      index += count
      first = (first + count) << 1
      value <<= 1
    }
    throw .invalid
  }

  private static let fixedLiterals = fixedCode((0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  private static let fixedDistances = fixedCode([Int](repeating: 5, count: 30))

  private static func fixedCode(_ lengths: [Int]) -> Code? { try? Code(lengths: lengths) }

  private static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  private mutating func readCodes() throws(Failure) -> (Code?, Code?) {
    let literalCount = try take(5) + 257
    let distanceCount = try take(5) + 1
    let lengthCount = try take(4) + 4
    guard literalCount <= 286, distanceCount <= 30 else { throw .invalid }
    var lengths = [Int](repeating: 0, count: 19)
    for index in 0..<lengthCount { lengths[Self.lengthOrder[index]] = try take(3) }
    let code = try Code(lengths: lengths)
    var all: [Int] = []
    while all.count < literalCount + distanceCount {
      switch try symbol(code) {
      case let length where length < 16: all.append(length)
      case 16:
        guard let last = all.last else { throw .invalid }
        all += [Int](repeating: last, count: 3 + (try take(2)))
      case 17: all += [Int](repeating: 0, count: 3 + (try take(3)))
      default: all += [Int](repeating: 0, count: 11 + (try take(7)))
      }
    }
    guard all.count == literalCount + distanceCount, all[256] != 0 else { throw .invalid }
    return (try Code(lengths: Array(all[..<literalCount])), try Code(lengths: Array(all[literalCount...])))
  }

  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
  ]
  private static let lengthBits: [UInt32] = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
    8193, 12289, 16385, 24577,
  ]

  private mutating func decode(_ literals: Code?, _ distances: Code?) throws(Failure) {
    guard let literals, let distances else { throw .invalid }
    while true {
      let literal = try symbol(literals)
      if literal == 256 { return }
      guard literal > 256 else {
        guard output.count < limit else { throw .tooLong }
        output.append(UInt8(literal))
        continue
      }
      guard literal - 257 < Self.lengthBases.count else { throw .invalid }
      let length = Self.lengthBases[literal - 257] + (try take(Self.lengthBits[literal - 257]))
      let index = try symbol(distances)
      guard index < Self.distanceBases.count else { throw .invalid }
      let distance = Self.distanceBases[index] + (try take(UInt32(max(0, index / 2 - 1))))
      guard distance <= output.count else { throw .invalid }
      guard output.count + length <= limit else { throw .tooLong }
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }
}
