import Glibc

/// A program run to its end with pipes for its standard streams.
package struct ProcessRun {
  package struct Failure: Error { package let reason: String }

  package let output: String
  package let errors: String
  package let exit: PseudoTerminal.Exit

  /// - Parameters:
  ///   - input: the contents of standard input.
  ///   - maxLines: closes the reading end of standard output after N lines, as `head -n N` does.
  package init(
    _ executable: String, _ arguments: [String] = [], input: String = "", environment: [String: String] = [:],
    maxLines: Int? = nil
  ) throws {
    var (inRead, inWrite) = (Int32(-1), Int32(-1))
    var (outRead, outWrite) = (Int32(-1), Int32(-1))
    try Self.makePipe(&inRead, &inWrite)
    try Self.makePipe(&outRead, &outWrite)
    let folder = try TemporaryFolder()
    let errorPath = folder.path + "/stderr"

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, inRead, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, outWrite, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errorPath, O_WRONLY | O_CREAT, 0o600)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var pipeSignal = sigset_t()
    sigemptyset(&pipeSignal)
    sigaddset(&pipeSignal, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &pipeSignal)
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    var process = pid_t()
    let status = withStrings([executable] + arguments) { argv in
      withStrings(withInherited(environment).map { "\($0)=\($1)" }) { envp in
        posix_spawn(&process, executable, &actions, &attributes, argv, envp)
      }
    }
    close(inRead)
    close(outWrite)
    guard status == 0 else { throw Failure(reason: "\(executable): \(String(cString: strerror(status)))") }

    let output = Self.exchange(input, to: inWrite, from: outRead, maxLines: maxLines)
    var state: Int32 = 0
    while waitpid(process, &state, 0) < 0, errno == EINTR {}
    self.output = String(decoding: output, as: UTF8.self)
    errors = contents(of: errorPath) ?? ""
    exit = state & 0x7F == 0 ? .code(state >> 8 & 0xFF) : .signal(state & 0x7F)
  }

  private static func makePipe(_ read: inout Int32, _ write: inout Int32) throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Failure(reason: "no pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (read, write) = (ends[0], ends[1])
  }

  /// Writes and reads by turns, so that neither side blocks the other forever.
  private static func exchange(_ input: String, to writer: Int32, from reader: Int32, maxLines: Int?) -> [UInt8] {
    // A child that closes its input makes SIGPIPE pending on this thread, where it is consumed; the process's handler
    // stays.
    var (pipeSignal, before, noTime) = (sigset_t(), sigset_t(), timespec())
    sigemptyset(&pipeSignal)
    sigaddset(&pipeSignal, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipeSignal, &before)
    defer {
      _ = sigtimedwait(&pipeSignal, nil, &noTime)
      pthread_sigmask(SIG_SETMASK, &before, nil)
    }
    var rest = Array(input.utf8)[...]
    var collected: [UInt8] = []
    var writer = writer
    _ = fcntl(writer, F_SETFL, O_NONBLOCK)
    while true {
      if rest.isEmpty, writer >= 0 {
        close(writer)
        writer = -1
      }
      var waits = [
        pollfd(fd: reader, events: Int16(POLLIN), revents: 0), pollfd(fd: writer, events: Int16(POLLOUT), revents: 0),
      ]
      _ = poll(&waits, 2, -1)
      if waits[1].revents != 0, writer >= 0 {
        let count = rest.withUnsafeBytes { Glibc.write(writer, $0.baseAddress, $0.count) }
        if count > 0 { rest = rest.dropFirst(count) } else if errno != EAGAIN { rest = [] }
      }
      guard waits[0].revents != 0 else { continue }
      var chunk = [UInt8](repeating: 0, count: 65536)
      let count = read(reader, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      collected += chunk[..<count]
      if let maxLines, collected.count(where: { $0 == 0x0A }) >= maxLines { break }
    }
    close(reader)
    if writer >= 0 { close(writer) }
    return collected
  }
}

/// Calls `body` with a null-terminated C array of the strings.
private func withStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = strings.map { strdup($0) }
  defer { copies.forEach { free($0) } }
  return body(copies + [nil])
}

/// With what the programs of a test have from the tests' own environment: options of sanitizers, what scripts/mutate
/// chooses.
func withInherited(_ environment: [String: String]) -> [String: String] {
  var environment = environment
  for name in ["ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS", "MUTANT", "MUTANTS_REACHED"] {
    if let options = getenv(name) { environment[name] = String(cString: options) }
  }
  return environment
}

/// Whether `scripts/test --sanitize` has built the tests: the programs use more memory then, and need /proc.
package let isSanitized = PseudoTerminal.productsDirectory.contains("/sanitize-")

/// The value of an environment variable as a number.
package func environmentNumber(_ name: String) -> Int? {
  getenv(name).flatMap { Int(String(cString: $0)) }
}
