import Expressions
import NeuralNetwork

/// The steps of a training in hand arithmetic.
package struct HandSteps: TrainingSteps {
  /// The network with the decimals of its parameters.
  package private(set) var state: NetworkState
  private let rules: HandArithmetic
  private let rule: StepRule
  private let functions: [String: FunctionDefinition]

  /// - Parameter functions: user-defined functions.
  package init(
    _ state: NetworkState, _ rules: HandArithmetic, _ rule: StepRule, functions: [String: FunctionDefinition]
  ) {
    self.state = state
    self.state.forgetStep()
    self.rules = rules
    self.rule = rule
    self.functions = functions
  }

  package var values: [Double] { state.network.values }

  private func calculation(_ rate: Double) -> HandCalculation {
    var rule = rule
    rule.rate = rate
    return HandCalculation(state, rules, rule, functions: functions)
  }

  package func passes(_ inputs: [Double], target: [Double], rate: Double) throws(Fault) -> (ForwardPass, BackwardPass) {
    var copy = self
    return try copy.present(inputs, target: target, rate: rate)
  }

  package mutating func present(_ inputs: [Double], target: [Double], rate: Double) throws(Fault) -> (
    ForwardPass, BackwardPass
  ) {
    var calculation = calculation(rate)
    try calculation.forward(inputs)
    try calculation.backward(target)
    state = calculation.state
    guard let forward = state.forward, let backward = state.backward else { throw Fault("no pass by hand") }
    return (forward, backward)
  }

  package mutating func update(rate: Double) throws(Fault) {
    var calculation = calculation(rate)
    try calculation.update()
    state = calculation.state
  }
}
