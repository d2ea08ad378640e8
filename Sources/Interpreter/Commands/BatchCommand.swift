import Expressions

/// `batch 1|32|all`
package struct BatchCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "batch", .data, ["batch COUNT", "batch all", "batch"], "set how many samples make one update (default 1)",
    details: """
      1: after every sample (stochastic); all: once an epoch; between them: mini-batches, of which the last in an
      epoch takes what is left. The update follows the mean of the gradients, or their sum by convention batch sum.
      """,
    examples: ["batch 32; batch", "batch all"])

  let setting: Setting<Expression?>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Expression? {
    operands.take("all") ? nil : try operands.number("a number of samples, or all")
  }

  static func commands(_ session: Session) -> [String] { [session.settings.batchText] }

  func set(_ count: Expression?, _ interpreter: Interpreter) throws {
    let size = try count.map { count throws(Fault) in try interpreter.whole(count, "a batch", in: 1...Int.max) }
    try interpreter.changePlan(count?.range ?? setting.range) { $0.batch = size }
  }
}
