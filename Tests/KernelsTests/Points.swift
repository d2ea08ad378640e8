import Glibc

/// A fixed sequence of points in an interval, every other one scaled towards zero over many magnitudes.
func points(_ range: ClosedRange<Double>, count: Int = 20_000) -> [Double] {
  var state: UInt64 = 1
  func fraction() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) * 0x1p-53
  }
  return (0..<count).map { index in
    let x = range.lowerBound + (range.upperBound - range.lowerBound) * fraction()
    return index % 2 == 0 ? x : x * exp2(-40 * fraction())
  }
}
