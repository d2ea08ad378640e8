/// A file whose bytes are read where they are needed.
package protocol FileBytes: AnyObject, Sendable {
  var size: Int { get }
  /// Throws if the file has changed since it was opened.
  func requireUnchanged() throws
  /// Fills `buffer` with the bytes from `offset` on; throws if the file has changed since it was opened.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws
}

extension FileBytes {
  func bytes(_ range: Range<Int>) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      let wanted = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<range.count])
      try read(into: wanted, at: range.lowerBound)
      count = range.count
    }
  }
}
