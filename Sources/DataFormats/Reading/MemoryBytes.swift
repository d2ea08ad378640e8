/// A file whose bytes are in memory; must not be used once they are not.
package final class MemoryBytes: FileBytes, @unchecked Sendable {
  private let bytes: UnsafeRawBufferPointer

  package init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  package var size: Int { bytes.count }

  package func requireUnchanged() {}

  package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + buffer.count]))
  }
}
