import Expressions
import Glibc
import LineEditor
import Safety

/// The calls of the operating system.
enum Platform {
  static func exit(_ code: Int32) -> Never { Glibc.exit(code) }

  /// Exits without flushing or exit handlers.
  static func exitAtOnce(_ code: Int32) -> Never { _exit(code) }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) != 0 }

  static var inputIsTerminal: Bool { isTerminal(STDIN_FILENO) }

  /// The value of an environment variable, which may be empty; nil if it is unset.
  static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// SIGINT.
  static let interrupt = SIGINT

  /// The width of the terminal; 80 if it does not say.
  static var columns: Int { System.windowSize?.columns ?? 80 }

  /// The height of the terminal; 24 if it does not say.
  static var rows: Int { System.windowSize?.rows ?? 24 }

  /// Whether the terminal shows characters other than ASCII.
  static var showsUnicode: Bool { String(cString: nl_langinfo(nl_item(CODESET))) == "UTF-8" }

  // MARK: Other programs

  /// Runs a shell command at this terminal that reads a text; false if it could not be run, or failed without having
  /// been interrupted.
  static func run(_ command: String, reading text: [UInt8], environment added: [String: String] = [:]) -> Bool {
    // A file, not a pipe: the program may end before it has read everything.
    guard let file = try? System.namelessFile(text) else { return false }
    defer { close(file) }
    let process = try? System.start(
      ["sh", "-c", command], path: "/bin/sh", streams: [.descriptor(file)], variables: added, endedBy: [SIGINT])
    // 126 and 127: the shell could not run the program.
    return process.map { !(126...127).contains(System.wait(for: $0)) } ?? false
  }

  // MARK: Files

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
    Safety.Platform.names(in: opendir(path), marksFolders: true).filter { $0 != "./" && $0 != "../" }
  }

  /// The path from the root, with links as they are.
  static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    return "\(System.currentFolder)/\(path.hasPrefix("./") ? String(path.dropFirst(2)) : path)"
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
    do throws(System.Failure) {
      try System.write(bytes, to: descriptor)
      return nil
    } catch {
      // Half a report is worse than none.
      if let size { _ = ftruncate(descriptor, size) }
      return error.message
    }
  }

  // MARK: Time and processors

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
    guard count > 1 || apart else { return body() }
    var threads: [pthread_t] = []
    while threads.count < (apart ? count : count - 1), let thread = thread(body) { threads.append(thread) }
    if !apart || threads.isEmpty { body() }
    for thread in threads { pthread_join(thread, nil) }
  }

  private static let stackSize = 64 << 20

  /// A thread that runs a body; nil if there can be no more.
  private static func thread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    final class Work: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
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
      return nil
    }
    return thread
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
    let size = rlim_t(stackSize)
    if getrlimit(stack, &limit) == 0, limit.rlim_cur < size {
      guard limit.rlim_max >= size else { runOnThread(program) }
      limit.rlim_cur = size
      _ = setrlimit(stack, &limit)
    }
    program()
  }

  private static func runOnThread(_ program: @escaping @Sendable () -> Never) -> Never {
    guard let thread = thread({ program() }) else { program() }
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
