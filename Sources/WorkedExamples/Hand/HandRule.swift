import Expressions

/// How the result of a line is rounded.
package enum HandRule: Sendable, Equatable {
  case exact
  case cut(Cut, decimals: Int)

  /// Significant digits of infinite decimals.
  static let digits = 40

  /// The result to the digits of the rule, without digits that are uncertain.
  package func applied(to value: BoundedDecimal) -> BoundedDecimal {
    let right = value.rightDigits(atMost: HandRule.digits)
    switch self {
    case .exact: return right.normalized
    case .cut(let cut, let decimals):
      let kept = right.value.cut(cut, decimals: decimals)
      // What is printed is what the next line uses.
      return kept == right.value ? right.normalized.asGiven : BoundedDecimal(kept)
    }
  }
}
