import Expressions
import WorkedExamples

/// `report 100`
package struct ReportCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "report", .data,
    ["report EPOCHS [from EPOCH] [loss|sse|mse|mae|misclassified|accuracy …]", "report off", "report"],
    "print the loss every so many epochs of a training",
    details: """
      report 10: after epochs 10, 20, …; report 10 from 1: after epochs 1, 11, …; report 10 sse mae: these instead of
      the loss. A rate that schedule halve-on-rise has halved is reported too.
      """,
    examples: ["net 2 4 1; report 100; train 300", "net 2 4 1; report 1 sse; train 3", "report off; report"])

  private static let measures: [WholePart] = [.loss, .sse, .mse, .mae, .misclassified, .accuracy]

  struct Choice: Sendable {
    /// Nil for none.
    var every: Expression?
    var from: Expression?
    var measures: [WholePart] = []
  }

  let setting: Setting<Choice>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice {
    guard let every = try operands.numberOrOff("a number of epochs") else { return Choice() }
    var choice = Choice(every: every, from: operands.take("from") ? try operands.number("an epoch") : nil)
    while !operands.atEnd() {
      choice.measures.append(try operands.choice("measure of an epoch", measures.map { ($0.rawValue, $0) }).value)
    }
    return choice
  }

  static func commands(_ session: Session) -> [String] { [session.settings.reportText] }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    interpreter.session.settings.report = try choice.every.map {
      try interpreter.whole($0, "a number of epochs", in: 1...1 << 52)
    }
    interpreter.session.settings.reportFrom = try choice.from.map {
      try interpreter.whole($0, "an epoch", in: 0...1 << 52)
    }
    interpreter.session.settings.reported = choice.measures
  }
}
