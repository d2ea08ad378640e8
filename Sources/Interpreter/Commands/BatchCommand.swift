import Expressions

/// `batch 1|32|all`
package struct BatchCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "batch", .data, ["batch COUNT", "batch all", "batch"], "set the batch size (default 1)",
    details: """
      1: update after every sample (stochastic). all: once per epoch. In between: mini-batches, the last of an epoch
      taking what is left. An update uses the mean of the gradients, or their sum with convention batch sum.
      """,
    examples: ["batch 32; batch", "batch all"])

  let setting: Setting<Expression?>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Expression? {
    operands.take("all") ? nil : try operands.number("a number of samples, or all")
  }

  static func commands(_ session: Session) -> [String] {
    ["batch \(session.settings.plan.batch.map(String.init) ?? "all")"]
  }

  func set(_ count: Expression?, _ interpreter: Interpreter) throws {
    let size = try count.map { count throws(Fault) in try interpreter.whole(count, "batch size", in: 1...Int.max) }
    try interpreter.session.changePlan(count?.range ?? setting.range) { $0.batch = size }
  }
}
