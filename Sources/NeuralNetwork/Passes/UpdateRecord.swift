/// The record of an update: the old values and G = −∂E/∂w, by parameter, and the optimizer's state before and after it.
package struct UpdateRecord: Sendable {
  package var old: [Double]
  package var direction: [Double]
  package var rule: StepRule
  package var samples: Int
  /// The factor by which G was clipped; nil if it was not.
  package var clipping: Double?
  package var stateBefore = OptimizerState()
  package var state = OptimizerState()

  package init(old: [Double], direction: [Double], rule: StepRule, samples: Int) {
    self.old = old
    self.direction = direction
    self.rule = rule
    self.samples = samples
  }
}
