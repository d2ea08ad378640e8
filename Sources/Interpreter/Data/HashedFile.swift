import DataFormats

/// A file whose hash is found while it is read for the first time.
///
/// A session runs one command after the other, so nothing here is used by two threads at once.
final class HashedFile: FileBytes, @unchecked Sendable {
  private let file: any FileBytes
  private var state = ShortHash()
  /// The bytes before this one are in the hash.
  private var end = 0
  private static let piece = 1 << 20

  init(_ file: any FileBytes) { self.file = file }

  var size: Int { file.size }

  func requireUnchanged() throws { try file.requireUnchanged() }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    try file.read(into: buffer, at: offset)
    if offset > end, offset - end < HashedFile.piece { try skip(to: offset) }
    guard offset <= end, end < offset + buffer.count else { return }
    state.mix(UnsafeRawBufferPointer(rebasing: buffer[(end - offset)...]))
    end = offset + buffer.count
  }

  /// The hash of the whole file: reads the rest of it.
  ///
  /// - Parameter isWanted: asked every megabyte; nil is returned once it is false.
  func hash(isWanted: () -> Bool) throws -> String? {
    while end < size {
      guard isWanted() else { return nil }
      try skip(to: min(end + HashedFile.piece, size))
    }
    return state.text
  }

  private func skip(to offset: Int) throws {
    let rest = UnsafeMutableRawBufferPointer.allocate(byteCount: offset - end, alignment: 64)
    defer { rest.deallocate() }
    try file.read(into: rest, at: end)
    state.mix(UnsafeRawBufferPointer(rest))
    end = offset
  }
}
