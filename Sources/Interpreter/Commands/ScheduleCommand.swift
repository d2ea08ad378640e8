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

  enum Form: Sendable {
    case constant
    case halveOnRise(after: Expression?, floor: Expression?)
    case step(Expression, Expression)
    case exponential(Expression)
    case cosine(Expression)
    case linear(Expression, floor: Expression?)
    case inverseTime(Expression)
  }

  let setting: Setting<Form>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Form {
    enum Kind { case constant, halveOnRise, step, exponential, cosine, linear, inverseTime }
    switch try operands.choice(
      "schedule",
      [
        ("constant", Kind.constant), ("halve-on-rise", .halveOnRise), ("step", .step), ("exponential", .exponential),
        ("cosine", .cosine), ("linear", .linear), ("inverse-time", .inverseTime),
      ]
    ).value {
    case .constant: return .constant
    case .halveOnRise:
      var after: Expression?
      var floor: Expression?
      while !operands.atEnd() {
        if after == nil, operands.take("after") {
          after = try operands.number("a number of epochs")
        } else if floor == nil, operands.take("floor") {
          floor = try operands.number("a rate")
        } else {
          break
        }
      }
      return .halveOnRise(after: after, floor: floor)
    case .step: return .step(try operands.number("a number of epochs"), try operands.number("a factor"))
    case .exponential: return .exponential(try operands.number("a factor"))
    case .cosine: return .cosine(try operands.number("a number of epochs"))
    case .linear:
      let count = try operands.number("a number of epochs")
      return .linear(count, floor: operands.take("floor") ? try operands.number("a rate") : nil)
    case .inverseTime: return .inverseTime(try operands.number("a decay"))
    }
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

  func set(_ form: Form, _ interpreter: Interpreter) throws {
    func epochs(_ count: Expression, from minimum: Int) throws(Fault) -> Int {
      try interpreter.whole(count, "the number of epochs", in: minimum...1 << 52)
    }
    let schedule: Schedule
    switch form {
    case .constant: schedule = .constant
    case .halveOnRise(let after, let floor):
      schedule = .halveOnRise(
        after: try after.map { try epochs($0, from: 0) } ?? 0,
        floor: try floor.map { try interpreter.notNegative($0, "the lowest rate") } ?? 0)
    case .step(let count, let factor):
      schedule = .step(epochs: try epochs(count, from: 1), factor: try interpreter.notNegative(factor, "the factor"))
    case .exponential(let factor): schedule = .exponential(try interpreter.notNegative(factor, "the factor"))
    case .cosine(let count): schedule = .cosine(epochs: try epochs(count, from: 1))
    case .linear(let count, let floor):
      schedule = .linear(
        epochs: try epochs(count, from: 1),
        floor: try floor.map { try interpreter.notNegative($0, "the lowest rate") } ?? 0)
    case .inverseTime(let decay): schedule = .inverseTime(decay: try interpreter.notNegative(decay, "the decay"))
    }
    interpreter.session.settings.plan.schedule = schedule
    interpreter.session.restartSchedule()
  }
}
