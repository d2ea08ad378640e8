import Safety

/// The output of commands: buffered, and passed on in large pieces.
package final class Output {
  private var buffer: [UInt8] = []
  private let sink: ([UInt8]) -> Void
  /// Whether reports are dropped, as with `--quiet`.
  package var isQuiet = false
  /// Whether every line is written at once, for a person who watches.
  package var isLive = false

  /// Whether `print` passes control characters on, as with `--raw`.
  package var isRaw = false

  /// The bytes that may still be printed; nil without a limit.
  package var room: Int?
  /// Whether something was not printed because there was no room.
  private(set) var isFull = false

  package init(sink: @escaping ([UInt8]) -> Void) { self.sink = sink }

  /// Prints a line; control characters in it become visible.
  package func line(_ text: String) { append(visible(text)) }

  /// Prints what a script wants printed: as `line`, unless raw.
  func printed(_ text: String) { append(isRaw ? text : visible(text)) }

  /// Prints lines, each with a newline at its end.
  func lines(_ text: [UInt8]) {
    guard room == nil, !hasHiddenCharacters(text) else {
      for line in text.split(separator: 0x0A) { self.line(String(decoding: line, as: UTF8.self)) }
      return
    }
    buffer.append(contentsOf: text)
    if isLive || buffer.count > 1 << 14 { flush() }
  }

  private func append(_ text: String) {
    if let room {
      let size = text.utf8.count + 1
      guard size <= room else {
        isFull = true
        return
      }
      self.room = room - size
    }
    buffer.append(contentsOf: text.utf8)
    buffer.append(0x0A)
    if isLive || buffer.count > 1 << 14 { flush() }
  }

  /// Prints a line other than the output of `print` and `show`; dropped if quiet.
  package func report(_ text: String) {
    if !isQuiet { line(text) }
  }

  package func flush() {
    guard !buffer.isEmpty else { return }
    sink(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
