/// Between bounds of any size: their distance may be more than a number can hold.
extension ClosedRange<Double> {
  /// Where a value lies, from 0 at the lower bound to 1 at the upper one; ½ if they are equal.
  func share(of value: Double) -> Double {
    let span = upperBound - lowerBound
    guard span > 0 else { return 0.5 }
    let share =
      span.isFinite ? (value - lowerBound) / span : (value / 4 - lowerBound / 4) / (upperBound / 4 - lowerBound / 4)
    return share > 0 ? Swift.min(share, 1) : 0
  }

  /// The value after a number of equal steps, of `steps` from the lower bound to the upper one.
  func value(at step: Int, of steps: Int) -> Double {
    guard steps > 0 else { return lowerBound }
    let (step, steps) = (Double(step), Double(steps))
    let span = (upperBound - lowerBound) * step
    return span.isFinite ? lowerBound + span / steps : lowerBound * (1 - step / steps) + upperBound * (step / steps)
  }
}
