import Expressions

/// Whether a value is what printed digits say: the digits as they were written decide.
package enum PrintedDigits {
  package enum Agreement: String, Sendable { case exact, rounded, truncated }

  /// How `value` becomes the printed number, nil if it does not.
  ///
  /// - Parameter exactly: the number was calculated, not printed: only the value itself will do.
  package static func agreement(of value: Double, with printed: String, exactly: Bool = false) -> Agreement? {
    guard let goal = Double(printed) else { return nil }
    if value == goal { return .exact }
    guard !exactly, value.isFinite, goal.isFinite else { return nil }
    let unit = lastDigit(of: printed)
    let error = value - goal
    // A value that is itself a sum of rounded doubles may lie an ulp or so beside the tie.
    let slack = 4 * value.ulp
    if error.magnitude <= unit / 2 + slack { return .rounded }
    let towardsZero = goal == 0 ? true : (error > 0) == (goal > 0)
    return towardsZero && error.magnitude < unit + slack ? .truncated : nil
  }

  /// The worth of one unit in the last digit written: 0.01 for `0.78`, 10 for `1.2e2`.
  private static func lastDigit(of printed: String) -> Double {
    let parts = printed.lowercased().split(separator: "e", maxSplits: 1)
    let decimals =
      parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
    let exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) - decimals
    return Double("1e\(exponent)") ?? 1
  }
}
