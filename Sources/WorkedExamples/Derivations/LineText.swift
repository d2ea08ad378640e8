import Expressions

/// The text of a line while its parts are written, each with ` = ` before it; a part that repeats the one before it is
/// omitted.
struct LineText {
  let text: TextBuffer
  /// Where the last part begins; nil after the name.
  private var last: Int?
  /// Where the part that is being written begins.
  private var start: Int

  /// Begins with the name.
  ///
  /// - Parameter name: the characters, and 15 more.
  init(_ text: TextBuffer, name: borrowing FixedList<UInt8>) {
    self.text = text
    text.append(name.count - LineText.padding, padded: name.start)
    start = text.count
  }

  mutating func endPart() {
    if let last, LineText.isSame(text.bytes[last..<start], text.bytes[start...]) {
      text.cut(to: start)
    } else {
      last = start
      start = text.count
    }
  }

  private static func isSame(_ left: Slice<UnsafeBufferPointer<UInt8>>, _ right: Slice<UnsafeBufferPointer<UInt8>>)
    -> Bool
  {
    left.count == right.count && left.elementsEqual(right)
  }

  /// How many characters follow those that a line copies.
  static let padding = 15

  static func padded(_ characters: [UInt8]) -> FixedList<UInt8> {
    FixedList(characters + [UInt8](repeating: 0, count: padding))
  }
}
