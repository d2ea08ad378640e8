/// A word of a command's form, such as `dropout LAYER PROBABILITY [low|high]`.
package enum FormWord: Hashable, Sendable {
  /// Typed literally: `low`.
  case keyword(String)
  /// In capitals: a placeholder for an operand.
  case operand(String)

  var isOperand: Bool {
    if case .operand = self { true } else { false }
  }

  /// The words of a form without the command's name, or of a part of it.
  package static func words(of form: some StringProtocol) -> [FormWord] {
    form.split { !($0.isLetter || $0.isNumber || $0 == "-") }.compactMap { word in
      guard let first = word.first, first.isLetter else { return nil }
      return first.isUppercase ? .operand(String(word)) : .keyword(String(word))
    }
  }

  /// Whether the typed words may be the first operands of a form.
  static func begins(_ form: String, with typed: [Substring]) -> Bool {
    zip(form.split(separator: " ").dropFirst(), typed).allSatisfy { part, word in
      let words = words(of: part)
      let keywords = words.compactMap { if case .keyword(let name) = $0 { name } else { nil } }
      return keywords.isEmpty || keywords.count < words.count || keywords.contains(String(word))
    }
  }

  /// The words of a form that may follow those typed so far; empty if the form does not start with these.
  static func next(in form: String, after typed: [Substring]) -> [FormWord] {
    let parts = form.split(separator: " ").dropFirst().map { (text: $0, words: words(of: $0)) }
    // Advance while each typed word matches one part of the form.
    var position = 0
    while position < typed.count, position < parts.count, !parts[position].text.contains(where: { "[…".contains($0) }) {
      let words = parts[position].words
      if words.contains(where: { OperandWord.isOfSeveralWords($0) }) { break }
      let keywords = words.compactMap { if case .keyword(let name) = $0 { name } else { nil } }
      if !keywords.isEmpty, keywords.count == words.count, !keywords.contains(String(typed[position])) { return [] }
      position += 1
    }
    guard position == typed.count else { return parts[position...].flatMap(\.words) }
    // The next required part, and the first words of the optional parts before it.
    var next: [FormWord] = []
    var depth = 0
    for part in parts[position...] {
      if depth == 0 || part.text.hasPrefix("[") { next += part.words }
      let isOptional = depth > 0 || part.text.hasPrefix("[")
      depth += part.text.count { $0 == "[" } - part.text.count { $0 == "]" }
      if !isOptional { break }
    }
    return next
  }
}
