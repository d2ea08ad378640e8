import Expressions
import NeuralNetwork

/// `precision single`
package struct PrecisionCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "precision", .data, ["precision double|single", "precision"], "choose single or double precision (default double)",
    details: """
      double computes in 64 bits, about 16 digits.
      single computes in 32 bits by the same definition, the loss too: about 7 digits, and faster on large networks.
      With convention arithmetic textbook it rounds every product and every sum, as numpy's float32 and PyTorch do.
      """,
    examples: ["precision single; net 2 4 1; train 10", "precision"])

  let setting: Setting<Located<Precision>>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Located<Precision> {
    try operands.choice("precision")
  }

  static func commands(_ session: Session) -> [String] {
    ["precision \(session.settings.plan.rule.precision.rawValue)"]
  }

  func set(_ precision: Located<Precision>, _ interpreter: Interpreter) throws {
    try interpreter.session.changePlan(precision.range) { $0.rule.precision = precision.value }
  }
}
