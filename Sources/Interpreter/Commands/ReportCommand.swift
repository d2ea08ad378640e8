import Expressions
import WorkedExamples

/// `report 100`
package struct ReportCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "report", .data,
    [
      "report EPOCHS [from EPOCH] [loss|sse|mse|mae|misclassified|accuracy|(EXPRESSION) …]",
      "report samples [i|net|out|target|error|delta|change|w …]", "report off", "report",
    ],
    "print the loss every N epochs of a training",
    details: """
      report 10: after epochs 10, 20, …; report 10 from 1: after epochs 1, 11, …; report 10 sse mae: these instead
      of the loss. An expression in parentheses may use any name, as it is after the epoch: report 10 (sqrt(mse)) for
      the root mean square error, report 10 (100 * accuracy), report 10 (loss + 0.01 * sum(w[h]^2)) with a penalty.
      report samples: a table for each epoch, with the inputs, net input, output and target of every sample, the change
      of the parameters and their new values, as textbooks print a training; or with these columns: report samples i w.
      When schedule halve-on-rise halves the rate, that is reported too. off: print only the loss at the end.
      """,
    examples: [
      "net 2 1:step; init zeros; data or; rule perceptron; rate 1; report samples; train 2; report",

      "net 2 4 1; report 100; train 300", "net 2 4 1; report 1 sse (sqrt(mse)); train 3", "report off; report",
    ])

  private static let measures: [WholePart] = [.loss, .sse, .mse, .mae, .misclassified, .accuracy]

  struct Choice: Sendable {
    /// Nil to turn reports off.
    var every: Expression?
    var from: Expression?
    /// Names of measures, and expressions given in parentheses.
    var measures: [Expression] = []
    /// The columns of a table of the samples instead.
    var columns: [SampleColumn]?
  }

  let setting: Setting<Choice>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice {
    if operands.take("samples") {
      var columns: [SampleColumn] = []
      while !operands.atEnd() { columns.append(try operands.choice("column").value) }
      return Choice(columns: columns.isEmpty ? SampleColumn.initial : columns)
    }
    guard let every = try operands.numberOrOff("a number of epochs") else { return Choice() }
    var choice = Choice(every: every, from: operands.take("from") ? try operands.number("an epoch") : nil)
    while !operands.atEnd() {
      guard operands.cursor.byte != Ascii.openParenthesis else {
        choice.measures.append(try operands.number("an expression"))
        continue
      }
      if let word = operands.peekWord(), word.value.contains(where: { "()+-*/^".contains($0) }) {
        throw Fault(
          "\(word.value) is not an epoch measure", at: word.range,
          help: "put an expression in parentheses: (\(word.value))")
      }
      let names = measures.map { ($0.rawValue, Expression(.name(Name($0.rawValue)))) }
      choice.measures.append(try operands.choice("epoch measure", names).value)
    }
    return choice
  }

  static func commands(_ session: Session) -> [String] {
    let settings = session.settings
    if let columns = settings.sampleColumns {
      return ["report samples \(columns.map(\.rawValue).joined(separator: " "))"]
    }
    guard let report = settings.report else { return ["report off"] }
    let from = settings.reportFrom.map { " from \($0)" } ?? ""
    let values = settings.reported.map { $0.plainName == nil ? " (\($0))" : " \($0)" }
    return ["report \(report)\(from)\(values.joined())"]
  }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    var settings = interpreter.session.settings
    settings.sampleColumns = choice.columns
    settings.report = try choice.every.map { try interpreter.whole($0, "the number of epochs", in: 1...1 << 52) }
    settings.reportFrom = try choice.from.map { try interpreter.whole($0, "the first epoch", in: 0...1 << 52) }
    settings.reported = choice.measures
    interpreter.session.settings = settings
  }
}
