// The C library's functions for this target.

import CNumbers
import Glibc

func power(_ base: Double, _ exponent: Double) -> Double { Glibc.pow(base, exponent) }

func powerOfTwo(_ exponent: Double) -> Double { Glibc.exp2(exponent) }

func exponential(_ value: Double) -> Double { Glibc.exp(value) }

func logarithmOfTen(_ value: Double) -> Double { Glibc.log10(value) }

/// Formats like `%.*g`, or `%.*f` if fixed, which round exactly; nil if the result exceeds the capacity.
func formatted(_ value: Double, isFixed: Bool, _ precision: Int, capacity: Int) -> String? {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
    let length = Int(
      nn_format_number(buffer.baseAddress, capacity, isFixed ? 1 : 0, Int32(clamping: precision), value))
    guard length < capacity else { return nil }
    return String(decoding: buffer[..<length].lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
