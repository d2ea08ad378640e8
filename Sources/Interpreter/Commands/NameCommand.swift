import Expressions
import NeuralNetwork
import WorkedExamples

/// `name h{k}.net as net{k}_h`
package struct NameCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "name", .hand, ["name QUANTITY as NAME", "name QUANTITY bare", "name FUNCTION as NAME", "name", "name off"],
    "give quantities and functions the names an article uses",
    details: """
      {k} is the number of the unit, on both sides; after `as` also arithmetic: {2*(k-1)+j}.
      {{ and }} are literal braces: name h{k}.net as in_{{h{k}}}.
      w.old, b, net, delta … name all of a kind. bare: only the value is shown.
      Printed lines use the names, and expressions understand them: print net1_h.
      Without operands: list the names. off: remove them.
      """,
    examples: [
      "net 2 4 1; name h{k}.net as net{k}_h; name w bare; forward 0 1; print net1_h",
      "net 2 4 1; name w[i{j},h{k}].new as input_to_hidden_{2*(k-1)+j}; name sigmoid.deriv as deriv; name",
      "name w.old as old_weight; name off",
    ])

  enum Choice: Sendable {
    case clear
    case quantity(Template, Template?)
    case function(Located<Name>, Located<String>)
  }

  let setting: Setting<Choice>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice {
    var probe = operands
    if probe.take("off"), probe.atEnd() {
      operands = probe
      return .clear
    }
    let word = try operands.word("a quantity or a function")
    let template = try Template(operands.cursor.bytes, word.range)
    if operands.take("bare") { return .quantity(template, nil) }
    guard operands.take("as") else { throw operands.missing("'as' and a name, or 'bare'") }
    let name = try operands.word("a name")
    if let function = NameCommand.function(word) { return .function(function, name) }
    return .quantity(template, try Template(operands.cursor.bytes, name.range))
  }

  static func commands(_ session: Session) -> [String] {
    session.names.functionNames.map { "name \($0.own) as \($0.article)" }
      + session.names.rules.map { "name \($0.quantity.text) \($0.name.map { "as \($0.text)" } ?? "bare")" }
  }

  /// A function's name, with hyphens as in `activation h leaky-relu` or underscores as in expressions.
  private static func function(_ word: Located<String>) -> Located<Name>? {
    let parts = word.value.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 1 || parts.count == 2 && parts[1] == "deriv", parts[0].utf8.allSatisfy({ $0 != 0x5B }) else {
      return nil
    }
    let base = String(parts[0].map { $0 == "-" ? "_" : $0 })
    guard parts.count == 2 || Functions.names.contains(base) else { return nil }
    guard Functions.names.contains(base) || isPlainWord(base) else { return nil }
    return Located(Name(base, member: parts.count == 2 ? parts[1] : nil), word.range)
  }

  /// Whether `x.deriv` can be a user-defined function: units are `h1`, layers `h`, `o`.
  private static func isPlainWord(_ text: String) -> Bool {
    guard let first = text.first, first.isLetter, !text.contains("{") else { return false }
    let isUnit = "iho".contains(first) && text.dropFirst().allSatisfy(\.isNumber)
    return !isUnit
  }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    switch choice {
    case .clear: interpreter.session.names = Names()
    case .quantity(let quantity, let name):
      let topology = interpreter.session.state?.network.topology
      try interpreter.session.names.define(quantity, as: name, in: topology)
    case .function(let function, let name):
      try requireValid(function, name, interpreter.session)
      if let other = interpreter.session.names.function(Name(name.value)), other != function.value {
        throw Fault("\(name.value) would name two functions", at: name.range, label: "it already names \(other)")
      }
      interpreter.session.names.define(function: function.value, as: name.value)
    }
  }

  private func requireValid(_ function: Located<Name>, _ name: Located<String>, _ session: Session) throws(Fault) {
    let base = function.value.base
    guard Functions.names.contains(base) || session.functions[base] != nil else {
      throw Fault("unknown function '\(base)'", at: function.range, help: "let \(base)(x) = … defines one")
    }
    var cursor = Cursor(name.value, dialect: .article)
    guard cursor.atIdentifier, cursor.readIdentifier().range.upper == cursor.end else {
      throw Fault("'\(name.value)' cannot be used as a function name", at: name.range)
    }
    if name.value != base, Functions.names.contains(name.value) || session.functions[name.value] != nil {
      throw Fault("'\(name.value)' is already a function", at: name.range)
    }
  }
}
