import NeuralNetwork

/// Derivatives of the loss by central differences: (8·(E(+h) − E(−h)) − (E(+2h) − E(−2h))) / 12h, with an error of
/// order h⁴.
package struct FiniteDifference: Sendable {
  /// The number that is moved.
  package enum Moved: Sendable, Hashable {
    case parameter(Int)
    case net(Int)
    case out(Int)
  }

  /// The network as of the forward pass.
  private let network: Network
  private let inputs: [Double]
  private let target: [Double]
  private let rule: StepRule
  /// The unit whose output is differentiated; nil for the loss.
  private let seed: Int?

  package init(_ network: Network, inputs: [Double], target: [Double], rule: StepRule, seed: Int? = nil) {
    self.network = network
    self.inputs = inputs
    self.target = target
    self.rule = rule
    self.seed = seed
  }

  /// The derivative of E with respect to the moved number; h is `step` times its size, but at least `step`.
  package func slope(at moved: Moved, around value: Double, step: Double = 1e-3) -> Double {
    FiniteDifference.slope(step: step * max(1, value.magnitude)) { loss(moving: moved, by: $0) }
  }

  /// The derivative of a function at a number, h as above.
  static func slope(around value: Double, step: Double = 1e-3, _ function: (Double) -> Double) -> Double {
    slope(step: step * max(1, value.magnitude)) { function(value + $0) }
  }

  private static func slope(step h: Double, _ moved: (Double) -> Double) -> Double {
    let near = moved(h) - moved(-h)
    let far = moved(2 * h) - moved(-2 * h)
    return (8 * near - far) / (12 * h)
  }

  /// The loss, or the unit's output, with one number moved.
  func loss(moving number: Moved, by amount: Double) -> Double {
    let topology = network.topology
    let (flat, activations) = (topology.flat, topology.activations)
    var pass = ForwardPass(
      net: [Double](repeating: 0, count: topology.unitCount), out: [Double](repeating: 0, count: topology.unitCount))
    for (unit, input) in inputs.enumerated() {
      pass.out[unit] = input + (number == .out(unit) ? amount : 0)
    }
    for units in flat.layers.dropFirst() {
      for unit in units {
        pass.net[unit] = sum(into: unit, pass.out, flat, number, amount) + (number == .net(unit) ? amount : 0)
        let activation = activations[unit]
        pass.out[unit] = activation == .softmax ? 0 : FusedDouble.activate(activation, pass.net[unit])
      }
      if units.contains(where: { activations[$0] == .softmax }) {
        softmax(units.filter { activations[$0] == .softmax }, &pass)
      }
      for unit in units where number == .out(unit) { pass.out[unit] += amount }
    }
    if let seed { return pass.out[seed] }
    return network.loss(pass, target: target, rule.loss)
  }

  /// The net input of a unit, by other means than the passes: plain sums.
  private func sum(
    into unit: Int, _ out: [Double], _ flat: FlatTopology, _ number: Moved, _ amount: Double
  ) -> Double {
    let moved = if case .parameter(let parameter) = number { parameter } else { -1 }
    return network.values.withUnsafeBufferPointer { values in
      func value(_ parameter: Int) -> Double { parameter == moved ? values[parameter] + amount : values[parameter] }
      var sum = 0.0
      let row = flat.incoming[unit]
      for index in 0..<row.count {
        let (source, parameter) = flat.connection(row, index)
        sum += value(parameter) * out[source]
      }
      let bias = flat.bias[unit]
      guard bias >= 0 else { return sum }
      return rule.conventions.biasSign == .threshold ? sum - value(bias) : sum + value(bias)
    }
  }

  private func softmax(_ units: [Int], _ pass: inout ForwardPass) {
    guard let largest = units.map({ pass.net[$0] }).max() else { return }
    let powers = units.map { Elementary.exp(pass.net[$0] - largest) }
    let sum = powers.reduce(0, +)
    for (unit, power) in zip(units, powers) { pass.out[unit] = power / sum }
  }
}
