import Expressions
import NeuralNetwork
import WorkedExamples

// Each setting as the command that would set it.
extension Settings {
  var rateText: String { "rate \(shortest(plan.rule.rate))" }
  var batchText: String { "batch \(plan.batch.map(String.init) ?? "all")" }
  var shuffleText: String { "shuffle \(plan.shuffle.rawValue)" }
  var lossText: String { "loss \(plan.rule.loss.rawValue)" }
  var decayText: String { "decay \(shortest(plan.rule.decay))\(plan.rule.decaysBiases ? "" : " weights")" }
  var clipText: String { "clip \(plan.rule.clip.map(shortest) ?? "off")" }
  var flatSpotText: String { "flat-spot \(shortest(plan.rule.flatSpot))" }
  var reportText: String {
    guard let report else { return "report off" }
    let from = reportFrom.map { " from \($0)" } ?? ""
    return "report \(report)\(from)\(reported.map { $0.plainName == nil ? " (\($0))" : " \($0)" }.joined())"
  }

  /// Whether a training prints a line after this epoch.
  func reports(_ epoch: Int) -> Bool {
    guard let report else { return false }
    return (epoch - (reportFrom ?? 0)) % report == 0 && epoch >= reportFrom ?? 0
  }

  /// Epochs until the next one that a line is printed for.
  func epochsToReport(after epoch: Int) -> Int {
    guard let report else { return .max }
    let first = reportFrom ?? report
    return epoch < first ? first - epoch : report - (epoch - first) % report
  }
  var threadsText: String { "threads \(plan.threads)" }
  var precisionText: String { "precision \(plan.rule.precision.rawValue)" }

  var optimizerText: String {
    let optimizer = plan.rule.optimizer
    return
      (["optimizer \(optimizer.definition.name)"] + optimizer.operands.map(shortest)
      + (optimizer.option ? [optimizer.definition.option ?? ""] : [])).joined(separator: " ")
  }

  var scheduleText: String {
    switch plan.schedule {
    case .constant: "schedule constant"
    case .halveOnRise(let after, let floor): "schedule halve-on-rise after \(after) floor \(shortest(floor))"
    case .step(let epochs, let factor): "schedule step \(epochs) \(shortest(factor))"
    case .exponential(let factor): "schedule exponential \(shortest(factor))"
    case .cosine(let epochs): "schedule cosine \(epochs)"
    }
  }

  var stopTexts: [String] {
    let rules: [StopReason?] = [
      plan.stop.loss.map { .loss($0) }, plan.stop.improvement.map { .improvement($0) },
      plan.stop.gradient.map { .gradient($0) }, plan.stop.patience.map { .patience($0) },
    ]
    let texts = rules.compactMap { $0?.command }
    return texts.isEmpty ? ["stop off"] : texts
  }

  /// - Parameter names: of the network, if there is one.
  func dropoutTexts(_ names: UnitNames?) -> [String] {
    guard let names, !plan.dropout.isEmpty else { return ["dropout off"] }
    return plan.dropout.sorted { $0.key < $1.key }.compactMap { layer, share in
      let high = plan.dropsHigh.contains(layer) ? " high" : ""
      return layer < names.sizes.count - 1 ? "dropout \(names.layerName(layer)) \(shortest(share))\(high)" : nil
    }
  }

  /// The settings of trainings as commands, for `show settings`.
  ///
  /// - Parameter names: of the network, if there is one; dropout names its layers.
  package func commands(_ names: UnitNames?) -> [String] {
    [rateText, batchText, shuffleText, lossText, optimizerText, decayText, clipText] + dropoutTexts(names)
      + [flatSpotText, scheduleText] + stopTexts + [reportText, threadsText, precisionText]
  }
}
