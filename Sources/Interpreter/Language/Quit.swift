/// `quit` ends the run of a text.
package struct Quit: Error {
  /// The exit code it was given, if any.
  package let code: Int32?
}
