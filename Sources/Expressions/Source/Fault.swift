/// A fault in the text, or in what an expression means, with its place and what to do about it.
///
/// The one shape of every error that users cause: reading and running throw it alike.
package struct Fault: Error, Sendable {
  package enum Kind: Sendable {
    /// The text cannot be read, or a command failed.
    case error
    /// The text ends before a bracket or a quote is closed: more lines may complete it.
    case unclosed
    /// An `expect` or `check` did not hold.
    case mismatch
    /// A file could not be read or written.
    case file
    /// A training met NaN or infinity.
    case divergence
    /// Ctrl-C stopped the calculation.
    case interrupted
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
