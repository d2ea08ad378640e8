import Expressions
import WorkedExamples

/// `dropout h 0.2`
package struct DropoutCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "dropout", .data, ["dropout LAYER SHARE", "dropout off", "dropout"],
    "leave out units of a layer at random while training",
    details: """
      For each sample every unit of the layer is left out with this probability; the others count 1 / (1 − share) times
      (inverted dropout), so that forward, test and predict use the network as it is. One random number is drawn for each
      unit of such a layer. Layers are i, h (or h1, h2 …); not o.
      """,
    examples: ["net 2 8 1; dropout h 0.2; dropout; train 10", "dropout off"])

  enum Choice: Sendable {
    case off
    case layer(Located<String>, Expression)
  }

  let setting: Setting<Choice>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice {
    if operands.take("off") { return .off }
    return .layer(try operands.word("a layer, or off"), try operands.number("a share"))
  }

  static func commands(_ session: Session) -> [String] {
    session.settings.dropoutTexts(session.state.map { UnitNames($0.network.topology) })
  }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    switch choice {
    case .off: interpreter.session.settings.plan.dropout = [:]
    case .layer(let name, let share):
      let names = UnitNames(try interpreter.session.network(name.range).network.topology)
      guard let layer = names.layer(named: name.value), layer < names.sizes.count - 1 else {
        let layers = (0..<names.sizes.count - 1).map(names.layerName).joined(separator: ", ")
        throw Fault(
          "'\(name.value)' is no layer that units can be left out of", at: name.range, label: "one of \(layers)")
      }
      let value = try interpreter.number(share)
      guard 0..<1 ~= value else {
        throw Fault("a share is from 0 to below 1, got \(shortest(value))", at: share.range)
      }
      interpreter.session.settings.plan.dropout[layer] = value == 0 ? nil : value
    }
  }
}
