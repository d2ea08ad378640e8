import Expressions
import Glibc
import Safety

// The operating system calls of the interpreter: files, time, other programs.

/// Files on disk.
package struct DiskFiles: FileAccess {
  /// Whether a system call that a signal has ended is not repeated.
  private let isInterrupted: @Sendable () -> Bool

  /// What `--safe` leaves; nil for everything.
  private let safe: SafeFiles?

  package init(safe: SafeFiles? = nil, isInterrupted: @escaping @Sendable () -> Bool = { false }) {
    self.safe = safe
    self.isInterrupted = isInterrupted
  }

  package func readScript(_ path: String, isChosenByUser: Bool) throws(FileError) -> [UInt8] {
    let bytes = try read(path)
    let firstLine = bytes.prefix { $0 != 0x0A }
    guard
      isScript(path, isChosenByUser: isChosenByUser)
        || (firstLine.starts(with: "#!".utf8) && String(decoding: firstLine, as: UTF8.self).contains("nnsh"))
    else { throw FileError(path: path, reason: "it is not a script, whose name ends in .nn") }
    return bytes
  }

  package func readStandardInput() throws(FileError) -> [UInt8] { try text(from: STDIN_FILENO, "standard input") }

  package func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = try opened(path)
    defer { close(descriptor) }
    return try text(from: descriptor, path)
  }

  /// The bytes of a text: no more than its positions can count.
  private func text(from descriptor: Int32, _ path: String) throws(FileError) -> [UInt8] {
    return try bytes(from: descriptor, path) { bytes, chunk throws(FileError) in
      guard bytes.count <= DiskFiles.largestText else {
        throw FileError(path: path, reason: "is larger than a gigabyte")
      }
      // The rest of a binary file need not be read.
      return chunk.withUnsafeBytes { $0.baseAddress.map { memchr($0, 0, chunk.count) } ?? nil } != nil
    }
  }

  /// Positions in a text have 32 bits.
  private static let largestText = 1_000_000_000

  /// The bytes up to the end, or up to the chunk after which `isEnough` is true.
  private func bytes(
    from descriptor: Int32, _ path: String, isEnough: ([UInt8], ArraySlice<UInt8>) throws(FileError) -> Bool
  ) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR, !isInterrupted() { continue }
      guard count >= 0 else { throw failure(path) }
      guard !isInterrupted() else { throw failure(path, EINTR) }
      if count == 0 { return bytes }
      if bytes.count + count > bytes.capacity {
        let capacity = max(chunk.count, bytes.isEmpty ? DiskFiles.firstCapacity(descriptor) : 2 * bytes.capacity)
        do {
          try Limits.require(bytes: 2 * capacity)
        } catch {
          throw FileError(path: path, reason: error.message)
        }
        bytes.reserveCapacity(capacity)
      }
      bytes.append(contentsOf: chunk[..<count])
      if try isEnough(bytes, chunk[..<count]) { return bytes }
    }
  }

  /// Room for a whole file, unless it is large and may turn out to be binary.
  private static func firstCapacity(_ descriptor: Int32) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
    return min(Int(status.st_size), 1 << 26)
  }

  package func write(
    to path: String, extensions: [String],
    _ body: (_ write: (UnsafeRawBufferPointer) throws(FileError) -> Void) throws -> Void
  ) throws {
    if let safe { throw safe.refusesWriting(path) }
    try FileWriter(extensions: extensions, isInterrupted: isInterrupted).write(to: path, body)
  }

  package func append(_ lines: String, to path: String, extensions: [String]) throws(FileError) {
    if let safe { throw safe.refusesWriting(path) }
    try FileWriter(extensions: extensions, isInterrupted: isInterrupted).append(lines: lines, to: path)
  }

  package func withMapping<Result>(
    of path: String, _ body: (UnsafeRawBufferPointer, _ release: (Int) -> Void) throws -> Result
  ) throws -> Result {
    let descriptor = try opened(path)
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path) }
    // A terminal may never end, and /dev/zero does not.
    guard status.st_mode & S_IFMT != S_IFCHR else { throw FileError(path: path, reason: "is a device") }
    let size = Int(status.st_size)
    guard status.st_mode & S_IFMT == S_IFREG, size > 0 else {
      let bytes = try bytes(from: descriptor, path) { _, _ in false }
      return try bytes.withUnsafeBytes { try body($0, { _ in }) }
    }
    guard let memory = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), memory != MAP_FAILED else {
      throw failure(path)
    }
    defer { munmap(memory, size) }
    let page = Int(getpagesize())
    // Pages that have been parsed need not stay in memory; the system would read them again if needed.
    return try body(UnsafeRawBufferPointer(start: memory, count: size)) {
      madvise(memory, $0 / page * page, MADV_DONTNEED)
    }
  }

  private func opened(_ path: String) throws(FileError) -> Int32 {
    if let safe { return try safe.open(path) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    return descriptor
  }

  private func failure(_ path: String, _ code: Int32 = errno) -> FileError {
    FileError(path: path, reason: String(cString: strerror(code)), isInterruption: code == EINTR)
  }
}

/// The time since its creation, for `train 10 seconds`: the only command whose result depends on the clock.
struct Stopwatch {
  private let start = Stopwatch.now()

  var seconds: Double { Stopwatch.now() - start }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// Why a text is not a POSIX extended regular expression, in the system's words; nil if it is one.
func extendedExpressionFault(_ expression: String) -> String? {
  var compiled = regex_t()
  let code = regcomp(&compiled, "^(\(expression))$", REG_EXTENDED | REG_NOSUB)
  guard code != 0 else {
    regfree(&compiled)
    return nil
  }
  var text = [UInt8](repeating: 0, count: 200)
  let length = text.withUnsafeMutableBytes {
    regerror(code, &compiled, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
  }
  return String(decoding: text.prefix(max(0, min(length, text.count) - 1)), as: UTF8.self)
}

/// A path with `~/` replaced by the user's folder.
package func inHome(_ path: String) -> String {
  guard path.hasPrefix("~/"), let home = getenv("HOME"), home.pointee != 0 else { return path }
  return String(cString: home) + path.dropFirst()
}

extension String {
  /// Whether a POSIX extended regular expression matches; false if it is not one.
  func matches(extendedExpression expression: String) -> Bool {
    var compiled = regex_t()
    guard regcomp(&compiled, expression, REG_EXTENDED | REG_NOSUB) == 0 else { return false }
    defer { regfree(&compiled) }
    return regexec(&compiled, self, 0, nil, 0) == 0
  }
}

/// Another program of this machine, which gets a text and answers with bytes.
enum Program {
  case missing
  case failed(Int32)
  case output([UInt8])

  /// Runs a program without arguments until it ends.
  static func run(_ name: String, input: [UInt8]) -> Program {
    var template = Array("/tmp/nnsh-XXXXXX".utf8CString)
    let script = mkstemp(&template)
    guard script >= 0 else { return .failed(errno) }
    unlink(template)
    defer { close(script) }
    guard input.withUnsafeBytes({ write(script, $0.baseAddress, $0.count) }) == input.count else {
      return .failed(errno)
    }
    lseek(script, 0, SEEK_SET)
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return .failed(errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, script, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(name), nil]
    defer { free(arguments[0]) }
    var process: pid_t = 0
    let code = posix_spawnp(&process, name, &actions, nil, &arguments, environ)
    close(ends[1])
    guard code == 0 else { return code == ENOENT ? .missing : .failed(code) }
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(ends[0], &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      output += chunk[..<count]
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status == 0 ? .output(output) : .failed(status >> 8 & 0xFF)
  }
}
