import CSafety
import Glibc

extension Platform {
  /// The bytes of a file, which are in memory while they are read. Throws if the file is cut short meanwhile.
  ///
  /// - Parameters:
  ///   - count: the size of the file, above 0.
  ///   - body: gets a function too that says how many bytes from the first it has done with.
  package static func withMapping<Result>(
    of descriptor: Int32, count: Int, _ path: String,
    _ body: (UnsafeRawBufferPointer, _ release: (Int) -> Void) throws -> Result
  ) throws -> Result {
    guard let memory = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), memory != MAP_FAILED else {
      throw Failure().error(path)
    }
    defer { munmap(memory, count) }
    let page = Int(getpagesize())
    let number = cs_mapping_begin(memory, count)
    let result = Swift.Result<Result, any Error> {
      // Pages that have been parsed need not stay in memory; the system would read them again if needed.
      try body(UnsafeRawBufferPointer(start: memory, count: count)) {
        madvise(memory, $0 / page * page, MADV_DONTNEED)
      }
    }
    var status = stat()
    guard cs_mapping_end(number), fstat(descriptor, &status) == 0, Int(status.st_size) >= count else {
      throw FileError(path: path, reason: "was cut short while it was read")
    }
    return try result.get()
  }
}
