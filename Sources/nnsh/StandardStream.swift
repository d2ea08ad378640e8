import Glibc

/// Standard output or error, written whole.
struct StandardStream {
  let descriptor: Int32

  func write(_ text: String) { write(Array(text.utf8)) }

  func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      var rest = UnsafeRawBufferPointer(buffer)
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return failed() }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      }
    }
  }

  /// A reader that went away has ended the process by SIGPIPE already, unless that is ignored: then as quietly.
  private func failed() {
    let reason = errno
    guard descriptor == STDOUT_FILENO else { return }
    if reason == EPIPE { _exit(141) }
    StandardStream(descriptor: STDERR_FILENO).write(
      "nnsh: error: standard output: \(String(cString: strerror(reason)))\n")
    _exit(4)
  }

  var isTerminal: Bool { isatty(descriptor) != 0 }
}

func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
