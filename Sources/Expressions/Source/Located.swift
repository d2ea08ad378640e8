/// A value and its range in the source.
@usableFromInline package struct Located<Content> {
  @usableFromInline package var value: Content
  @usableFromInline package var range: SourceRange

  @inlinable package init(_ value: Content, _ range: SourceRange) {
    self.value = value
    self.range = range
  }
}

extension Located: Sendable where Content: Sendable {}
extension Located: Equatable where Content: Equatable {}
