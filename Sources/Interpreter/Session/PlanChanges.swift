import Expressions
import NeuralNetwork

extension Interpreter {
  /// Changes the plan of trainings. Throws where the conventions in force do not go with the change.
  func changePlan(_ range: SourceRange, _ change: (inout TrainingPlan) -> Void) throws(Fault) {
    var plan = session.settings.plan
    change(&plan)
    let conventions = plan.rule.conventions
    if conventions.update == .inOrder, let reason = plan.refusalOfInOrder {
      throw Fault(
        "convention update in-order updates layer by layer", at: range, label: reason.what,
        help: "convention update together")
    }
    if conventions.arithmetic == .textbook, plan.update.precision == .single {
      throw Fault("textbook arithmetic is double precision", at: range, help: "convention arithmetic fused")
    }
    session.settings.plan = plan
  }
}
