/// A range of a source text in UTF-8 offsets.
@usableFromInline package struct SourceRange: Hashable, Sendable {
  @usableFromInline package var lower: Int
  @usableFromInline package var upper: Int

  @inlinable package init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = upper
  }

  /// The smallest range that covers both.
  package func union(_ other: SourceRange) -> SourceRange {
    SourceRange(min(lower, other.lower), max(upper, other.upper))
  }
}
