/// Binding strengths of other syntax: `not` is below comparisons, a sign between `*` and `^`.
enum Precedence {
  static let not = 3
  static let sign = 7
  static let atom = 9
}
