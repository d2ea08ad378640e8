import Interpreter

/// The words that a grammar knows, from the synopses of the commands.
struct GrammarWords {
  /// The names of commands that are words, sorted.
  let commands: [String]
  /// The words that commands have as operands and that are not commands, sorted; single letters are names too.
  let operands: [String]

  init(_ synopses: [Synopsis]) {
    let names = Set(synopses.map(\.name).filter { $0.first?.isLetter == true })
    commands = names.sorted()
    var operands: Set<String> = []
    for form in synopses.flatMap(\.forms) {
      let parts = form.split(separator: " ", maxSplits: 1)
      guard parts.count > 1 else { continue }
      for case .keyword(let word) in FormWord.words(of: parts[1]) where word.count > 1 { operands.insert(word) }
    }
    self.operands = operands.subtracting(names).sorted()
  }

  /// The words in lines of about 100 characters, each after a beginning.
  static func lines(_ beginning: String, _ words: [String], _ written: (String) -> String) -> String {
    var lines = [beginning]
    for word in words {
      if lines[lines.count - 1].count + word.count > 100 { lines.append(beginning) }
      lines[lines.count - 1] += " " + written(word)
    }
    return lines.joined(separator: "\n")
  }

  /// The words as the alternatives of a regular expression, longer ones first, so that none is cut off.
  static func alternatives(_ words: [String]) -> String {
    words.sorted { ($1.count, $0) < ($0.count, $1) }.joined(separator: "|")
  }
}
