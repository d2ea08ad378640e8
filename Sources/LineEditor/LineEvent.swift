/// What comes from whoever types the lines, be it a person or a pipe.
package enum LineEvent: Equatable, Sendable {
  /// A line without its newline; several, separated by newlines, if they were pasted or belong together.
  case line(String)
  /// Ctrl-C; the line begun is dropped.
  case interrupted
  /// Ctrl-D on an empty line, or nothing more to read.
  case endOfInput
  /// SIGTERM, SIGHUP or SIGQUIT came and the terminal is restored: call `Signals.reraise`.
  case terminated(Int32)
}
