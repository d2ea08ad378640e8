import Expressions

/// What the parser found where in a source.
final class SyntaxLog {
  /// The keywords that commands tried to match as operands, by command.
  private(set) var words: [String: Set<String>] = [:]
  /// The ranges of expressions that are not part of others, and of the two sides of a definition as one.
  private(set) var expressions: [SourceRange] = []
  /// Expressions that may be conditions.
  private(set) var conditions: [Expression] = []
  /// `x = 0.5` of `let`.
  private(set) var definitions: [Expression] = []
  /// Text that means what it shows, blanks included: the lines of `check`, strings.
  private(set) var verbatim: [SourceRange] = []
  /// Names of commands that are not written in full, and the full ones.
  private(set) var abbreviations: [(range: SourceRange, name: String)] = []
  /// The braces of blocks.
  private(set) var braces: Set<Int> = []

  /// Begins anew.
  func forget() {
    words = [:]
    (expressions, conditions, definitions, verbatim, abbreviations, braces) = ([], [], [], [], [], [])
  }

  func note(_ word: String, of command: String) { words[command, default: []].insert(word) }

  func note(_ expression: Expression) {
    expressions.append(expression.range)
    guard case .binary = expression.node else { return }
    // An operand may be read more than once, directly after each other.
    if let again = conditions.suffix(8).lastIndex(where: { $0.range == expression.range }) {
      conditions.remove(at: again)
    }
    conditions.append(expression)
  }

  func note(definition: Expression) {
    expressions.append(definition.range)
    definitions.append(definition)
  }

  func note(_ range: SourceRange, abbreviates name: String) { abbreviations.append((range, name)) }

  func note(verbatim range: SourceRange) { verbatim.append(range) }

  func note(block range: SourceRange) { braces.formUnion([range.lower, range.upper - 1]) }
}
