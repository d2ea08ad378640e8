/// Consecutive bytes of a file, as a file of their own.
final class FilePart: FileBytes {
  private let file: any FileBytes
  private let range: Range<Int>

  /// - Parameter range: must lie within the file.
  init(_ file: any FileBytes, _ range: Range<Int>) { (self.file, self.range) = (file, range) }

  var size: Int { range.count }

  func requireUnchanged() throws { try file.requireUnchanged() }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    try file.read(into: buffer, at: range.lowerBound + offset)
  }
}
