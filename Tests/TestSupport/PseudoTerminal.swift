import Glibc

/// A program at its own terminal: keys go in, a screen comes out.
///
/// It is a session leader, so that Ctrl-C and window size changes reach it as signals, as from a real terminal. The
/// process is killed when the object is destroyed.
package final class PseudoTerminal {
  /// A system call failed, or a wait timed out.
  package struct Failure: Error, CustomStringConvertible {
    package var description: String
  }

  /// How a process ended.
  package enum Exit: Equatable, Sendable {
    case code(Int32)
    case signal(Int32)
  }

  package private(set) var screen: TerminalScreen
  /// All bytes that the program has written.
  package private(set) var output: [UInt8] = []
  package let process: pid_t
  private var terminal: Int32
  /// Kept open, so that the terminal's modes can be read after the program has exited.
  private let programSide: Int32
  private var exit: Exit?

  /// Starts `executable` with only `environment` as its environment.
  package init(
    _ executable: String, _ arguments: [String] = [], environment: [String: String] = [:], rows: Int = 24,
    columns: Int = 80
  ) throws(Failure) {
    screen = TerminalScreen(rows: rows, columns: columns)
    var (master, slave): (Int32, Int32) = (-1, -1)
    var name = [CChar](repeating: 0, count: 128)
    guard openpty(&master, &slave, &name, nil, nil) == 0 else {
      throw Failure(description: "no pseudo-terminal: \(String(cString: strerror(errno)))")
    }
    let path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for descriptor in [master, slave] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    (terminal, programSide) = (master, slave)
    modesAtStart = Self.modes(of: slave)
    process = try Self.spawn(executable, arguments, environment, terminal: path)
    resize(rows: rows, columns: columns)
  }

  deinit {
    if exit == nil {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    if terminal >= 0 { close(terminal) }
    close(programSide)
  }

  /// The folder of the running program: the built executables are in the same folder as the tests.
  package static var productsDirectory: String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let path = String(decoding: buffer.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return path.split(separator: "/").dropLast().map { "/" + $0 }.joined()
  }

  // MARK: Keys and screen

  /// Types `text` unchanged; return is `\r`, Ctrl-C is `\u{3}`.
  package func type(_ text: String) throws(Failure) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
      if written > 0 { rest = rest.dropFirst(written) }
      if written < 0, errno != EAGAIN, errno != EINTR {
        throw Failure(description: "cannot type: \(String(cString: strerror(errno)))")
      }
      readOutput(milliseconds: written < 0 ? 10 : 0)
    }
  }

  /// Reads until the screen satisfies `condition`; after `seconds` it throws with the contents of the screen.
  package func wait(
    for what: String, seconds: Int = 60, until condition: (TerminalScreen) -> Bool
  ) throws(Failure) {
    let end = Self.milliseconds + Int64(seconds) * 1000
    while !condition(screen) {
      guard Self.milliseconds < end else {
        throw Failure(description: "\(what) did not come; the screen shows\n\(screen.everything)")
      }
      readOutput(milliseconds: 50)
    }
  }

  /// Waits until `text` is on the screen.
  package func wait(for text: String, seconds: Int = 60) throws(Failure) {
    try wait(for: "“\(text)”", seconds: seconds) { $0.text.contains(text) }
  }

  /// Waits until the last row that is not empty is `line`.
  package func wait(forLastLine line: String, seconds: Int = 60) throws(Failure) {
    try wait(for: "“\(line)” as the last line", seconds: seconds) { $0.lines.last == line }
  }

  package func resize(rows: Int, columns: Int) {
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
    screen.resize(rows: rows, columns: columns)
  }

  /// Closes the terminal, as closing its window does.
  package func hangUp() {
    close(terminal)
    terminal = -1
  }

  // MARK: Process and modes

  package func send(signal: Int32) { kill(process, signal) }

  /// Waits for the program to exit.
  package func waitForExit(seconds: Int = 60) throws(Failure) -> Exit {
    let end = Self.milliseconds + Int64(seconds) * 1000
    while true {
      if let exit { return exit }
      var status: Int32 = 0
      if waitpid(process, &status, WNOHANG) == process {
        readOutput(milliseconds: 0)
        exit = status & 0x7F == 0 ? .code(status >> 8 & 0xFF) : .signal(status & 0x7F)
        continue
      }
      guard Self.milliseconds < end else {
        throw Failure(description: "the program has not ended; the screen shows\n\(screen.everything)")
      }
      readOutput(milliseconds: 20)
    }
  }

  /// The terminal's modes from `tcgetattr`: input, output, control and local flags, and the end-of-file character.
  package var modes: [UInt32] { Self.modes(of: programSide) }

  /// The modes before the program started.
  package private(set) var modesAtStart: [UInt32] = []

  private static func modes(of terminal: Int32) -> [UInt32] {
    var state = termios()
    guard tcgetattr(terminal, &state) == 0 else { return [] }
    return [state.c_iflag, state.c_oflag, state.c_cflag, state.c_lflag, UInt32(state.c_cc.4)]
  }

  // MARK: Parts

  private func readOutput(milliseconds: Int32) {
    var descriptor = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, milliseconds) > 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = read(terminal, &buffer, buffer.count)
      guard count > 0 else { return }
      output += buffer.prefix(count)
      screen.feed(buffer.prefix(count))
    }
  }

  private static var milliseconds: Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
  }

  private static func spawn(
    _ executable: String, _ arguments: [String], _ environment: [String: String], terminal: String
  ) throws(Failure) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that a session leader opens becomes the controlling terminal.
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The program starts with default signal handling, whatever the parent of the tests ignores or blocks.
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    // POSIX_SPAWN_SETSID, which Glibc does not export to Swift.
    let newSession: Int32 = 0x80
    let flags = newSession | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var argv: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] =
      withInherited(environment).map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in argv + envp { if let pointer { free(pointer) } } }
    var process: pid_t = 0
    let code = posix_spawn(&process, executable, &actions, &attributes, &argv, &envp)
    guard code == 0 else {
      throw Failure(description: "cannot start \(executable): \(String(cString: strerror(code)))")
    }
    return process
  }
}
