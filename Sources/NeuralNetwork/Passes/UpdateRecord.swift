/// What an update did: the values before it and the direction (−∂E/∂w) it followed.
package struct UpdateRecord: Sendable {
  package var old: [Double]
  package var direction: [Double]
  package var rate: Double
  package var samples: Int

  package init(old: [Double], direction: [Double], rate: Double, samples: Int) {
    self.old = old
    self.direction = direction
    self.rate = rate
    self.samples = samples
  }
}
