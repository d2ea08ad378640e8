import Expressions
import Glibc
import LineEditor

/// The calls of the operating system.
enum Platform {
  static func exit(_ code: Int32) -> Never { Glibc.exit(code) }

  /// Exits without flushing or exit handlers.
  static func exitAtOnce(_ code: Int32) -> Never { _exit(code) }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) != 0 }

  static var inputIsTerminal: Bool { isTerminal(STDIN_FILENO) }

  /// The value of an environment variable, which may be empty; nil if it is unset.
  static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// Whether something has been typed that no command has read.
  static var inputIsWaiting: Bool {
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&input, 1, 0) > 0
  }

  /// SIGINT.
  static let interrupt = SIGINT

  /// The width of the terminal; 80 if it does not say.
  static var columns: Int { windowSize.map { Int($0.ws_col) } ?? 80 }

  /// The height of the terminal; 24 if it does not say.
  static var rows: Int { windowSize.map { Int($0.ws_row) } ?? 24 }

  private static var windowSize: winsize? {
    var size = winsize()
    return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1 && size.ws_row > 1 ? size : nil
  }

  /// Whether the terminal shows characters other than ASCII.
  static var showsUnicode: Bool { String(cString: nl_langinfo(nl_item(CODESET))) == "UTF-8" }

  // MARK: Writing

  enum WriteFailure {
    /// The reader has closed its end.
    case brokenPipe
    /// In the system's words.
    case other(String)
  }

  /// Writes all the bytes.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> WriteFailure? {
    bytes.withUnsafeBytes { buffer in
      var rest = UnsafeRawBufferPointer(buffer)
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return errno == EPIPE ? .brokenPipe : .other(String(cString: strerror(errno))) }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      }
      return nil
    }
  }

  // MARK: Other programs

  /// Runs a shell command at this terminal that reads a text; false if it could not be run, or failed without having
  /// been interrupted.
  static func run(_ command: String, reading text: [UInt8], environment added: [String: String] = [:]) -> Bool {
    // A file, not a pipe: the program may end before it has read everything.
    var template = Array("\(environment("TMPDIR") ?? "/tmp")/nnsh-XXXXXX".utf8CString)
    let file = mkstemp(&template)
    guard file >= 0 else { return false }
    unlink(template)
    defer { close(file) }
    guard write(text, to: file) == nil, lseek(file, 0, SEEK_SET) == 0 else { return false }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, file, STDIN_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var argv: [UnsafeMutablePointer<CChar>?] = ["sh", "-c", command].map { (word: String) in strdup(word) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = added.map { strdup("\($0.key)=\($0.value)") }
    var index = 0
    while let variable = environ[index] {
      variables.append(strdup(variable))
      index += 1
    }
    variables.append(nil)
    defer { for pointer in argv + variables { free(pointer) } }
    var process: pid_t = 0
    guard posix_spawn(&process, "/bin/sh", &actions, &attributes, &argv, &variables) == 0 else { return false }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { if errno != EINTR { return false } }
    // 126 and 127: the shell could not run the program.
    return status & 0x7F != 0 || !(126...127).contains(status >> 8 & 0xFF)
  }

  // MARK: Reading

  /// What there is on standard input, once there is something; empty at its end.
  static func readInput() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(STDIN_FILENO, &bytes, bytes.count)
      if count < 0, errno == EINTR { continue }
      return Array(bytes.prefix(max(0, count)))
    }
  }

  /// Whether there is something on standard input, or its end, within this time.
  static func inputIsWaiting(_ milliseconds: Int32) -> Bool {
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&input, 1, milliseconds) > 0
  }

  // MARK: Files

  static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether it is a file, or a link to one; true for what is not there.
  static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }

  /// The entries of a folder; folders with a trailing `/`.
  static func entries(ofFolder path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != ".", name != ".." else { continue }
      names.append(entry.pointee.d_type == UInt8(DT_DIR) ? name + "/" : name)
    }
    return names
  }

  /// The path from the root, with links as they are.
  static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return "\(String(cString: folder))/\(path.hasPrefix("./") ? String(path.dropFirst(2)) : path)"
  }

  /// Appends to a file, made if it is missing.
  ///
  /// - Returns: why it failed, in the system's words; nil on success.
  static func append(_ bytes: [UInt8], to path: String) -> String? {
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return String(cString: strerror(errno)) }
    defer { close(descriptor) }
    var status = stat()
    let size = fstat(descriptor, &status) == 0 ? status.st_size : nil
    guard let failure = write(bytes, to: descriptor) else { return nil }
    // Half a report is worse than none.
    if let size { _ = ftruncate(descriptor, size) }
    return switch failure {
    case .brokenPipe: String(cString: strerror(EPIPE))
    case .other(let reason): reason
    }
  }

  // MARK: Time and processors

  /// A clock that never goes back.
  static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// The date and time in Greenwich: `2026-01-31T12:00:00`.
  static var timestamp: String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    var text = [UInt8](repeating: 0, count: 32)
    let length = text.withUnsafeMutableBytes { buffer in
      strftime(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count, "%Y-%m-%dT%H:%M:%S", &parts)
    }
    return String(decoding: text[..<length], as: UTF8.self)
  }

  static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Runs a body on several threads, each with a stack as large as that of the process, and waits for all.
  ///
  /// - Parameter apart: whether none of them may be the calling thread.
  static func concurrently(_ count: Int, apart: Bool = false, _ body: @escaping @Sendable () -> Void) {
    final class Work: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    guard count > 1 || apart else { return body() }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, 64 << 20)
    var threads: [pthread_t] = []
    for _ in (apart ? 0 : 1)..<count {
      var thread = pthread_t()
      let work = Unmanaged.passRetained(Work(body))
      let status = pthread_create(
        &thread, &attributes,
        { work in
          if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
          return nil
        }, work.toOpaque())
      guard status == 0 else {
        work.release()
        break
      }
      threads.append(thread)
    }
    if !apart || threads.isEmpty { body() }
    for thread in threads { pthread_join(thread, nil) }
  }

  // MARK: The process

  /// Opens /dev/null for closed standard streams, so that no file gets their descriptors; writing still fails.
  static func occupyStandardDescriptors() {
    for descriptor in 0...2 where fcntl(Int32(descriptor), F_GETFD) == -1 { _ = open("/dev/null", O_RDONLY) }
  }

  /// Lets a write beyond the limit of a file's size fail with a message instead of ending the process.
  static func reportLargeFiles() { signal(SIGXFSZ, SIG_IGN) }

  /// Runs the program with a stack for deep trees, such as those of long expressions.
  ///
  /// The main thread's stack grows up to the limit, which is raised; if it may not be, a thread with a stack of that
  /// size runs the program.
  static func runOnDeepStack(_ program: @escaping @Sendable () -> Never) -> Never {
    var limit = rlimit()
    let stack = __rlimit_resource_t(RLIMIT_STACK.rawValue)
    let size: rlim_t = 64 << 20
    if getrlimit(stack, &limit) == 0, limit.rlim_cur < size {
      guard limit.rlim_max >= size else { runOnThread(program, stack: Int(size)) }
      limit.rlim_cur = size
      _ = setrlimit(stack, &limit)
    }
    program()
  }

  private static func runOnThread(_ program: @escaping @Sendable () -> Never, stack: Int) -> Never {
    final class Program: Sendable {
      let run: @Sendable () -> Never

      init(_ run: @escaping @Sendable () -> Never) { self.run = run }
    }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, stack)
    var thread = pthread_t()
    let started = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Program>.fromOpaque(argument).takeRetainedValue().run()
      }, Unmanaged.passRetained(Program(program)).toOpaque())
    guard started == 0 else { program() }
    // Signals must end the system calls of the thread that runs the program.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    pthread_join(thread, nil)
    exit(0)
  }

  // MARK: Limits

  /// Whether an interrupt ends the process if no command responds to it; false at the prompt.
  nonisolated(unsafe) static var endsWhenInterrupted = true
  nonisolated(unsafe) private static var ticksSinceInterrupt = 0

  /// Looks every 50 milliseconds of processor time whether the process uses too much memory, and whether an interrupt
  /// has gone unanswered.
  static func watch() {
    Limits.prepareWatch()
    (endsWhenInterrupted, ticksSinceInterrupt) = (true, 0)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      let error = errno
      defer { errno = error }
      if Limits.watchMemory() {
        Signals.releaseTerminal()
        let message: StaticString = "nnsh: error: out of memory\nhelp: nnsh --memory SIZE sets the limit\n"
        _ = Glibc.write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
        _exit(3)
      }
      Platform.ticksSinceInterrupt = Signals.interruptRequested ? Platform.ticksSinceInterrupt + 1 : 0
      // A script stopped by the time limit of --safe has longer to notice.
      if Platform.endsWhenInterrupted, Platform.ticksSinceInterrupt > 2, !Deadlines.isOver {
        Signals.endProcess(SIGINT)
      }
    }
    action.sa_flags = Int32(SA_RESTART)
    sigaction(SIGPROF, &action, nil)
    let period = timeval(tv_sec: 0, tv_usec: 50_000)
    var timer = itimerval(it_interval: period, it_value: period)
    setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
  }
}
