import CLibedit
import Glibc
import Safety

/// The operating system calls of the editor, other than libedit and signals.
enum Platform {
  static let standardInput = STDIN_FILENO
  static let standardOutput = STDOUT_FILENO

  typealias Failure = Safety.Platform.Failure

  static func exit(_ code: Int32) -> Never { Glibc.exit(code) }

  // MARK: The terminal

  static var terminalIsStandard: Bool { isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0 }

  /// Sets LC_CTYPE and no other category; `""` is the user's locale.
  static func setCharacterLocale(_ locale: String) { setlocale(LC_CTYPE, locale) }

  static func isPrinted(_ scalar: Unicode.Scalar) -> Bool { iswprint(scalar.value) != 0 }

  static func isControl(_ scalar: Unicode.Scalar) -> Bool { iswcntrl(scalar.value) != 0 }

  // MARK: Reading and writing

  /// Waits until standard input or `other` is readable; -1 milliseconds is no timeout.
  ///
  /// - Returns: nil on timeout; else whether each is readable: a signal may have ended the wait before.
  static func waitForInput(or other: Int32 = -1, milliseconds: Int32) -> (input: Bool, other: Bool)? {
    // A negative descriptor is ignored.
    var descriptors = (
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0), pollfd(fd: other, events: Int16(POLLIN), revents: 0)
    )
    let ready = withUnsafeMutableBytes(of: &descriptors) { bytes in
      poll(bytes.assumingMemoryBound(to: pollfd.self).baseAddress, 2, milliseconds)
    }
    guard ready != 0 else { return nil }
    return (ready > 0 && descriptors.0.revents != 0, ready < 0 || descriptors.1.revents != 0)
  }

  /// Reads once; 0 at the end of the input.
  static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    guard count >= 0 else { throw Failure() }
    return count
  }

  static func firstIndex(of byte: UInt8, in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let base = bytes.baseAddress, let found = memchr(base, Int32(byte), bytes.count) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  // MARK: The user's editor

  /// A text as changed in $VISUAL or $EDITOR, without final newlines; nil if there is none, or it failed.
  static func edited(_ text: String) -> String? {
    guard let program = environment("VISUAL") ?? environment("EDITOR") else { return nil }
    let folder = environment("TMPDIR") ?? "/tmp"
    var template = Array("\(folder)/nnsh-XXXXXX.nn".utf8CString)
    let descriptor = mkstemps(&template, 3)
    guard descriptor >= 0 else { return nil }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    let isWritten = (try? Safety.Platform.write(Array((text + "\n").utf8), to: descriptor)) != nil
    close(descriptor)
    guard isWritten,
      let process = try? Safety.Platform.start(["sh", "-c", "\(program) \"$1\"", "sh", path], path: "/bin/sh"),
      Safety.Platform.wait(for: process) == 0
    else { return nil }
    guard let edited = try? contents(ofFile: path) else { return nil }
    return String(decoding: edited.reversed().drop { $0 == 0x0A || $0 == 0x0D }.reversed(), as: UTF8.self)
  }

  // MARK: Files shared by several processes

  /// The contents of a file, read under a lock; empty for a device such as /dev/null.
  static func contents(ofFile path: String) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Failure() }
    defer { close(descriptor) }
    flock(descriptor, LOCK_SH)
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Failure() }
    // Only a regular file has a definite end; /dev/null means no history.
    guard status.st_mode & S_IFMT == S_IFREG else {
      if status.st_mode & S_IFMT == S_IFCHR { return [] }
      throw Failure(status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
    }
    let size = Int(status.st_size)
    guard size > 0 else { return [] }
    var failure: Failure?
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        do throws(Failure) {
          let part = try read(
            descriptor,
            into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count..<size]))
          guard part > 0 else { return }
          count += part
        } catch {
          failure = error
          return
        }
      }
    }
    if let failure { throw failure }
    return bytes
  }
}
