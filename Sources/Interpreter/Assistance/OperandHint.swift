import Expressions
import NeuralNetwork
import WorkedExamples

/// The operands still to be typed: those of the forms begun, with the units of the network and the values now.
///
/// - Parameter room: the columns left for it.
package func operandHint(_ text: String, _ commands: CommandTable, _ session: Session = Session(), room: Int = .max)
  -> String?
{
  let line = text.split(omittingEmptySubsequences: false) { $0 == ";" || $0 == "\n" || $0 == "{" }.last ?? ""
  let words = TypedWord.words(of: line)
  guard let first = words.first, let command = commands.command(typed: String(first)) else { return nil }
  guard words.count == 1 || line.hasSuffix(" ") else { return nil }
  let hint = OperandHint(session: session, typed: Array(words.dropFirst()))
  guard let rest = hint.rest(of: command, room), !rest.isEmpty else { return nil }
  return line.hasSuffix(" ") ? rest : " " + rest
}

/// The operands of `forward`, `backward` and others that the network has no units for, by UTF-8 range.
func surplusOperands(_ text: String, _ session: Session) -> [Range<Int>] {
  guard let topology = session.state?.network.topology else { return [] }
  var surplus: [Range<Int>] = []
  for line in text.split(whereSeparator: { $0 == ";" || $0 == "\n" || $0 == "{" || $0 == "}" }) {
    let words = TypedWord.words(of: line)
    guard let name = words.first else { continue }
    for part in UnitOperands.parts(of: String(name), words.dropFirst(), topology) {
      surplus += part.typed.dropFirst(part.units.count).map { word in
        text.utf8.distance(
          from: text.startIndex, to: word.startIndex)..<text.utf8.distance(from: text.startIndex, to: word.endIndex)
      }
    }
  }
  return surplus
}

private enum TypedWord {
  /// The words of a line, separated by blanks that are not in brackets.
  static func words(of line: Substring) -> [Substring] {
    var depth = 0
    return line.split { character in
      if "([".contains(character) { depth += 1 }
      if ")]".contains(character) { depth -= 1 }
      return character == " " && depth <= 0
    }
  }
}

/// Operands of which each is for one unit.
private struct UnitOperands {
  let units: Range<Int>
  let typed: ArraySlice<Substring>

  /// Those of a command, before and after a colon; none if the command has others.
  static func parts(of command: String, _ typed: ArraySlice<Substring>, _ topology: Topology) -> [UnitOperands] {
    let (inputs, outputs) = (topology.inputUnits, topology.outputUnits)
    guard !typed.contains(where: { $0.hasPrefix("#") }) else { return [] }
    switch command {
    case "forward", "predict": return [UnitOperands(units: inputs, typed: typed)]
    case "backward":
      // A unit may be named instead: backward h1.
      guard typed.first?.first?.isLetter != true else { return [] }
      return [UnitOperands(units: outputs, typed: typed)]
    case "step":
      let colon = typed.firstIndex(of: ":") ?? typed.endIndex
      return [
        UnitOperands(units: inputs, typed: typed[..<colon]),
        UnitOperands(units: outputs, typed: typed[colon...].dropFirst()),
      ]
    default: return []
    }
  }
}

private struct OperandHint {
  let session: Session
  /// The words after the command's name.
  let typed: [Substring]

  func rest(of command: any Command.Type, _ room: Int) -> String? {
    let name = command.synopsis.name
    if let known = known(name) { return known }
    var now = ""
    if typed.isEmpty, let setting = command as? any ShownSetting.Type, let first = setting.commands(session).first,
      first.hasPrefix("\(name) ")
    {
      now = "  (now \(first.dropFirst(name.count + 1)))"
    }
    let forms = command.synopsis.forms.filter {
      FormWord.begins($0, with: typed) && $0.split(separator: " ").count > typed.count + 1
    }
    guard let form = forms.first else { return now }
    let parts = form.split(separator: " ").dropFirst(typed.count + 1)
    let keywords = self.keywords(forms)
    let isOperand = parts.first.map { FormWord.words(of: $0).allSatisfy { $0.isOperand } } ?? false
    guard isOperand || keywords.count < 2 else { return joined(keywords, room - now.terminalWidth) + now }
    let own = Set(FormWord.words(of: form))
    let others = keywords.filter { !own.contains(.keyword($0)) }
    let rest = parts.joined(separator: " ") + (isOperand && !others.isEmpty ? " or " + joined(others, .max) : "")
    return !now.isEmpty && rest.terminalWidth + now.terminalWidth > room
      ? "\(parts[parts.startIndex]) …\(now)" : rest + now
  }

  /// The words that may come next in the forms, without the singular of a word that is there in the plural.
  private func keywords(_ forms: [String]) -> [String] {
    var words: [String] = []
    for case .keyword(let word) in forms.flatMap({ FormWord.next(in: $0, after: typed) }) where !words.contains(word) {
      words.append(word)
    }
    return words.filter { !words.contains($0 + "s") }
  }

  /// `sgd|momentum|…`, as many as there is room for.
  private func joined(_ words: [String], _ room: Int) -> String {
    let whole = words.joined(separator: "|")
    guard whole.terminalWidth > room else { return whole }
    var text = ""
    for word in words {
      guard text.terminalWidth + word.terminalWidth + 2 <= room else { break }
      text += "\(word)|"
    }
    return text + "…"
  }

  /// The units or the value that the network gives to the operands; nil if it has none.
  private func known(_ name: String) -> String? {
    guard let state = session.state else { return nil }
    if name == "set" {
      guard typed.count == 1, let number = typed[0].hasPrefix("w") ? Int(typed[0].dropFirst()) : nil,
        1...state.network.values.count ~= number
      else { return nil }
      return "VALUE  (now \(rounded(state.network.values[number - 1], digits: session.settings.digits)))"
    }
    let parts = UnitOperands.parts(of: name, typed[...], state.network.topology)
    let units = UnitNames(state.network.topology)
    if let part = parts.first(where: { $0.typed.count > $0.units.count }) {
      return "(\(part.units.count) expected, \(part.typed.count) given)"
    }
    let isAfterColon = typed.contains(":")
    let left = parts.dropFirst(isAfterColon ? 1 : 0).map { part in
      let names = part.units.dropFirst(part.typed.count).prefix(8).map { units.unitName($0).description }
      return names.joined(separator: " ") + (part.units.count - part.typed.count > 8 ? " …" : "")
    }
    return left.isEmpty ? nil : left.joined(separator: left.first == "" ? ": " : " : ")
  }
}
