/// Reads lines from standard input if it is not a terminal: in large blocks, in one pass over the bytes.
///
/// A line ends with a newline, a carriage return and newline, or the end of the input. NUL is an ordinary character.
/// Invalid UTF-8 becomes U+FFFD in a `String`; `withNextLine` passes it unchanged.
package struct PlainLineReader: ~Copyable {
  /// Reading failed for a reason other than the end of the input.
  package struct ReadFailure: Error, Equatable {
    /// The system's `errno`.
    package var code: Int32
    /// Whether a signal interrupted the read.
    package var isInterruption: Bool { Platform.Failure(code).isInterruption }
  }

  private let descriptor: Int32
  private var buffer: UnsafeMutableRawBufferPointer
  private var unread = 0..<0
  private var isAtEnd = false

  /// Reads standard input unless another descriptor is given.
  package init(descriptor: Int32 = 0) {
    self.descriptor = descriptor
    buffer = .allocate(byteCount: 1 << 16, alignment: 1)
  }

  deinit { buffer.deallocate() }

  /// The next line as text; throws `ReadFailure`.
  package mutating func readLine() throws(ReadFailure) -> LineEvent {
    do {
      let text = try withNextLine { String(decoding: $0, as: UTF8.self) }
      return text.map(LineEvent.line) ?? .endOfInput
    } catch let failure as ReadFailure {
      guard failure.isInterruption else { throw failure }
      return .interrupted
    } catch {
      // The closure above throws nothing.
      return .endOfInput
    }
  }

  /// Calls `body` with the bytes of the next line in the buffer, without the line end; nil after the last line.
  ///
  /// Throws `ReadFailure`, with `EINTR` if Ctrl-C was pressed while waiting, and what `body` throws.
  package mutating func withNextLine<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result? {
    var searched = 0
    while true {
      if let line = takeLine(searched: searched) {
        return try body(line)
      }
      if isAtEnd {
        guard !unread.isEmpty else { return nil }
        let rest = withoutCarriageReturn(unread)
        unread = unread.upperBound..<unread.upperBound
        return try body(UnsafeRawBufferPointer(rebasing: buffer[rest]))
      }
      searched = unread.count
      try fill()
    }
  }

  private mutating func takeLine(searched: Int) -> UnsafeRawBufferPointer? {
    let start = unread.lowerBound + searched
    guard searched < unread.count,
      let newline = Platform.firstIndex(
        of: 0x0A, in: UnsafeRawBufferPointer(rebasing: buffer[start..<unread.upperBound]))
    else { return nil }
    let end = start + newline
    let line = withoutCarriageReturn(unread.lowerBound..<end)
    unread = end + 1..<unread.upperBound
    return UnsafeRawBufferPointer(rebasing: buffer[line])
  }

  private func withoutCarriageReturn(_ range: Range<Int>) -> Range<Int> {
    guard let last = range.last, buffer[last] == 0x0D else { return range }
    return range.lowerBound..<last
  }

  /// Reads once, appending to the unread bytes; makes room first, so that lines can have any length.
  private mutating func fill() throws(ReadFailure) {
    if unread.upperBound == buffer.count {
      if unread.count > buffer.count / 2 {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 1)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[unread]))
        buffer.deallocate()
        buffer = larger
      } else {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[unread]))
      }
      unread = 0..<unread.count
    }
    while true {
      do throws(Platform.Failure) {
        let count = try Platform.read(
          descriptor, into: UnsafeMutableRawBufferPointer(rebasing: buffer[unread.upperBound...]))
        unread = unread.lowerBound..<unread.upperBound + count
        isAtEnd = count == 0
        return
      } catch {
        // Other signals, such as a change of the window's size, also interrupt a read.
        if error.isInterruption, !Signals.interruptRequested { continue }
        throw ReadFailure(code: error.code)
      }
    }
  }
}
