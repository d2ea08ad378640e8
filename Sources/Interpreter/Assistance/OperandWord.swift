import WorkedExamples

/// Placeholders in command forms, such as UNIT, and the completions of the operands they stand for.
package struct OperandWord: Sendable {
  package let names: [String]
  /// Whether an operand may contain blanks, as expressions do.
  let isOfSeveralWords: Bool
  /// The only words allowed, if the choice is fixed.
  package let fixedWords: [String]
  let candidates: @Sendable (CompletionContext) -> [Completion.Candidate]

  private init(
    _ names: String..., isOfSeveralWords: Bool = false,
    candidates: @escaping @Sendable (CompletionContext) -> [Completion.Candidate]
  ) {
    self.names = names
    self.isOfSeveralWords = isOfSeveralWords
    fixedWords = []
    self.candidates = candidates
  }

  private init(_ name: String, meaning: String, oneOf words: [String]) {
    names = [name]
    isOfSeveralWords = false
    fixedWords = words
    candidates = { _ in words.map { Completion.Candidate(name: $0, meaning: meaning) } }
  }

  /// Placeholders that are not listed are numbers, strings and new names, which have no completions.
  package static let all = [
    OperandWord("COMMAND", isOfSeveralWords: true) { $0.commandNames },
    OperandWord("FILE", "IMAGES", "LABELS") { $0.paths },
    OperandWord("WORD") { $0.fieldWords },
    OperandWord("SNAPSHOT") { $0.snapshots },
    OperandWord("FUNCTION") { $0.activations + $0.userFunctions },
    OperandWord("LOSS") { $0.userFunctions },
    OperandWord("LAYER") { $0.layers },
    OperandWord("UNIT", "FROM", "TO") { $0.layers + $0.units },
    OperandWord("PARAMETERS") { $0.layers + $0.units + $0.parameters },
    OperandWord("KIND", meaning: "kind of line", oneOf: LineKind.allCases.map(\.rawValue)),
    OperandWord(
      "VALUE", "CONDITION", "EXPRESSION", "QUANTITY", "TOLERANCE", "A", "B", "C", isOfSeveralWords: true
    ) { $0.names },
  ]

  private static let byName = Dictionary(
    uniqueKeysWithValues: all.flatMap { word in word.names.map { ($0, word) } })

  static func named(_ name: String) -> OperandWord? { byName[name] }

  static func isOfSeveralWords(_ word: FormWord) -> Bool {
    guard case .operand(let name) = word else { return false }
    return named(name)?.isOfSeveralWords ?? false
  }
}
