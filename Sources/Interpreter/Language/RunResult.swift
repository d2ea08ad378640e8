import Expressions

/// How a run ended.
package struct RunResult: Sendable {
  /// The kind of the first fault; nil on success.
  package var fault: Fault.Kind?
  /// The `quit` that ended the run, if any.
  package var quit: Quit?
}
