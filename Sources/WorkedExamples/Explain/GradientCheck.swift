import Expressions
import NeuralNetwork

/// Compares backpropagation with central differences, parameter by parameter.
package struct GradientCheck: Sendable {
  package struct Row: Sendable {
    package var parameter: Int
    /// ∂E/∂parameter by backpropagation.
    package var gradient: Double
    package var difference: Double
    /// |gradient − difference| / max(|gradient|, |difference|, a thousandth of the largest gradient, 1e-6).
    package var error: Double
  }

  /// Worst first.
  package private(set) var rows: [Row] = []
  /// The number of parameters not checked, to stay within the budget.
  package private(set) var skipped = 0

  /// The number of multiplications above which only some of the parameters are checked.
  private static let budget = 4_000_000_000

  /// The number of samples for which the budget allows at least twenty parameters.
  package static func sampleLimit(parameters: Int) -> Int { max(1, budget / 80 / max(1, parameters)) }

  /// - Parameters:
  ///   - samples: inputs and targets; E is their mean, or their sum under `convention batch sum`.
  ///   - step: h of the differences, times the parameter's size if that is above 1.
  ///   - isInterrupted: asked before each parameter; the check ends there, or wherever `Limits` are reached.
  package init(
    _ network: Network, _ samples: [(inputs: [Double], target: [Double])], _ rule: StepRule, step: Double,
    isInterrupted: () -> Bool = { false }
  ) {
    let gradients = GradientCheck.gradients(network, samples, rule)
    let largest = gradients.reduce(0) { max($0, $1.magnitude) }
    let floor = max(largest * 1e-3, 1e-6)
    let cost = max(1, 4 * samples.count * network.values.count)
    let reachable = max(1, GradientCheck.budget / cost)
    let stride = max(1, (network.values.count + reachable - 1) / reachable)
    var parts: [FiniteDifference] = []
    for sample in samples where !Limits.isReached(at: parts.count) {
      parts.append(FiniteDifference(network, inputs: sample.inputs, target: sample.target, rule: rule))
    }
    let share = rule.conventions.batch == .mean ? 1 / Double(max(1, samples.count)) : 1
    for parameter in Swift.stride(from: 0, to: network.values.count, by: stride) {
      if isInterrupted() { break }
      let group = network.shared.first { $0.contains(parameter) } ?? [parameter]
      rows.append(
        GradientCheck.row(
          parameter, gradients[parameter], floor, share, step: step, value: network.values[parameter], group, parts))
    }
    skipped = network.values.count - rows.count
    rows.sort { ($1.error, $0.parameter) < ($0.error, $1.parameter) }
  }

  /// Smaller steps avoid a kink such as that of relu; the best of three counts.
  private static func row(
    _ parameter: Int, _ gradient: Double, _ floor: Double, _ share: Double, step: Double, value: Double, _ group: [Int],
    _ parts: [FiniteDifference]
  ) -> Row {
    var best = Row(parameter: parameter, gradient: gradient, difference: .nan, error: .infinity)
    for scale in [1, 1e-2, 1e-4] {
      var slope = 0.0
      for (index, part) in parts.enumerated() {
        if Limits.isReached(at: index) { return best }
        for member in group { slope += part.slope(at: .parameter(member), around: value, step: step * scale) }
      }
      slope *= share
      let error = (gradient - slope).magnitude / max(gradient.magnitude, slope.magnitude, floor)
      if error < best.error || best.difference.isNaN {
        best = Row(parameter: parameter, gradient: gradient, difference: slope, error: error)
      }
      if error < 1e-6 { break }
    }
    return best
  }

  private static func gradients(
    _ network: Network, _ samples: [(inputs: [Double], target: [Double])], _ rule: StepRule
  ) -> [Double] {
    // Differences of single precision would show its rounding, not errors in the formulas.
    var rule = rule
    rule.precision = .double
    var sum = GradientSum(parameters: network.values.count)
    for (index, sample) in samples.enumerated() {
      if Limits.isReached(at: index) { break }
      let pass = network.forward(sample.inputs, rule)
      network.gather(pass, network.backward(pass, target: sample.target, rule), rule, into: &sum)
    }
    return sum.direction(rule.conventions.batch, shared: network.shared).map { 0 - $0 }
  }
}
