/// A small random number generator with the same numbers on every machine.
struct Draw {
  var state: UInt64

  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func number(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * Double(bits() >> 11) * 0x1p-53
  }
  mutating func below(_ count: Int) -> Int { Int(bits() % UInt64(count)) }
  mutating func among<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
}
