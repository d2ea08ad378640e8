import Expressions

/// The commands that a reader knows, by name.
package final class CommandTable: Sendable {
  package let types: [any Command.Type]
  private let byName: IdentifierMap<any Command.Type>

  init(_ types: [any Command.Type]) {
    self.types = types
    byName = types.reduce(into: IdentifierMap()) { $0[$1.synopsis.name] = $1 }
  }

  package var synopses: [Synopsis] { types.map { $0.synopsis } }

  /// Every setting as the command that would set it.
  package func settings(of session: Session) -> [String] {
    types.flatMap { ($0 as? any SettingCommand.Type)?.commands(session) ?? [] }
  }

  package func command(named name: String) -> (any Command.Type)? { byName[name] }

  func command(named name: Identifier) -> (any Command.Type)? { byName[name] }

  /// The command that a word which names none stands for at the prompt: an unambiguous prefix.
  func complete(_ name: Located<String>, abbreviations: Bool) throws(Fault) -> any Command.Type {
    let names = synopses.map(\.name)
    let begun = names.filter { $0.hasPrefix(name.value) }
    if abbreviations, begun.count == 1, let found = byName[begun[0]] { return found }
    if abbreviations, begun.count > 1 {
      throw Fault("'\(name.value)' is ambiguous", at: name.range, label: begun.joined(separator: ", "))
    }
    let suggestion =
      command(withOperand: name.value) ?? nearest(to: name.value, among: names)
      ?? (begun.count == 1 ? begun[0] : nil)
    throw Fault(
      "unknown command '\(name.value)'", at: name.range,
      help: suggestion.map { "did you mean \($0)?" } ?? "help lists the commands")
  }

  /// `optimizer momentum` for `momentum`: the one command whose first operand the word may be.
  private func command(withOperand word: String) -> String? {
    let found = synopses.filter { synopsis in
      synopsis.forms.contains { form in
        let words = form.split(separator: " ")
        return words.count > 1 && words[1].split(separator: "|").contains { $0 == word }
      }
    }
    return found.count == 1 ? "\(found[0].name) \(word)" : nil
  }
}
