/// A binary file that is being made: numbers are little-endian.
struct Bytes {
  var bytes: [UInt8] = []

  mutating func append(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ numbers: [Double]) {
    guard 1.littleEndian == 1 else {
      for number in numbers { append(number.bitPattern) }
      return
    }
    numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }
}
