import Glibc
import LineEditor

/// The calls of the operating system.
enum Platform {
  static func exit(_ code: Int32) -> Never { Glibc.exit(code) }

  /// Exits without flushing or exit handlers.
  static func exitAtOnce(_ code: Int32) -> Never { _exit(code) }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) != 0 }

  static var inputIsTerminal: Bool { isTerminal(STDIN_FILENO) }

  /// SIGINT.
  static let interrupt = SIGINT

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

  // MARK: Files

  /// Why a path does not exist, in the system's words; nil if it does.
  static func absence(of path: String) -> String? {
    access(path, F_OK) == 0 ? nil : String(cString: strerror(errno))
  }

  static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
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
    return switch write(bytes, to: descriptor) {
    case nil: nil
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
  static func concurrently(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    final class Work: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    guard count > 1 else { return body() }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, 64 << 20)
    var threads: [pthread_t] = []
    for _ in 1..<count {
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
    body()
    for thread in threads { pthread_join(thread, nil) }
  }

  // MARK: The process

  /// Opens /dev/null for closed standard streams, so that no file gets their descriptors; writing still fails.
  static func occupyStandardDescriptors() {
    for descriptor in 0...2 where fcntl(Int32(descriptor), F_GETFD) == -1 { _ = open("/dev/null", O_RDONLY) }
  }

  /// Raises the stack limit: long expressions are deep trees, and the main thread's stack grows up to the limit.
  static func deepenStack() {
    var limit = rlimit()
    let stack = __rlimit_resource_t(RLIMIT_STACK.rawValue)
    let size: rlim_t = 64 << 20
    guard getrlimit(stack, &limit) == 0, limit.rlim_cur < size else { return }
    limit.rlim_cur = min(size, limit.rlim_max)
    _ = setrlimit(stack, &limit)
  }

  /// Ends the process with exit code 124 after a time.
  static func endProcess(after seconds: UInt32) {
    signal(SIGALRM) { _ in
      Signals.releaseTerminal()
      let message: StaticString = "nnsh: error: timed out\n"
      _ = Glibc.write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
      _exit(124)
    }
    // The parent process may have left the signal blocked.
    var alarmSet = sigset_t()
    sigemptyset(&alarmSet)
    sigaddset(&alarmSet, SIGALRM)
    sigprocmask(SIG_UNBLOCK, &alarmSet, nil)
    alarm(seconds)
  }
}
