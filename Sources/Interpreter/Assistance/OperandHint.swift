import Expressions
import NeuralNetwork
import WorkedExamples

/// The operands still to be typed: those of the form begun, with the units of the network and the values now.
package func operandHint(_ text: String, _ commands: CommandTable, _ session: Session = Session()) -> String? {
  let line = text.split(omittingEmptySubsequences: false) { $0 == ";" || $0 == "\n" || $0 == "{" }.last ?? ""
  let words = line.split(separator: " ", omittingEmptySubsequences: true)
  guard let first = words.first, let command = commands.command(named: String(first)) else { return nil }
  guard words.count == 1 || line.hasSuffix(" ") else { return nil }
  let hint = OperandHint(session: session, typed: Array(words.dropFirst()))
  guard let rest = hint.rest(of: String(first), command.synopsis, commands), !rest.isEmpty else { return nil }
  return line.hasSuffix(" ") ? rest : " " + rest
}

private struct OperandHint {
  let session: Session
  /// The words after the command's name.
  let typed: [Substring]

  func rest(of name: String, _ synopsis: Synopsis, _ commands: CommandTable) -> String? {
    if let known = known(name) { return known }
    let begun = synopsis.forms.filter { FormWord.begins($0, with: typed) }
    let form = begun.first { $0.split(separator: " ").count > typed.count + 1 } ?? begun.first ?? ""
    let rest = form.split(separator: " ").dropFirst(typed.count + 1).joined(separator: " ")
    guard typed.isEmpty, let setting = commands.command(named: name) as? any ShownSetting.Type,
      let now = setting.commands(session).first, now.hasPrefix("\(name) ")
    else { return rest }
    return "\(rest)  (now \(now.dropFirst(name.count + 1)))"
  }

  /// The units or the value that the network gives to the operands; nil if it has none.
  private func known(_ name: String) -> String? {
    guard let state = session.state else { return nil }
    let topology = state.network.topology
    let units = UnitNames(topology)
    let numbers = typed.filter { $0 != ":" }.count
    func names(_ range: Range<Int>) -> String {
      let left = range.dropFirst(numbers).prefix(8).map { units.unitName($0).description }
      return left.joined(separator: " ") + (range.count - numbers > 8 ? " …" : "")
    }
    func surplus(_ range: Range<Int>) -> String? {
      numbers > range.count ? "(\(range.count) expected, \(numbers) given)" : nil
    }
    switch name {
    case "forward", "predict": return surplus(topology.inputUnits) ?? names(topology.inputUnits)
    case "backward" where !typed.contains("from"): return surplus(topology.outputUnits) ?? names(topology.outputUnits)
    case "set":
      guard typed.count == 1, let number = typed[0].hasPrefix("w") ? Int(typed[0].dropFirst()) : nil,
        1...state.network.values.count ~= number
      else { return nil }
      return "VALUE  (now \(rounded(state.network.values[number - 1], digits: session.settings.digits)))"
    default: return nil
    }
  }
}
