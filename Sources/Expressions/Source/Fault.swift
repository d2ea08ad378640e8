/// An error that users see, with its range in the source and help.
///
/// Reading and running both throw it.
@usableFromInline package struct Fault: Error, Sendable, Equatable {
  package enum Kind: Sendable {
    /// The source cannot be read, or a command failed.
    case error
    /// The source ends before a bracket or a quote is closed: more lines may complete it.
    case unclosed
    /// An `expect` or `check` did not hold.
    case mismatch
    /// A file could not be read or written.
    case file
    /// Training reached NaN or infinity.
    case divergence
    /// Ctrl-C stopped the calculation.
    case interrupted
    /// It took longer than allowed.
    case timeout
  }

  package var kind: Kind
  @usableFromInline package var message: String
  package var range: SourceRange?
  /// The text after the caret: why it is wrong.
  package var label: String?
  /// What to type instead.
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
