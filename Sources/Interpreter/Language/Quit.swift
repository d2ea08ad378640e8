/// Thrown by `quit` to end the run.
package struct Quit: Error {
  /// The exit code, if one was given.
  package let code: Int32?
}
