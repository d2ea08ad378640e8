import Expressions
import NeuralNetwork
import WorkedExamples

/// `rate 0.5`
package struct RateCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "rate", .data, ["rate NUMBER", "rate LAYER NUMBER", "rate"], "set the learning rate (default 0.5)",
    details: """
      0 leaves the weights unchanged. A schedule starts again from the new rate. With a layer: the rate of the weights
      and biases into it; a schedule changes it in proportion, and rate NUMBER takes it back. Without operands: the rates
      that were set.
      Until a rate is set, it is the optimizer's default: see optimizer.
      """,
    examples: ["rate 0.1; rate", "rate (1/3)", "net 2 4 1; rate h 0.1; rate; step 0 1 : 1"])

  struct Choice: Sendable {
    /// Nil for the whole network.
    var layer: Located<String>?
    let rate: Expression
  }

  let setting: Setting<Choice>

  static var stage: SavingStage { .layerSettings }

  /// A rate that was never set stays the optimizer's default.
  static func saved(_ session: Session) -> [String] {
    let isGiven = session.settings.plan.rule.givenRate != nil
    return isGiven ? commands(session) : Array(commands(session).dropFirst())
  }

  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice {
    guard operands.atLetter() else { return Choice(rate: try operands.number("a learning rate")) }
    let layer = try operands.word("a layer")
    guard !operands.atEnd() else {
      throw Fault(
        "'\(layer.value)' is not a number", at: layer.range, label: "expected a learning rate",
        help: "put an expression used as an operand in parentheses: (\(layer.value))")
    }
    return Choice(layer: layer, rate: try operands.number("a learning rate"))
  }

  static func commands(_ session: Session) -> [String] {
    let rule = session.settings.plan.rule
    guard let topology = session.state?.network.topology else { return ["rate \(shortest(rule.rate))"] }
    let names = UnitNames(topology)
    let own = rule.layerRates.sorted { $0.key < $1.key }.filter { $0.key < names.sizes.count }
    return ["rate \(shortest(rule.rate))"] + own.map { "rate \(names.layerName($0.key)) \(shortest($0.value))" }
  }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    let rate = try interpreter.notNegative(choice.rate, "learning rate")
    guard let name = choice.layer else {
      interpreter.session.settings.plan.rule.rate = rate
      interpreter.session.settings.plan.rule.layerRates = [:]
      return interpreter.session.restartSchedule()
    }
    let names = UnitNames(try interpreter.session.network(name.range).network.topology)
    guard let layer = names.layer(named: name.value), layer > 0 else {
      let layers = (1..<names.sizes.count).map(names.layerName).joined(separator: ", ")
      throw Fault("'\(name.value)' is not a layer with weights", at: name.range, label: "one of \(layers)")
    }
    try interpreter.session.changePlan(name.range) { $0.rule.layerRates[layer] = rate }
  }
}
