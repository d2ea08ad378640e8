import Expressions
import WorkedExamples

/// `dropout h 0.2`
package struct DropoutCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "dropout", .data, ["dropout LAYER PROBABILITY [low|high]", "dropout off", "dropout"],
    "drop units of a layer at random while training",
    details: """
      For each sample every unit of the layer is dropped with this probability; the others are multiplied by
      1 / (1 − PROBABILITY) (inverted dropout), so that forward, test and predict use the network as it is. One random
      number is drawn per unit: low (the default) drops those below PROBABILITY, high those from 1 − PROBABILITY on, like
      programs that keep a unit if rand() < keep_prob. Layers are i, h (or h1, h2 …), but not o. off: drop none.
      """,
    examples: ["net 2 8 1; dropout h 0.2; dropout; train 10", "net 2 8 1; dropout h 0.5 high; dropout", "dropout off"])

  enum Choice: Sendable {
    case off
    case layer(Located<String>, Expression, dropsHigh: Bool)
  }

  let setting: Setting<Choice>

  static var stage: SavingStage { .layerSettings }

  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice {
    if operands.take("off") { return .off }
    let layer = try operands.word("a layer, or off")
    let probability = try operands.number("a probability")
    guard !operands.atEnd() else { return .layer(layer, probability, dropsHigh: false) }
    let side = try operands.choice("option", [("low", false), ("high", true)])
    return .layer(layer, probability, dropsHigh: side.value)
  }

  static func commands(_ session: Session) -> [String] {
    let plan = session.settings.plan
    guard let topology = session.state?.network.topology, !plan.dropout.isEmpty else { return ["dropout off"] }
    let names = UnitNames(topology)
    return plan.dropout.sorted { $0.key < $1.key }.compactMap { layer, probability in
      let high = plan.dropsHigh.contains(layer) ? " high" : ""
      return layer < names.sizes.count - 1 ? "dropout \(names.layerName(layer)) \(shortest(probability))\(high)" : nil
    }
  }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    switch choice {
    case .off:
      interpreter.session.settings.plan.dropout = [:]
      interpreter.session.settings.plan.dropsHigh = []
    case .layer(let name, let probability, let dropsHigh):
      let names = UnitNames(try interpreter.session.topology(name.range))
      guard let layer = names.layer(named: name.value), layer < names.sizes.count - 1 else {
        let layers = (0..<names.sizes.count - 1).map(names.layerName).joined(separator: ", ")
        throw Fault(
          "'\(name.value)' is not a layer with dropout", at: name.range, label: "one of \(layers)")
      }
      let value = try interpreter.number(probability)
      guard 0..<1 ~= value else {
        throw Fault("dropout probability must be at least 0 and below 1, got \(shortest(value))", at: probability.range)
      }
      interpreter.session.settings.plan.dropout[layer] = value == 0 ? nil : value
      if dropsHigh, value > 0 {
        interpreter.session.settings.plan.dropsHigh.insert(layer)
      } else {
        interpreter.session.settings.plan.dropsHigh.remove(layer)
      }
    }
  }
}
