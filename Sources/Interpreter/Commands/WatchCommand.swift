import Expressions

/// `watch w7, loss`
package struct WatchCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "watch", .inspection, ["watch VALUE, …", "watch off", "watch"], "print a value after every command that changes it",
    details: """
      Any expression can be watched: a quantity, a layer's vector, (w1 - w2)^2.
      unwatch stops it for some values. off: watch none.
      """,
    examples: ["net 2 4 1; watch w7, b[h]; step 0 1 : 1", "net 2 4 1; watch loss; train 100; watch"])

  let setting: Setting<[Expression]>

  static var stage: SavingStage { .watches }

  /// No values for `off`.
  static func read(_ operands: inout OperandReader) throws(Fault) -> [Expression] {
    try operands.take("off") ? [] : operands.expressions("a value")
  }

  static func commands(_ session: Session) -> [String] {
    let watched = session.watched.map { "watch \($0)" }
    return watched.isEmpty ? ["watch off"] : watched
  }

  func set(_ values: [Expression], _ interpreter: Interpreter) throws {
    if values.isEmpty { interpreter.session.watched = [] }
    for value in values {
      interpreter.watchedValues.forget(value)
      guard !interpreter.session.watched.contains(where: { "\($0)" == "\(value)" }) else { continue }
      interpreter.session.watched.append(value)
    }
  }
}
