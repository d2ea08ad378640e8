import Expressions

/// The completions at the cursor with their meanings, from the command's forms and the table of operand words.
package struct Completion: Sendable, Equatable {
  package struct Candidate: Sendable, Equatable {
    package var name: String
    package var meaning: String
    /// Whether the word is complete, so that a blank may follow.
    package var isWhole = true
    /// The beginning of the word that it completes, if that is not the beginning of its name: a name in quotes.
    var replaces: String?
  }

  /// UTF-8 offsets of the text that a candidate replaces.
  package var range: Range<Int>
  package var candidates: [Candidate]

  /// - Parameters:
  ///   - cursor: a UTF-8 offset into `text`.
  ///   - list: the entries of a folder, folders with a trailing `/`.
  package init(
    _ text: String, cursor: Int, commands: CommandTable, session: Session, list: @escaping (String) -> [String]
  ) {
    let before = Array(text.utf8.prefix(cursor))
    let start = (before.lastIndex { $0 == Ascii.semicolon || $0 == Ascii.openBrace || $0 == Ascii.newline } ?? -1) + 1
    let quoted = Completion.openQuote(before[start...])
    let wordStart =
      quoted ?? (before[start...].lastIndex { Completion.endsWord($0) } ?? start - 1) + 1
    let command = String(decoding: before[start...], as: UTF8.self)
    // The words before the one being typed.
    let words =
      quoted.map { String(decoding: before[start..<$0], as: UTF8.self).split(separator: " ")[...] }
      ?? command.split(separator: " ").dropLast(command.hasSuffix(" ") ? 0 : 1)
    let word = String(decoding: before[wordStart...], as: UTF8.self)
    let context = CompletionContext(
      word: word, isAfterColon: wordStart > start && before[wordStart - 1] == Ascii.colon, commands: commands,
      session: session, list: list)
    range = wordStart..<cursor
    candidates = []
    if let name = words.first {
      guard let synopsis = commands.command(typed: String(name))?.synopsis else { return }
      let isInBrackets = command.count { "([".contains($0) } > command.count { ")]".contains($0) }
      candidates =
        isInBrackets ? context.names : Completion.operands(synopsis, after: Array(words.dropFirst()), context)
    } else {
      candidates = context.commandNames
    }
    var seen: Set<String> = [""]
    candidates = candidates.filter {
      ($0.replaces != nil || $0.name.hasPrefix(word)) && seen.insert($0.name).inserted
    }
  }

  /// Where a quoted file name begins that is still being typed: a string with a value in it has names of its own.
  private static func openQuote(_ text: ArraySlice<UInt8>) -> Int? {
    var open: Int?
    for index in text.indices where text[index] == Ascii.doubleQuote || text[index] == Ascii.quote {
      if let start = open {
        if text[start] == text[index] { open = nil }
      } else if index == text.startIndex || isBlankByte(text[index - 1]) {
        open = index
      }
    }
    guard let open, !text[open...].contains(Ascii.openBrace) else { return nil }
    return open
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    isBlankByte(byte)
      || [Ascii.openParenthesis, Ascii.openBracket, Ascii.comma, Ascii.colon, Ascii.doubleQuote].contains(byte)
  }

  private static func operands(_ synopsis: Synopsis, after typed: [Substring], _ context: CompletionContext)
    -> [Candidate]
  {
    synopsis.forms.flatMap { form in
      let words = FormWord.next(in: form, after: typed)
      // Where several words lead to the same form, it tells nothing about one of them.
      let rest = words.count > 1 ? "" : form
      return words.flatMap { word -> [Candidate] in
        switch word {
        case .keyword(let name): [Candidate(name: name, meaning: synopsis.meaning(of: name) ?? rest)]
        // It is joined to the word before: 4:tanh.
        case .operand(let name) where form.contains(":\(name)") && !context.isAfterColon: []
        case .operand(let name): OperandWord.named(name)?.candidates(context) ?? []
        }
      }
    }
  }
}
