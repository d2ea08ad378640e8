/// The state an optimizer keeps between updates: up to two numbers per parameter, and the number of updates.
package struct OptimizerState: Sendable, Equatable {
  package var first: [Double] = []
  package var second: [Double] = []
  package var updates = 0
  /// The optimizer's `powerFactors`, multiplied over the updates: β₁ᵗ and β₂ᵗ of adam.
  package var powers = SIMD2<Double>(1, 1)
  /// The population of a genetic algorithm, best first.
  package var population: [[Double]] = []

  package init() {}

  mutating func prepare(_ optimizer: Optimizer, parameters: Int) {
    let count = optimizer.memory > 0 ? parameters : 0
    guard first.count != count || second.count != count else { return }
    let initial = optimizer.method.initialState
    if first.count != count { first = [Double](repeating: initial.x, count: count) }
    if second.count != count { second = [Double](repeating: initial.y, count: count) }
  }

  /// Counts an update.
  package mutating func advance(_ optimizer: Optimizer) { advance(optimizer.method) }

  mutating func advance(_ method: any OptimizerMethod) {
    updates += 1
    powers *= method.powerFactors(updates)
  }
}
