import Expressions
import NeuralNetwork

// Each setting as the command that would set it.
extension Settings {
  var rateText: String { "rate \(shortest(plan.update.rate))" }
  var batchText: String { "batch \(plan.batch.map(String.init) ?? "all")" }
  var shuffleText: String { "shuffle \(plan.shuffle ? "on" : "off")" }
  var reportText: String { "report \(report.map(String.init) ?? "off")" }

  /// The settings of trainings, for `show settings`.
  package var commands: [String] { [rateText, batchText, shuffleText, reportText] }
}
