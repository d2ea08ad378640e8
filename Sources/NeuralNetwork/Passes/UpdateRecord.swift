/// What an update did: the values before it and the direction (−∂E/∂w) it followed.
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
