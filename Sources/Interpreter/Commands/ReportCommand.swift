import Expressions

/// `report 100`
package struct ReportCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "report", .data, ["report EPOCHS [from EPOCH]", "report off", "report"],
    "print the loss every so many epochs of a training",
    details: """
      report 10: after epochs 10, 20, …; report 10 from 1: after epochs 1, 11, …
      A rate that schedule halve-on-rise has halved is reported too.
      """,
    examples: ["net 2 4 1; report 100; train 300", "report off; report"])

  struct Choice: Sendable {
    /// Nil for none.
    var every: Expression?
    var from: Expression?
  }

  let setting: Setting<Choice>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice {
    guard let every = try operands.numberOrOff("a number of epochs") else { return Choice() }
    return Choice(every: every, from: operands.take("from") ? try operands.number("an epoch") : nil)
  }

  static func commands(_ session: Session) -> [String] { [session.settings.reportText] }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    interpreter.session.settings.report = try choice.every.map {
      try interpreter.whole($0, "a number of epochs", in: 1...1 << 52)
    }
    interpreter.session.settings.reportFrom = try choice.from.map {
      try interpreter.whole($0, "an epoch", in: 0...1 << 52)
    }
  }
}
