import Expressions
import NeuralNetwork

/// A number type of binary files.
enum ElementType {
  case uint8, int8, uint16, int16, uint32, int32, uint64, int64, float, double

  /// In bytes.
  var size: Int {
    switch self {
    case .uint8, .int8: 1
    case .uint16, .int16: 2
    case .uint32, .int32, .float: 4
    case .uint64, .int64, .double: 8
    }
  }

  /// The first `count` numbers, each rounded to the nearest Double; abandoned once a limit is reached.
  func decoded(_ bytes: UnsafeRawBufferPointer, _ count: Int, isBigEndian: Bool) -> [Double] {
    func decoded<Bits: FixedWidthInteger>(_ value: (Bits) -> Double) -> [Double] {
      [Double](large: count) { result in
        for index in 0..<count {
          if Limits.isReached(at: index) { return }
          let bits = bytes.loadUnaligned(fromByteOffset: index * Bits.bitWidth / 8, as: Bits.self)
          result.initializeElement(at: index, to: value(isBigEndian ? Bits(bigEndian: bits) : Bits(littleEndian: bits)))
        }
      }
    }
    return switch self {
    case .uint8: decoded { (bits: UInt8) in Double(bits) }
    case .int8: decoded { (bits: Int8) in Double(bits) }
    case .uint16: decoded { (bits: UInt16) in Double(bits) }
    case .int16: decoded { (bits: Int16) in Double(bits) }
    case .uint32: decoded { (bits: UInt32) in Double(bits) }
    case .int32: decoded { (bits: Int32) in Double(bits) }
    case .uint64: decoded { (bits: UInt64) in Double(bits) }
    case .int64: decoded { (bits: Int64) in Double(bits) }
    case .float: decoded { (bits: UInt32) in Double(Float(bitPattern: bits)) }
    case .double: decoded { (bits: UInt64) in Double(bitPattern: bits) }
    }
  }
}
