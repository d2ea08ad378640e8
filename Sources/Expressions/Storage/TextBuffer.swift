/// Text that is written piece by piece, in memory that is used again for the next text.
@usableFromInline package final class TextBuffer {
  @usableFromInline private(set) var start: UnsafeMutablePointer<UInt8>
  @usableFromInline var capacity = 4096
  /// The number of characters.
  @usableFromInline package internal(set) var count = 0

  package init() { start = .allocate(capacity: capacity) }

  deinit { start.deallocate() }

  @inlinable package var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

  package func removeAll() { count = 0 }

  /// Removes what follows the first characters.
  @inlinable package func cut(to count: Int) { self.count = min(count, self.count) }

  @inlinable @inline(__always)
  package func append(_ byte: UInt8) {
    append(room: 1) {
      $0[0] = byte; return 1
    }
  }

  @inlinable package func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let from = bytes.baseAddress else { return }
    append(room: bytes.count) { text in
      text.update(from: from, count: bytes.count)
      return bytes.count
    }
  }

  package func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Appends characters that are followed by at least 15 others in memory, which is faster: 16 are copied at a time.
  @inlinable @inline(__always)
  package func append(_ count: Int, padded characters: UnsafePointer<UInt8>) {
    append(room: count + 15) { text in
      let (from, to) = (UnsafeRawPointer(characters), UnsafeMutableRawPointer(text))
      var copied = 0
      while copied < count {
        let piece = from.loadUnaligned(fromByteOffset: copied, as: SIMD16<UInt8>.self)
        to.storeBytes(of: piece, toByteOffset: copied, as: SIMD16<UInt8>.self)
        copied &+= 16
      }
      return count
    }
  }

  /// Appends what `write` writes, which returns how many characters it is.
  ///
  /// - Parameter room: how many characters `write` may change.
  @inlinable @inline(__always)
  package func append(room: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
    if capacity - count < room { grow(room) }
    count &+= write(start + count)
  }

  @inline(never) @usableFromInline func grow(_ room: Int) {
    capacity = 2 * (capacity + room)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }
}
