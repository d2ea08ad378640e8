import Expressions

/// `threads 2`
package struct ThreadsCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "threads", .data, ["threads COUNT", "threads"], "set the number of threads for large networks (default 1)",
    details: "Results are the same to the bit with any number of threads.", examples: ["threads 2; threads"])

  let setting: Setting<Expression>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Expression {
    try operands.number("a number of threads")
  }

  static func commands(_ session: Session) -> [String] { ["threads \(session.settings.plan.threads)"] }

  func set(_ count: Expression, _ interpreter: Interpreter) throws {
    interpreter.session.settings.plan.threads = try interpreter.whole(count, "the number of threads", in: 1...256)
  }
}
