import Expressions

/// What a script may use under `--safe`.
package struct Bounds: Sendable {
  /// Iterations of all loops together.
  package var iterations = 1_000_000
  /// Files run by `source`: a few that run each other twice would be as long as any loop.
  package var sources = 10_000
  /// Bytes printed.
  package var output = 10_000_000
  package var seconds = 60
  /// In bytes.
  package var memory = 1_000_000_000

  package init() {}
}
