import Expressions

/// Parses a whole source before any of it runs.
package struct Parser {
  /// After this many errors the rest is not parsed.
  static let maxFaults = 100

  private let commands: CommandTable
  private let abbreviations: Bool

  /// - Parameter abbreviations: whether an unambiguous prefix names a command, as at the prompt.
  package init(_ commands: CommandTable, abbreviations: Bool = false) {
    self.commands = commands
    self.abbreviations = abbreviations
  }

  /// The commands, and every syntax error.
  package func parse(_ source: SourceText) -> (statements: [Statement], faults: [Fault]) {
    var statements: [Statement] = []
    var faults: [Fault] = []
    read(source, keepingExpressions: true, unread: { faults.append($0.fault) }) { statements.append($0) }
    return (statements, faults)
  }

  /// The commands in order, among them those with syntax errors.
  ///
  /// - Parameter range: the part to parse; nil for the whole source.
  package func commands(of source: SourceText, in range: SourceRange? = nil) -> [ParsedCommand] {
    var parsed: [ParsedCommand] = []
    read(source, in: range, keepingExpressions: true, unread: { parsed.append(.unreadable($0)) }) {
      parsed.append(.statement($0))
    }
    return parsed
  }

  /// Every syntax error. The commands are parsed and dropped, so that a long script needs no memory for them.
  func faults(in source: SourceText) -> [Fault] {
    var faults: [Fault] = []
    read(source, keepingExpressions: false, unread: { faults.append($0.fault) }, { _ in })
    return faults
  }

  /// The words that each command of a source accepts as operands, by command.
  package func wordsSought(in source: SourceText) -> [String: Set<String>] {
    log(of: source).words
  }

  /// What is where in a source without syntax errors.
  func log(of source: SourceText) -> SyntaxLog {
    let log = SyntaxLog()
    read(source, keepingExpressions: true, log: log, unread: { _ in }, { _ in })
    return log
  }

  /// What is where in each command of a source without syntax errors: a long script needs no memory for all of them.
  func logCommands(of source: SourceText, _ take: (SyntaxLog) -> Void) {
    let log = SyntaxLog()
    read(source, keepingExpressions: false, log: log, unread: { _ in }) { _ in
      take(log)
      log.forget()
    }
  }

  private func read(
    _ source: SourceText, in range: SourceRange? = nil, keepingExpressions: Bool, log: SyntaxLog? = nil,
    unread: (UnreadableCommand) -> Void, _ take: (Statement) -> Void
  ) {
    // Without a range: a position in a binary file means nothing, and its bytes do not belong on a terminal.
    guard !source.isBinary else {
      return unread(
        UnreadableCommand(fault: Fault("not a text file: it contains binary data"), start: 0, end: 0, command: nil))
    }
    var reader = StatementReader(
      source, in: range, commands: commands, abbreviations: abbreviations, log: log)
    var (count, number) = (0, 0)
    while count < Parser.maxFaults, !Limits.isReached(at: number) {
      number += 1
      do throws(Fault) {
        guard let statement = try reader.next(keepingExpressions: keepingExpressions) else { break }
        take(statement)
      } catch {
        if error.kind == .interrupted { return }
        count += 1
        unread(reader.skip(error))
      }
    }
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
