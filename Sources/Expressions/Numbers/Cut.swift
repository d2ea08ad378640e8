/// How hand calculation drops decimals.
package enum Cut: String, Sendable, CaseIterable {
  /// Towards zero.
  case truncate
  /// To the nearest, a half away from zero.
  case round
  /// To the nearest, a half to the even digit.
  case halfEven = "half-even"
}
