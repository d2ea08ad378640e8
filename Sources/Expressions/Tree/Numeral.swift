/// A number as written: `0.50` keeps its two decimals.
@usableFromInline package struct Numeral: Sendable, Hashable {
  package var value: Double
  /// Digits as written, without `_` and thousands separators: `0.50`, `1e-3`.
  @usableFromInline package var text: String

  package init(value: Double, text: String) {
    self.value = value
    self.text = text
  }
}
