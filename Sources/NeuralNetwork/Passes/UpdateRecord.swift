/// The record of an update: the old values and G = −∂E/∂w, by parameter.
package struct UpdateRecord: Sendable {
  package var old: [Double]
  package var direction: [Double]
  package var rule: StepRule
  package var samples: Int

  package init(old: [Double], direction: [Double], rule: StepRule, samples: Int) {
    self.old = old
    self.direction = direction
    self.rule = rule
    self.samples = samples
  }
}
