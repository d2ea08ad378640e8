import CLibedit
import Safety

/// libedit's line and cursor.
extension LineEditor {
  var line: [Unicode.Scalar] {
    guard let info = el_wline(editor) else { return [] }
    return [Unicode.Scalar](
      wide: UnsafeBufferPointer(start: info.pointee.buffer, count: info.pointee.lastchar - info.pointee.buffer))
  }

  /// The number of characters before the cursor.
  var cursor: Int {
    guard let info = el_wline(editor) else { return 0 }
    return info.pointee.cursor - info.pointee.buffer
  }

  func move(to index: Int) { el_cursor(editor, Int32(index - cursor)) }

  func insert(_ text: some Collection<Unicode.Scalar>) {
    el_winsertstr(editor, text.map(\.shownInLine).wideString)
  }

  /// Replaces a range of the line and moves the cursor after the new text.
  func replace(_ range: Range<Int>, with text: some Collection<Unicode.Scalar>) {
    cl_delete(editor, range.lowerBound, range.upperBound)
    insert(text)
  }

  func replaceAll(with text: some Collection<Unicode.Scalar>) { replace(0..<line.count, with: text) }
}

extension Unicode.Scalar {
  /// The character itself, or U+FFFD for one that would be invisible or reorder the line. libedit shows control
  /// characters as `^A`.
  var shownInLine: Unicode.Scalar { value >= 0x100 && isHidden(self) ? "\u{FFFD}" : self }
}

extension [Unicode.Scalar] {
  init(wide: UnsafeBufferPointer<wchar_t>) {
    self = wide.map { Unicode.Scalar(UInt32(bitPattern: $0)) ?? "\u{FFFD}" }
  }

  /// A C string: without embedded NULs, terminated by one.
  var wideString: [wchar_t] {
    filter { $0 != "\0" }.map { wchar_t(bitPattern: $0.value) } + [0]
  }
}
