import Expressions

/// A file whose bytes are in memory; must not be used once they are not.
package final class MemoryBytes: FileBytes, @unchecked Sendable {
  private let bytes: UnsafeRawBufferPointer

  package init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  package var size: Int { bytes.count }

  package func requireUnchanged() {}

  /// Abandoned once a limit is reached.
  package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
    for start in stride(from: 0, to: buffer.count, by: 1 << 20) where !Limits.isReached {
      let end = min(start + 1 << 20, buffer.count)
      UnsafeMutableRawBufferPointer(rebasing: buffer[start..<end]).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[offset + start..<offset + end]))
    }
  }
}
