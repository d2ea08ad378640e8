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

  // MARK: The process

  /// Opens /dev/null for closed standard streams, so that no file gets their descriptors; writing still fails.
  static func occupyStandardDescriptors() {
    for descriptor in 0...2 where fcntl(Int32(descriptor), F_GETFD) == -1 { _ = open("/dev/null", O_RDONLY) }
  }

  /// Lets a write beyond the limit of a file's size fail with a message instead of ending the process.
  static func reportLargeFiles() { signal(SIGXFSZ, SIG_IGN) }

  /// Raises the stack limit: long expressions are deep trees, and the main thread's stack grows up to the limit.
  static func deepenStack() {
    var limit = rlimit()
    let stack = __rlimit_resource_t(RLIMIT_STACK.rawValue)
    let size: rlim_t = 64 << 20
    guard getrlimit(stack, &limit) == 0, limit.rlim_cur < size else { return }
    limit.rlim_cur = min(size, limit.rlim_max)
    _ = setrlimit(stack, &limit)
  }
}
