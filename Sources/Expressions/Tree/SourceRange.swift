/// A piece of a source text, in UTF-8 offsets from its start.
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

/// A value and the place it was written at.
@usableFromInline package struct Located<Value> {
  @usableFromInline package var value: Value
  @usableFromInline package var range: SourceRange

  @inlinable package init(_ value: Value, _ range: SourceRange) {
    self.value = value
    self.range = range
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}

/// A fault in the text, or in what an expression means, with its place and what to do about it.
///
/// The one shape of every error that users cause: reading and running throw it alike.
package struct Fault: Error, Sendable {
  package enum Kind: Sendable {
    /// The text cannot be read, or a command failed.
    case error
    /// An `expect` or `check` did not hold.
    case mismatch
    /// A file could not be read or written.
    case file
    /// A training met NaN or infinity.
    case divergence
  }

  package var kind: Kind
  package var message: String
  package var range: SourceRange?
  /// What stands after the caret: the fact that makes it wrong.
  package var label: String?
  /// One thing to do instead.
  package var help: String?

  package init(
    _ message: String, at range: SourceRange? = nil, label: String? = nil, help: String? = nil, kind: Kind = .error
  ) {
    self.kind = kind
    self.message = message
    self.range = range
    self.label = label
    self.help = help
  }
}
