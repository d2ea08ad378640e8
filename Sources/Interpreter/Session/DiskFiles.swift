import Glibc

/// Files on disk.
package struct DiskFiles: FileAccess {
  package init() {}

  package func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = try opened(path)
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(path) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  package func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    let beside = "\(path).\(getpid())~"
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(path) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        let fault = failure(path)
        close(descriptor)
        unlink(beside)
        throw fault
      }
      written += count
    }
    guard fsync(descriptor) == 0 || errno == EINVAL, close(descriptor) == 0, rename(beside, path) == 0 else {
      let fault = failure(path)
      unlink(beside)
      throw fault
    }
  }

  package func withMapping<Result>(of path: String, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result
  {
    let descriptor = try opened(path)
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path) }
    let size = Int(status.st_size)
    guard status.st_mode & S_IFMT == S_IFREG, size > 0 else {
      let bytes = try read(path)
      return try bytes.withUnsafeBytes(body)
    }
    guard let memory = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), memory != MAP_FAILED else {
      throw failure(path)
    }
    defer { munmap(memory, size) }
    return try body(UnsafeRawBufferPointer(start: memory, count: size))
  }

  private func opened(_ path: String) throws(FileError) -> Int32 {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    return descriptor
  }

  private func failure(_ path: String) -> FileError { FileError(path: path, reason: String(cString: strerror(errno))) }
}
