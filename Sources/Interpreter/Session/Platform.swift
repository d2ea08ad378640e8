import DataFormats
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
      guard count >= 0 else { throw Platform.Failure().error(path) }
      guard !isInterrupted() else { throw Platform.Failure(EINTR).error(path) }
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
    guard fstat(descriptor, &status) == 0 else { throw Platform.Failure().error(path) }
    // A terminal may never end, and /dev/zero does not.
    guard status.st_mode & S_IFMT != S_IFCHR else { throw FileError(path: path, reason: "is a device") }
    let size = Int(status.st_size)
    guard status.st_mode & S_IFMT == S_IFREG, size > 0 else {
      let bytes = try bytes(from: descriptor, path) { _, _ in false }
      return try bytes.withUnsafeBytes { try body($0, { _ in }) }
    }
    return try Platform.withMapping(of: descriptor, count: size, path, body)
  }

  package func open(_ path: String) throws(FileError) -> any FileBytes {
    try LastingFile(opened(path, waits: false), path)
  }

  /// - Parameter waits: whether to wait for somebody who writes to a pipe.
  private func opened(_ path: String, waits: Bool = true) throws(FileError) -> Int32 {
    if let safe { return try safe.open(path) }
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | (waits ? 0 : O_NONBLOCK))
    guard descriptor >= 0 else { throw Platform.Failure().error(path) }
    return descriptor
  }
}

extension LastingFile: FileBytes {}

/// Whether a path leads to something that need not have an end.
func isPipeOrDevice(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
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
  guard path.hasPrefix("~/"), let home = environment("HOME") else { return path }
  return home + path.dropFirst()
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
    do throws(Platform.Failure) {
      let script = try Platform.namelessFile(input)
      defer { close(script) }
      let ends = try Platform.pipe()
      defer { close(ends.reading) }
      defer { close(ends.writing) }
      let process = try Platform.start([name], streams: [.descriptor(script), .descriptor(ends.writing), .nothing])
      close(ends.writing)
      var output: [UInt8] = []
      while let part = try? Platform.read(ends.reading), !part.isEmpty { output += part }
      let code = Platform.wait(for: process)
      return code == 0 ? .output(output) : .failed(code)
    } catch {
      return error.isAbsence ? .missing : .failed(error.code)
    }
  }
}

// MARK: Where things are

/// The folder of this program's executable; nil where the system does not tell.
func executableFolder() -> String? {
  guard let path = realpath("/proc/self/exe", nil) else { return nil }
  defer { free(path) }
  let text = String(cString: path)
  return text.lastIndex(of: "/").map { String(text[..<$0]) }
}

func hostName() -> String {
  var name = [CChar](repeating: 0, count: 256)
  guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
  return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

func processIdentifier() -> Int32 { getpid() }

// MARK: Programs that run for long

/// Another program that runs while this one goes on, with the processes that it starts; it gets no input.
final class RunningProgram {
  enum Line {
    case line(String)
    /// None yet.
    case none
    /// There will be no more.
    case end
  }

  private let process: pid_t
  private let output: Int32
  private let errorFile: Int32
  private var pending: [UInt8] = []
  private var status: Int32?

  /// nil if it cannot be started.
  init?(_ arguments: [String]) {
    guard let errorFile = try? Platform.namelessFile() else { return nil }
    guard let ends = try? Platform.pipe() else {
      close(errorFile)
      return nil
    }
    // A group of its own, so that it can be stopped with all its processes, and the usual answers to signals.
    let process = try? Platform.start(
      arguments, streams: [.nothing, .descriptor(ends.writing), .descriptor(errorFile)],
      endedBy: [SIGINT, SIGTERM, SIGPIPE, SIGHUP], isGroup: true)
    close(ends.writing)
    guard let process else {
      close(ends.reading)
      close(errorFile)
      return nil
    }
    (self.process, self.errorFile, output) = (process, errorFile, ends.reading)
  }

  deinit {
    stop()
    close(output)
    close(errorFile)
  }

  /// The next line of its output.
  ///
  /// - Parameter milliseconds: how long to wait for it.
  func line(within milliseconds: Int32) -> Line {
    while true {
      if let end = pending.firstIndex(of: 0x0A) {
        defer { pending.removeSubrange(...end) }
        return .line(String(decoding: pending[..<end], as: UTF8.self))
      }
      guard Platform.isWaiting(output, milliseconds: milliseconds) else { return .none }
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(output, &chunk, chunk.count)
      if count < 0, errno == EINTR { return .none }
      guard count > 0 else { return .end }
      pending += chunk[..<count]
    }
  }

  /// Waits until it has ended.
  ///
  /// - Returns: its exit code, or 128 and the signal that ended it.
  @discardableResult
  func wait() -> Int32 {
    var found = status ?? 0
    if status == nil { while waitpid(process, &found, 0) < 0, errno == EINTR {} }
    status = found
    return found & 0x7F == 0 ? found >> 8 & 0xFF : 128 + found & 0x7F
  }

  /// Ends it and its processes, if they run: they get two seconds.
  func stop() {
    guard status == nil else { return }
    kill(-process, SIGTERM)
    for _ in 0..<100 {
      var found: Int32 = 0
      if waitpid(process, &found, WNOHANG) != 0 {
        status = found
        break
      }
      usleep(20_000)
    }
    kill(-process, SIGKILL)
    wait()
  }

  /// What it has written to standard error; of much only the end.
  var errors: String {
    let size = lseek(errorFile, 0, SEEK_END)
    lseek(errorFile, max(0, size - 1 << 16), SEEK_SET)
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(errorFile, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}
