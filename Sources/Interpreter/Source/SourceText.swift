import Expressions
import Synchronization

/// The contents of a source and its name in messages: a path, `<stdin>`, `<command>`, `<prompt>`.
package final class SourceText: Sendable {
  package let name: String
  package let bytes: [UInt8]
  /// The offsets at which lines start, computed on first use.
  private let knownLineStarts = Mutex<[Int]?>(nil)
  private let knownBinary = Mutex<Bool?>(nil)

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  package convenience init(name: String, _ text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  package var isPrompt: Bool { name == "<prompt>" }

  private var lineStarts: [Int] {
    knownLineStarts.withLock { known in
      if let known { return known }
      // A byte order mark is not part of the first line.
      var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
      for (offset, byte) in bytes.enumerated() where byte == Ascii.newline { starts.append(offset + 1) }
      known = starts
      return starts
    }
  }

  /// Whether the source contains a zero byte, which text files do not.
  var isBinary: Bool {
    // Asked for each command of an article.
    knownBinary.withLock { known in
      if let known { return known }
      let found = bytes.withUnsafeBufferPointer { $0.contains(0) }
      known = found
      return found
    }
  }

  /// Line and column from 1; columns count characters.
  package func position(of offset: Int) -> (line: Int, column: Int) {
    let lineStarts = lineStarts
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let start = lineStarts[low]
    let end = max(start, min(offset, bytes.count))
    // Each byte is a character, as the ends of lines are not among them.
    if !bytes[start..<end].contains(where: { $0 >= 0x80 || $0 == Ascii.carriageReturn }) {
      return (low + 1, end - start + 1)
    }
    return (low + 1, text(start, end).count + 1)
  }

  /// The offset of a line, numbered from 1.
  package func offset(ofLine number: Int) -> Int { lineStarts[number - 1] }

  /// A line, numbered from 1, without its newline.
  package func line(_ number: Int) -> String {
    let lineStarts = lineStarts
    let end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    let text = text(lineStarts[number - 1], end)
    return text.hasSuffix("\r") ? String(text.dropLast()) : text
  }

  package func text(_ lower: Int, _ upper: Int) -> String {
    String(decoding: bytes[lower..<max(lower, upper)], as: UTF8.self)
  }
}
