import Expressions

/// Parses a whole source before any of it runs.
package struct Parser {
  /// After this many errors the rest is not parsed.
  private static let maxFaults = 100

  private let commands: CommandTable
  private let abbreviations: Bool

  /// - Parameter abbreviations: whether an unambiguous prefix names a command, as at the prompt.
  package init(_ commands: CommandTable, abbreviations: Bool = false) {
    self.commands = commands
    self.abbreviations = abbreviations
  }

  /// The commands, and every syntax error.
  ///
  /// - Parameter range: the part to parse; nil for the whole source.
  package func parse(_ source: SourceText, in range: SourceRange? = nil) -> (statements: [Statement], faults: [Fault]) {
    var statements: [Statement] = []
    let faults = read(source, in: range, keepingExpressions: true) { statements.append($0) }
    return (statements, faults)
  }

  /// Every syntax error. The commands are parsed and dropped, so that a long script needs no memory for them.
  func faults(in source: SourceText) -> [Fault] { read(source, keepingExpressions: false) { _ in } }

  /// The words that each command of a source accepts as operands, by command.
  package func wordsSought(in source: SourceText) -> [String: Set<String>] {
    log(of: source).words
  }

  /// What is where in a source without syntax errors.
  func log(of source: SourceText) -> SyntaxLog {
    let log = SyntaxLog()
    _ = read(source, keepingExpressions: true, log: log) { _ in }
    return log
  }

  private func read(
    _ source: SourceText, in range: SourceRange? = nil, keepingExpressions: Bool, log: SyntaxLog? = nil,
    _ take: (Statement) -> Void
  ) -> [Fault] {
    // Without a range: a position in a binary file means nothing, and its bytes do not belong on a terminal.
    guard !source.isBinary else { return [Fault("not a text file: it contains binary data")] }
    var reader = StatementReader(
      source, in: range, commands: commands, abbreviations: abbreviations, log: log)
    var faults: [Fault] = []
    while faults.count < Parser.maxFaults, !Limits.isReached {
      do throws(Fault) {
        guard let statement = try reader.next(keepingExpressions: keepingExpressions) else { break }
        take(statement)
      } catch {
        faults.append(error)
        reader.recover(from: error)
      }
    }
    return faults
  }

  /// Whether more lines are needed: a bracket or quote is open, or the last line ends in `\`.
  package func isIncomplete(_ text: String) -> Bool {
    let faults = faults(in: SourceText(name: "<prompt>", text))
    if faults.contains(where: { $0.kind == .unclosed }) || !faults.isEmpty && opensBlock(text) { return true }
    let trimmed = text.reversed().drop { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
    return trimmed.first == "\\"
  }

  /// Whether more lines open a block than close one: after an error in it, the rest of the block still belongs to it.
  private func opensBlock(_ text: String) -> Bool {
    var depth = 0
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.first?.hasPrefix("}") ?? false { depth = max(0, depth - 1) }
      if words.last?.hasSuffix("{") ?? false { depth += 1 }
    }
    return depth > 0
  }
}
