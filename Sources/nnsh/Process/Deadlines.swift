import Glibc
import LineEditor
import Safety

/// The times at which the process ends, for `--timeout`, and at which a script is stopped, for `--safe`.
///
/// One timer serves both; its signal handler looks which of them is over.
enum Deadlines {
  nonisolated(unsafe) private static var ofProcess = Double.infinity
  nonisolated(unsafe) private static var ofScript = Double.infinity
  nonisolated(unsafe) private static var scriptIsOver = false
  /// What a script has to notice that it is to stop, in seconds.
  private static let grace = 30.0

  /// Ends the process with exit code 124 after a time.
  static func endProcess(after seconds: UInt32) {
    ofProcess = now + Double(seconds)
    arm()
  }

  /// Whether the process has a deadline of its own.
  static var endsProcess: Bool { ofProcess.isFinite }

  /// Stops the script that runs after a time as Ctrl-C does; `isOver` is true then.
  static func stopScript(after seconds: Int) {
    cancelScript()
    ofScript = now + Double(seconds)
    arm()
  }

  static func cancelScript() {
    ofScript = .infinity
    if scriptIsOver { Signals.clear() }
    scriptIsOver = false
  }

  /// Whether the script has been stopped.
  static var isOver: Bool { scriptIsOver }

  private static var now: Double { System.seconds }

  private static func arm() {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in Deadlines.look() }
    // Not restarted: a read that waits must end too.
    action.sa_flags = 0
    sigaction(SIGALRM, &action, nil)
    // The parent process may have left the signal blocked.
    var alarmSet = sigset_t()
    sigemptyset(&alarmSet)
    sigaddset(&alarmSet, SIGALRM)
    sigprocmask(SIG_UNBLOCK, &alarmSet, nil)
    setTimer()
  }

  private static func setTimer() {
    let rest = max(min(ofProcess, ofScript) - now, 0.001)
    guard rest.isFinite else { return }
    let whole = min(rest.rounded(.down), 1e9)
    var timer = itimerval()
    timer.it_value = timeval(tv_sec: Int(whole), tv_usec: min(Int((rest - whole) * 1e6) + 1, 999_999))
    setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
  }

  /// In the signal handler.
  private static func look() {
    let error = errno
    defer { errno = error }
    let time = now
    // Where there is only one deadline, nobody else sends this signal.
    if time >= ofProcess || (ofProcess.isFinite && !ofScript.isFinite) { end("nnsh: error: timed out\n", 124) }
    if time >= ofScript {
      if scriptIsOver { end("nnsh: error: the script does not stop at the time limit of --safe\n", 3) }
      scriptIsOver = true
      ofScript = time + grace
      Signals.requestInterrupt()
    }
    setTimer()
  }

  private static func end(_ message: StaticString, _ code: Int32) -> Never {
    Signals.releaseTerminal()
    _ = Glibc.write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
    _exit(code)
  }
}
