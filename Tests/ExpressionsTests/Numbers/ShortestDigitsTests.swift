import Expressions
import Testing

@Suite("Shortest digits without a string")
struct ShortestDigitsTests {
  private func text(_ value: Double) -> String? {
    guard let digits = ShortestDigits(value) else { return nil }
    return String(unsafeUninitializedCapacity: ShortestDigits.longest) { buffer in
      buffer.baseAddress.map { digits.write(isNegative: value < 0, to: $0) } ?? 0
    }
  }

  @Test("they are those of Swift's description, which reads back as the same double")
  func description() {
    var random = Random()
    for index in 0..<20_000 {
      let exponent = UInt64.random(in: 1009...1073, using: &random) << 52
      let fraction = UInt64.random(in: 0..<1 << 52, using: &random)
      let whole = Double(UInt64.random(in: 0..<1 << 49, using: &random))
      for value in [
        Double(bitPattern: exponent | fraction), Double(bitPattern: exponent | UInt64(index % 4)),
        Double(bitPattern: exponent - UInt64(index % 4)), -(whole / 1000).rounded() / 1e5,
        whole + 0.125 * Double(index % 8),
        whole / Double(1 << (index % 30)),
      ] {
        guard let found = text(value) else { continue }
        #expect(found == value.description && found == shortest(value))
      }
    }
  }

  @Test("whole, small, large and other numbers are left to others")
  func others() {
    let others = [0, -0.0, 1, 1e15, 1e300, 9.9e-5, .leastNonzeroMagnitude, -.infinity, .nan]
    for value in others { #expect(text(value) == nil) }
    #expect(text(0.0001) == "0.0001" && text(-0.1) == "-0.1" && text(999_999_999_999_999.9) == "999999999999999.9")
  }
}

/// The same numbers in every run (SplitMix64).
private struct Random: RandomNumberGenerator {
  private var state: UInt64 = 1

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
