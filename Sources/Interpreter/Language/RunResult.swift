import Expressions

/// How the run of a text ended.
package struct RunResult: Sendable {
  /// The kind of the first fault; nil if all went well.
  package var fault: Fault.Kind?
  /// The `quit` that ended it, if one did.
  package var quit: Quit?
}
