import Expressions

/// What a line typed at the prompt means, if it is not in the language of scripts.
package enum PromptWord: Equatable, Sendable {
  /// Another command.
  case command(String)
  case clearScreen
  /// Opens the last entry in the user's editor.
  case edit

  package init?(_ line: String) {
    let words = line.split { $0.isWhitespace }.map(String.init)
    switch (words.first, words.count) {
    case ("exit", 1), ("bye", 1): self = .command("quit")
    case ("exit", 2): self = .command("quit \(words[1])")
    case ("?", 1): self = .command("help")
    case ("?", 2): self = .command("help \(words[1])")
    case ("clear", 1), ("cls", 1): self = .clearScreen
    case ("edit", 1): self = .edit
    case (let word?, 1) where word.count > 1 && word.hasSuffix("?"): self = .command("help \(word.dropLast())")
    case ("what", 2...), ("how", 2...), ("why", 2...), ("help", 3...):
      guard let topic = PromptWord.topic(of: words.dropFirst()) else { return nil }
      self = .command("help \(topic)")
    default: return nil
    }
  }

  /// The last word of a question that help explains: gradient in `what is a gradient?`; nil if one is a number.
  private static func topic(of words: ArraySlice<String>) -> String? {
    let words = words.map { $0.lowercased().trimmingPunctuation }
    let terms = words.indices.dropLast().map { "\(words[$0])-\(words[$0 + 1])" }
    return (terms.reversed() + words.reversed()).lazy.compactMap { word in
      if GlossaryEntry.explaining(word) != nil || GuidePage(rawValue: word) != nil { return word }
      if CommandTable.nnsh.command(named: word) != nil { return word == "help" ? nil : word }
      return Synonym.of(word)?.command.flatMap { $0.split(separator: " ").first.map(String.init) }
    }.first { $0 != "help" }
  }
}

extension Interpreter {
  /// Prints the value of an expression typed alone at the prompt: `w1 = 0.097627`.
  ///
  /// - Returns: nil if the line is a command, or if it is not an expression whose value is known; otherwise the fault,
  ///   if it has one.
  func answer(_ source: SourceText) -> (Fault?)? {
    var cursor = Cursor(source.bytes, from: 0, to: source.bytes.count)
    cursor.skipBlanks()
    let start = cursor.position
    guard cursor.atIdentifier || cursor.atOperandNumber, !source.bytes.contains(Ascii.newline) else { return nil }
    var probe = cursor
    guard commands.command(named: probe.readWord().value) == nil else { return nil }
    guard let expression = try? cursor.readExpression() else { return nil }
    cursor.skipBlanks()
    guard cursor.position == cursor.end else { return nil }
    switch expression.node {
    case .number: return nil
    // An assignment as other languages write it: the message proposes `set` or `let`.
    case .binary(.equal, let left, _) where !source.text(0, source.bytes.count).contains("=="):
      if case .name = left.node { return nil }
    default: break
    }
    do throws(Fault) {
      switch try expression.value(in: self) {
      case .truth(let truth): output.line(truth ? "true" : "false")
      case let value: output.line("\(expression) = \(value.rounded(session.settings.digits))")
      }
      return .some(nil)
    } catch {
      // What can only be an expression deserves to hear why it has no value: it does not begin with an unknown word.
      guard let range = error.range else { return error }
      let isWord = source.text(start, range.upper).allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      guard range.lower > start || !isWord else { return nil }
      return error
    }
  }
}

extension String {
  fileprivate var trimmingPunctuation: String {
    var text = self[...]
    while let last = text.last, "?!.,".contains(last) { text.removeLast() }
    return String(text)
  }
}
