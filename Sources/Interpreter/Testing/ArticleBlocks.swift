import Expressions

/// A block of a Markdown article that nnsh runs: a ```` ```nn ```` or ```` ```nn check ```` fence, or a comment that
/// starts with `<!-- nn`, which readers do not see.
struct ArticleBlock {
  enum Kind {
    /// Each line is a command; with `nn> ` prompts the lines between them are expected output.
    case commands
    /// Each line is an equation to check.
    case equations
  }

  var kind: Kind
  /// The lines of the block, without the fences, counted from 1.
  var lines: Range<Int>
  /// The block quotes around it: how many `>` precede each line.
  var quotes = 0
}

extension SourceText {
  package var allLines: [String] { (1...lineCount).map(line) }

  /// The number of lines, including a last one without a newline.
  var lineCount: Int { position(of: bytes.count).line }

  /// The range of a line, without its newline.
  func range(ofLine number: Int) -> SourceRange {
    let start = offset(ofLine: number)
    var end = number < lineCount ? offset(ofLine: number + 1) - 1 : bytes.count
    if end > start, bytes[end - 1] == Ascii.carriageReturn { end -= 1 }
    return SourceRange(start, end)
  }

  /// The range of a line of a block, without the marks of the block quotes around it.
  func range(ofLine number: Int, in block: ArticleBlock) -> SourceRange {
    var range = range(ofLine: number)
    for _ in 0..<block.quotes {
      var start = range.lower
      while start < range.upper, bytes[start] == Ascii.space { start += 1 }
      guard start < range.upper, bytes[start] == Ascii.greater else { return range }
      range.lower = start + 1
      if range.lower < range.upper, bytes[range.lower] == Ascii.space { range.lower += 1 }
    }
    return range
  }

  /// The offset of the first byte that is not UTF-8; nil if all of it is.
  var invalidUTF8: Int? {
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &rest) {
      case .valid(let scalar): offset += scalar.count
      case .emptyInput: return nil
      case .error: return offset
      }
    }
  }

  /// The same source with everything outside the ranges replaced by blanks, so that positions stay the same.
  func blanked(outside ranges: [SourceRange]) -> SourceText {
    var result = [UInt8](repeating: Ascii.space, count: bytes.count)
    for (offset, byte) in bytes.enumerated() where byte == Ascii.newline { result[offset] = byte }
    for range in ranges {
      for offset in range.lower..<range.upper { result[offset] = bytes[offset] }
    }
    return SourceText(name: name, bytes: result)
  }
}
