import Expressions
import NeuralNetwork

extension Session {
  /// Changes the training plan. Throws if the current conventions do not allow the change.
  mutating func changePlan(_ range: SourceRange, _ change: (inout TrainingPlan) -> Void) throws(Fault) {
    var plan = self.settings.plan
    change(&plan)
    let conventions = plan.rule.conventions
    if conventions.update == .inOrder, let reason = plan.obstacleToInOrder {
      throw Fault(
        "convention update in-order updates layer by layer", at: range, label: reason.what,
        help: "convention update together")
    }
    self.settings.plan = plan
  }
}

extension TrainingPlan {
  /// The setting that `convention update in-order` does not work with; nil if there is none.
  var obstacleToInOrder: (what: String, help: String)? {
    if rule.clip != nil { return ("clip needs all gradients at once", "clip off") }
    if !rule.layerRates.isEmpty {
      return ("layers have rates of their own", "rate \(shortest(rule.rate))")
    }
    return rule.optimizer.followsGradient
      ? nil : ("the current optimizer does not update layer by layer", "optimizer sgd")
  }

  /// The setting that steps by hand under `convention update in-order` do not work with; nil if there is none.
  var obstacleToStepsInOrder: (what: String, help: String)? {
    if let reason = obstacleToInOrder { return reason }
    if rule.optimizer != .sgd { return ("the current optimizer keeps state", "optimizer sgd") }
    if rule.decay != 0 { return ("weight decay is set", "decay 0") }
    if batch != 1 { return ("the batch size is \(batch.map(String.init) ?? "all")", "batch 1") }
    return nil
  }
}
