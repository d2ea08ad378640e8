import CLibedit

/// What an interactive program does about SIGINT, SIGTERM and SIGHUP.
///
/// The handlers are in C: they set a flag and wake whoever waits for a key. While a command runs, Ctrl-C does
/// nothing but set `interruptRequested`, which the command polls. SIGTERM and SIGHUP end the process by the
/// signal itself, with the terminal as it was found. SIGPIPE is left alone.
package enum Signals {
  /// Installs the handlers, once; false if the system has no descriptors left.
  @discardableResult
  package static func install() -> Bool { cl_signals_install() }

  /// Whether Ctrl-C has been pressed since the last `clear()`.
  package static var interruptRequested: Bool { cl_interrupt_flag().pointee != 0 }

  /// The flag itself, for loops in C that read it as `volatile`: not zero once Ctrl-C has been pressed.
  package static var interruptFlag: UnsafePointer<sig_atomic_t> { UnsafePointer(cl_interrupt_flag()) }

  /// Forgets a Ctrl-C, before a command starts or after it has answered.
  package static func clear() { cl_interrupt_flag().pointee = 0 }

  /// For a signal's handler that is about to end the process: the terminal becomes as it was found.
  package static func giveTerminalBack() { cl_give_terminal_back() }

  /// Ends the process by `signal`, so that its parent sees the signal as the reason.
  package static func reraise(_ signal: Int32) -> Never {
    cl_flush_output()
    cl_reraise(signal)
    // Only for a signal that does not end a process, or one that is blocked for good.
    Platform.exit(128 + signal)
  }
}
