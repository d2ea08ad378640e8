import Expressions
import NeuralNetwork

extension Session {
  /// Changes the plan of trainings. Throws where the conventions in force do not go with the change.
  mutating func changePlan(_ range: SourceRange, _ change: (inout TrainingPlan) -> Void) throws(Fault) {
    var plan = self.settings.plan
    change(&plan)
    let conventions = plan.rule.conventions
    if conventions.update == .inOrder, let reason = plan.obstacleToInOrder {
      throw Fault(
        "convention update in-order updates layer by layer", at: range, label: reason.what,
        help: "convention update together")
    }
    if conventions.arithmetic == .textbook, plan.rule.precision == .single {
      throw Fault("textbook arithmetic is double precision", at: range, help: "convention arithmetic fused")
    }
    self.settings.plan = plan
  }
}

extension TrainingPlan {
  /// Why `convention update in-order` does not go with these settings; nil if it does.
  var obstacleToInOrder: (what: String, help: String)? {
    if rule.clip != nil { return ("clip looks at all gradients at once", "clip off") }
    return rule.optimizer.followsGradient ? nil : ("the optimizer in force knows no layers", "optimizer sgd")
  }

  /// Why steps by hand under `convention update in-order` do not.
  var obstacleToStepsInOrder: (what: String, help: String)? {
    if let reason = obstacleToInOrder { return reason }
    if rule.optimizer != .sgd { return ("an optimizer that remembers is in force", "optimizer sgd") }
    if rule.decay != 0 { return ("a decay is in force", "decay 0") }
    if batch != 1 { return ("a batch of \(batch.map(String.init) ?? "all") samples is in force", "batch 1") }
    return nil
  }
}
