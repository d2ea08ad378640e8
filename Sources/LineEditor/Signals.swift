import CLibedit

/// The handling of SIGINT, SIGTERM and SIGHUP in an interactive program.
///
/// The handlers are in C: they set a flag and wake a read that waits for a key. While a command runs, Ctrl-C only sets
/// `interruptRequested`, which the command polls. SIGTERM and SIGHUP end the process by the signal itself, after the
/// terminal is restored. SIGPIPE is not handled.
package enum Signals {
  /// Installs the handlers once; false if the system has no descriptors left.
  @discardableResult
  package static func install() -> Bool { cl_signals_install() }

  /// Whether Ctrl-C has been pressed since the last `clear()`.
  package static var interruptRequested: Bool { cl_is_interrupted() }

  /// The flag itself, for loops in C: nonzero once Ctrl-C has been pressed.
  package static var interruptFlag: UnsafePointer<Int32> { cl_interrupt_flag() }

  /// Sets the flag as Ctrl-C does; may be called by a signal handler.
  package static func requestInterrupt() { cl_set_interrupted(true) }

  /// Clears the flag, before a command starts or after it has responded.
  package static func clear() { cl_set_interrupted(false) }

  /// Whether the terminal shows keys that are typed while a command runs.
  package static func setEcho(_ isOn: Bool) { cl_set_echo(isOn) }

  /// Restores the terminal; for a signal handler that is about to end the process.
  package static func releaseTerminal() { cl_release_terminal() }

  /// Ends the process by `signal` at once, without output that is still buffered; for a signal handler.
  package static func endProcess(_ signal: Int32) { cl_reraise(signal) }

  /// Ends the process by `signal`, so that its parent sees that reason.
  package static func reraise(_ signal: Int32) -> Never {
    cl_flush_output()
    cl_reraise(signal)
    // Reached only if the signal does not end the process.
    Platform.exit(128 + signal)
  }
}
