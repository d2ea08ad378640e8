import Expressions

/// Help on the word at a position in a text: the page of a command, the meaning of a quantity or of a term of the field;
/// on any other word of a command, the page of that command.
package struct WordHelp: Sendable {
  /// UTF-8 offsets of the word.
  package let range: Range<Int>
  package let lines: [String]

  /// nil if there is no word at this position, or no help on it.
  ///
  /// - Parameters:
  ///   - offset: a UTF-8 offset into `text`.
  ///   - session: whose names have meanings.
  ///   - files: where help would read any.
  package init?(_ text: String, at offset: Int, session: Session, files: any FileAccess) {
    let bytes = Array(text.utf8)
    guard let range = WordHelp.word(bytes, at: min(offset, bytes.count)) else { return nil }
    let ends: Set<UInt8> = [Ascii.semicolon, Ascii.openBrace, Ascii.closeBrace, Ascii.newline]
    let start = (bytes[..<range.lowerBound].lastIndex(where: ends.contains) ?? -1) + 1
    let before = bytes[start..<range.lowerBound]
    // The rest of the line is a comment.
    guard !before.contains(Ascii.hash) else { return nil }
    let word = String(decoding: bytes[range], as: UTF8.self)
    let command = before.split(whereSeparator: isBlankByte).first.map { String(decoding: $0, as: UTF8.self) }
    var lines = WordHelp.help(word, session, files)
    if let command, lines == nil || CommandTable.nnsh.command(named: word) != nil {
      lines = WordHelp.help(command, session, files) ?? lines
    }
    guard let lines else { return nil }
    (self.range, self.lines) = (range, lines)
  }

  /// The output of `help WORD`; nil if that is an error.
  private static func help(_ word: String, _ session: Session, _ files: any FileAccess) -> [String]? {
    final class Printed: @unchecked Sendable { var bytes: [UInt8] = [] }
    let printed = Printed()
    let interpreter = Interpreter(.nnsh, output: Output { printed.bytes += $0 }, files: files)
    interpreter.session = session
    let result = try? interpreter.run(SourceText(name: "help", "help \(word)")) { _ in }
    interpreter.output.flush()
    guard result != nil, result?.fault == nil, !printed.bytes.isEmpty else { return nil }
    return String(decoding: printed.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast().map(String.init)
  }

  /// The word that contains the place or ends there: `forward`, `leaky-relu`, `h1.out`, `w[i1,h3].grad`.
  private static func word(_ bytes: [UInt8], at offset: Int) -> Range<Int>? {
    func isOfWord(_ byte: UInt8) -> Bool {
      isLetter(byte) || isDigit(byte) || byte == Ascii.minus || byte == Ascii.period
    }
    let start = (bytes[..<offset].lastIndex { !isOfWord($0) } ?? -1) + 1
    var end = bytes[offset...].firstIndex { !isOfWord($0) } ?? bytes.count
    guard start < end, isLetter(bytes[start]) else { return nil }
    if end < bytes.count, bytes[end] == Ascii.openBracket,
      let close = bytes[end...].prefix(40).firstIndex(of: Ascii.closeBracket)
    {
      end = bytes[(close + 1)...].firstIndex { !isOfWord($0) } ?? bytes.count
    }
    while end > start, bytes[end - 1] == Ascii.period || bytes[end - 1] == Ascii.minus { end -= 1 }
    return start < end ? start..<end : nil
  }
}
