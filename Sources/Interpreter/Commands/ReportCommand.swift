import Expressions
import WorkedExamples

/// `report 100`
package struct ReportCommand: Command {
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

  private enum Choice: Sendable {
    case off
    case every(Expression, from: Expression?, [WholePart])
  }

  private var choice: Choice?

  package init(_ operands: inout OperandReader) throws(Fault) {
    guard !operands.atEnd() else { return }
    guard !operands.take("off") else {
      choice = .off
      return
    }
    let every = try operands.number("a number of epochs, or off")
    let from = operands.take("from") ? try operands.number("an epoch") : nil
    var measures: [WholePart] = []
    while !operands.atEnd() {
      measures.append(try operands.choice("measure of an epoch", Self.measures.map { ($0.rawValue, $0) }).value)
    }
    choice = .every(every, from: from, measures)
  }

  package func run(_ interpreter: Interpreter) throws {
    switch choice {
    case nil: interpreter.output.line(interpreter.session.settings.reportText)
    case .off: interpreter.session.settings.report = nil
    case .every(let epochs, let from, let measures):
      interpreter.session.settings.report = try interpreter.whole(epochs, "a number of epochs", in: 1...1 << 52)
      interpreter.session.settings.reportFrom = try from.map { try interpreter.whole($0, "an epoch", in: 0...1 << 52) }
      interpreter.session.settings.reported = measures
    }
  }
}
