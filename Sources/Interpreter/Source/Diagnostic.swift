import Expressions

/// A fault, its source, and the loops and files around it.
package struct Diagnostic: Error, Sendable {
  package var fault: Fault
  package var source: SourceText
  /// `in repeat 7`, `from main.nn:3`; innermost first.
  package var trail: [String] = []
  /// Whether the commands that ran before it in the same block keep their effect.
  package var keepsSome = false

  package init(_ fault: Fault, in source: SourceText, trail: [String] = []) {
    self.fault = fault
    self.source = source
    self.trail = trail
  }

  /// Line and column of the fault, from 1.
  package var position: (line: Int, column: Int) { source.position(of: fault.range?.lower ?? 0) }
}
