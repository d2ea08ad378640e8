import Expressions
import NeuralNetwork

/// The available commands, by name.
package final class CommandTable: Sendable {
  package let types: [any Command.Type]
  /// As in `types`.
  package let names: [String]
  private let isWordOfTheField: @Sendable (String) -> Bool
  private let byName: IdentifierMap<any Command.Type>

  /// - Parameter isWordOfTheField: whether help explains a word that is not a command.
  init(_ types: [any Command.Type], isWordOfTheField: @escaping @Sendable (String) -> Bool) {
    self.types = types
    self.isWordOfTheField = isWordOfTheField
    names = types.map { $0.synopsis.name }
    byName = zip(names, types).reduce(into: IdentifierMap(capacity: types.count)) { $0[$1.0] = $1.1 }
  }

  package var synopses: [Synopsis] { types.map { $0.synopsis } }

  /// Every setting, as the command that sets it.
  package func settings(of session: Session) -> [String] {
    types.flatMap { ($0 as? any ShownSetting.Type)?.commands(session) ?? [] }
  }

  package func command(named name: String) -> (any Command.Type)? { byName[name] }

  func command(named name: Identifier) -> (any Command.Type)? { byName[name] }

  /// The command that a word names at the prompt, where an unambiguous prefix is enough.
  func command(typed word: String) -> (any Command.Type)? {
    if let exact = byName[word] { return exact }
    let matches = names.filter { $0.hasPrefix(word) }
    return matches.count == 1 ? byName[matches[0]] : nil
  }

  /// The command that an unambiguous prefix names at the prompt. Throws with a suggestion if there is none.
  func expand(_ name: Located<String>, abbreviations: Bool) throws(Fault) -> any Command.Type {
    let matches = names.filter { $0.hasPrefix(name.value) }
    if abbreviations, matches.count == 1, let found = byName[matches[0]] { return found }
    if abbreviations, matches.count > 1 {
      throw Fault("'\(name.value)' is ambiguous", at: name.range, label: matches.joined(separator: ", "))
    }
    throw Fault(
      "unknown command '\(name.value)'", at: name.range,
      label: name.value.contains("\u{A0}") ? "it contains a no-break space" : nil,
      help: suggestion(for: name.value, matches).map { "did you mean \($0)?" } ?? "type help for a list of commands")
  }

  /// What is meant by an unknown word: another program's word for a command, an operand, a typo, a prefix.
  private func suggestion(for word: String, _ matches: [String]) -> String? {
    if let synonym = Synonym.of(word) { return synonym.command }
    if word.hasSuffix("s"), let singular = byName[String(word.dropLast())] { return singular.synopsis.name }
    if let activation = Activation.named(word) { return "activation \(activation.isElementwise ? "h" : "o") \(word)" }
    let similar = word.count > 1 ? nearest(to: word, among: names.filter { $0 != "!" }) : nil
    return command(withOperand: word) ?? (isWordOfTheField(word) ? "help \(word)" : nil) ?? similar
      ?? (matches.count == 1 ? matches[0] : nil)
  }

  /// `optimizer momentum` for `momentum`: the only command that accepts the word as its first operand.
  private func command(withOperand word: String) -> String? {
    let found = synopses.filter { synopsis in
      !synopsis.isForSavedSessions
        && synopsis.forms.contains { form in
          let words = form.split(separator: " ")
          return words.count > 1 && words[1].split(separator: "|").contains { $0 == word }
        }
    }
    return found.count == 1 ? "\(found[0].name) \(word)" : nil
  }
}
