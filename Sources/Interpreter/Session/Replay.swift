import Expressions

/// What a recording has of the running command where replaying it as it was typed would do something else.
struct Replay {
  /// The command, if not the one typed.
  var command: String?
  /// Other text for parts of it, such as the names of files.
  private(set) var parts: [(range: SourceRange, text: String)] = []
  /// Whether it failed only because it was recorded.
  var isLeftOut = false
  /// Why no command would do the same.
  var obstacle: String?

  mutating func replace(_ range: SourceRange, by text: String) {
    parts.removeAll { $0.range == range }
    parts.append((range, text))
  }

  /// Text that begins at this offset of its source, with the parts replaced.
  func text(_ typed: String, from offset: Int) -> String {
    var bytes = Array(typed.utf8)
    for (range, text) in parts.sorted(by: { $0.range.lower > $1.range.lower })
    where range.lower >= offset && range.upper <= offset + bytes.count {
      bytes.replaceSubrange(range.lower - offset..<range.upper - offset, with: text.utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
