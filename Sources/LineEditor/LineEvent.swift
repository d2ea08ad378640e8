/// An event from the terminal or pipe that lines are read from.
package enum LineEvent: Equatable, Sendable {
  /// A line without its newline; several, separated by newlines, if they were pasted or belong together.
  case line(String)
  /// Ctrl-C; the current line is dropped.
  case interrupted
  /// Ctrl-D on an empty line, or the end of the input.
  case endOfInput
  /// SIGTERM, SIGHUP or SIGQUIT arrived and the terminal is restored: call `Signals.reraise`.
  case terminated(Int32)
}
