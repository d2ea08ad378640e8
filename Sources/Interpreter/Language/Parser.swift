import Expressions

/// Reads a whole source text before anything of it runs.
package enum Parser {
  /// Where a text has so many errors, the rest of it is not read.
  private static let mostFaults = 100

  /// Every command, or every syntax error.
  package static func parse(_ source: SourceText, abbreviations: Bool = false) -> (
    statements: [Statement], faults: [Fault]
  ) {
    var statements: [Statement] = []
    let faults = read(source, abbreviations: abbreviations, keepingExpressions: true) { statements.append($0) }
    return (statements, faults)
  }

  /// Every syntax error. The commands are read and dropped, so that a long script needs no memory for them.
  static func faults(in source: SourceText, abbreviations: Bool = false) -> [Fault] {
    read(source, abbreviations: abbreviations, keepingExpressions: false) { _ in }
  }

  private static func read(
    _ source: SourceText, abbreviations: Bool, keepingExpressions: Bool, _ take: (Statement) -> Void
  ) -> [Fault] {
    // Without a range: the place in a binary file says nothing, and its bytes do not belong on a terminal.
    guard !source.isBinary else { return [Fault("this is not a text, but a binary file")] }
    var reader = StatementReader(source, abbreviations: abbreviations)
    var faults: [Fault] = []
    while faults.count < mostFaults {
      do throws(Fault) {
        guard let statement = try reader.next(keepingExpressions: keepingExpressions) else { break }
        take(statement)
      } catch {
        faults.append(error)
        reader.recover()
      }
    }
    return faults
  }

  /// Whether more lines are needed: a bracket or quote is open, or the last line ends in `\`.
  package static func isIncomplete(_ text: String) -> Bool {
    let (_, faults) = parse(SourceText(name: "<prompt>", text), abbreviations: true)
    if faults.contains(where: { $0.message.hasSuffix("is never closed") }) { return true }
    let trimmed = text.reversed().drop { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
    return trimmed.first == "\\"
  }
}
