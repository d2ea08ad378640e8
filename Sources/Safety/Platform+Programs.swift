import Glibc

// Other programs, and the environment that this one was started in.

extension Platform {
  /// Where a standard stream of another program comes from or goes to.
  package enum Stream {
    /// As this process's.
    case inherited
    case nothing
    case descriptor(Int32)
  }

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - path: what to start, looked for as a shell does; nil for the first of the arguments.
  ///   - streams: standard input, output and error; those left out are inherited.
  ///   - variables: environment variables in addition to those of this process, before which they count.
  ///   - signals: those that end it, whatever this process does with them.
  ///   - isGroup: whether it gets a process group of its own, and all signals.
  package static func start(
    _ arguments: [String], path: String? = nil, streams: [Stream] = [], variables: [String: String] = [:],
    endedBy signals: [Int32] = [], isGroup: Bool = false
  ) throws(Failure) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in zip(Int32(0)..., streams) {
      switch stream {
      case .inherited: break
      case .nothing: posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
      case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, number)
      }
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var set = sigset_t()
    sigemptyset(&set)
    posix_spawnattr_setsigmask(&attributes, &set)
    for signal in signals { sigaddset(&set, signal) }
    posix_spawnattr_setsigdefault(&attributes, &set)
    let flags = POSIX_SPAWN_SETSIGDEF | (isGroup ? POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK : 0)
    posix_spawnattr_setflags(&attributes, Int16(flags))
    func strings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] { texts.map { strdup($0) } }
    var words = strings(arguments) + [nil]
    let added = strings(variables.map { "\($0.key)=\($0.value)" })
    defer { for string in words + added { free(string) } }
    var all = added
    for index in 0... {
      all.append(environ[index])
      if environ[index] == nil { break }
    }
    var process: pid_t = 0
    let code = posix_spawnp(&process, path ?? arguments[0], &actions, &attributes, &words, &all)
    guard code == 0 else { throw Failure(code) }
    return process
  }

  /// Waits until a program has ended.
  ///
  /// - Returns: its exit code, or 128 and the signal that ended it.
  package static func wait(for process: Int32) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { if errno != EINTR { return 127 } }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }

  /// A file without a name, which other programs get by its descriptor.
  package static func namelessFile() throws(Failure) -> Int32 {
    var template = Array("\(environment("TMPDIR") ?? "/tmp")/nnsh-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Failure() }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(template)
    return descriptor
  }

  /// As above, with these bytes, to be read from its beginning.
  package static func namelessFile(_ bytes: [UInt8]) throws(Failure) -> Int32 {
    let descriptor = try namelessFile()
    do throws(Failure) {
      try write(bytes, to: descriptor)
    } catch {
      close(descriptor)
      throw error
    }
    lseek(descriptor, 0, SEEK_SET)
    return descriptor
  }

  /// The ends of a pipe, which other programs do not inherit.
  package static func pipe() throws(Failure) -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw Failure() }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// What there is now, once there is something; empty at the end.
  package static func read(_ descriptor: Int32) throws(Failure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &bytes, bytes.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure() }
      return Array(bytes.prefix(count))
    }
  }

  /// Whether there is something to read, or the end, within this time.
  package static func isWaiting(_ descriptor: Int32, milliseconds: Int32) -> Bool {
    var input = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&input, 1, milliseconds) > 0
  }

  /// The rows and columns of the terminal at standard output; nil if it does not tell.
  package static var windowSize: (rows: Int, columns: Int)? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1, size.ws_row > 0 else { return nil }
    return (Int(size.ws_row), Int(size.ws_col))
  }

  package static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }

  package static var currentFolder: String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  /// A clock that never goes back.
  package static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// The value of an environment variable; nil if it is unset or empty.
package func environment(_ name: String) -> String? {
  guard let value = getenv(name), value.pointee != 0 else { return nil }
  return String(cString: value)
}
