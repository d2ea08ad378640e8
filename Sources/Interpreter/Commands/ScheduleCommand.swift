import Expressions
import NeuralNetwork

/// `schedule halve-on-rise after 20 floor 1e-6`
package struct ScheduleCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "schedule", .data,
    [
      "schedule constant", "schedule halve-on-rise [after EPOCHS] [floor RATE]", "schedule step EPOCHS FACTOR",
      "schedule exponential FACTOR", "schedule cosine EPOCHS", "schedule linear EPOCHS [floor RATE]",
      "schedule inverse-time DECAY", "schedule",
    ],
    "change the rate from epoch to epoch (default constant)",
    details: """
      constant: the rate as it is set. halve-on-rise: halve the rate when the loss of an epoch is higher than that
      of the one before, after the first EPOCHS and not below RATE. step: multiply by FACTOR every EPOCHS epochs.
      exponential: multiply by FACTOR every epoch. cosine: down to 0 over EPOCHS epochs along half a cosine. linear:
      down to RATE (default 0) over EPOCHS epochs in a straight line. inverse-time: the rate divided by 1 + DECAY *
      epoch.
      Epochs count from the creation of the network; the name rate is the current rate.
      """,
    examples: [
      "schedule halve-on-rise after 20 floor 1e-6; schedule", "net 2 4 1; schedule step 100 0.5; train 250; print rate",
    ])

  enum Form: String, Sendable, CaseIterable {
    case constant
    case halveOnRise = "halve-on-rise"
    case step, exponential, cosine, linear
    case inverseTime = "inverse-time"
  }

  struct Choice: Sendable {
    let form: Form
    var epochs: Expression?
    /// A factor, a lowest rate or a decay.
    var number: Expression?
  }

  let setting: Setting<Choice>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice {
    var choice = Choice(form: try operands.choice("schedule").value)
    switch choice.form {
    case .constant: break
    case .halveOnRise:
      while !operands.atEnd() {
        if choice.epochs == nil, operands.take("after") {
          choice.epochs = try operands.number("a number of epochs")
        } else if choice.number == nil, operands.take("floor") {
          choice.number = try operands.number("a rate")
        } else {
          break
        }
      }
    case .step, .cosine, .linear:
      choice.epochs = try operands.number("a number of epochs")
      if choice.form == .step { choice.number = try operands.number("a factor") }
      if choice.form == .linear, operands.take("floor") { choice.number = try operands.number("a rate") }
    case .exponential: choice.number = try operands.number("a factor")
    case .inverseTime: choice.number = try operands.number("a decay")
    }
    return choice
  }

  static func commands(_ session: Session) -> [String] {
    switch session.settings.plan.schedule {
    case .constant: ["schedule constant"]
    case .halveOnRise(let after, let floor): ["schedule halve-on-rise after \(after) floor \(shortest(floor))"]
    case .step(let epochs, let factor): ["schedule step \(epochs) \(shortest(factor))"]
    case .exponential(let factor): ["schedule exponential \(shortest(factor))"]
    case .cosine(let epochs): ["schedule cosine \(epochs)"]
    case .linear(let epochs, let floor): ["schedule linear \(epochs) floor \(shortest(floor))"]
    case .inverseTime(let decay): ["schedule inverse-time \(shortest(decay))"]
    }
  }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    let first = choice.form == .halveOnRise ? 0 : 1
    let epochs = try choice.epochs.map { try interpreter.whole($0, "the number of epochs", in: first...1 << 52) } ?? 0
    func number(_ name: String) throws(Fault) -> Double {
      try choice.number.map { number throws(Fault) in try interpreter.notNegative(number, name) } ?? 0
    }
    let schedule: Schedule =
      switch choice.form {
      case .constant: .constant
      case .halveOnRise: .halveOnRise(after: epochs, floor: try number("the lowest rate"))
      case .step: .step(epochs: epochs, factor: try number("the factor"))
      case .exponential: .exponential(try number("the factor"))
      case .cosine: .cosine(epochs: epochs)
      case .linear: .linear(epochs: epochs, floor: try number("the lowest rate"))
      case .inverseTime: .inverseTime(decay: try number("the decay"))
      }
    interpreter.session.settings.plan.schedule = schedule
    interpreter.session.restartSchedule()
  }
}
