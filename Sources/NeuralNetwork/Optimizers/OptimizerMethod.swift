/// An optimization method, from the negative gradient G = −∂E/∂w to a step: a file in this folder and a line in
/// `Optimizer.methods`.
package protocol OptimizerMethod: Sendable {
  static var definition: OptimizerDefinition { get }

  /// - Parameters:
  ///   - operands: one for each operand of the definition, within its range.
  ///   - variant: one of the definition's; nil for none.
  init(_ operands: [Double], variant: String?)

  /// The new value of parameter `w` with negative gradient `g`; the method's state for it, initially 0, is updated in
  /// place.
  func step<A: Arithmetic>(
    _ w: A.Number, _ g: A.Number, rate: A.Number, _ first: inout A.Number, _ second: inout A.Number, in _: A.Type
  ) -> A.Number

  /// Computes what all parameters of an update share; `state` has been advanced to that update.
  mutating func begin(rate: Double, _ state: OptimizerState)
  /// The factors by which an update, counted from 1, multiplies `OptimizerState.powers`.
  func powerFactors(_ update: Int) -> SIMD2<Double>
  /// What the formulas call by other names than operands: the number of the update, t.
  func constants(_ state: OptimizerState) -> [(name: String, value: Double)]
  /// The state of a parameter before the first update.
  var initialState: SIMD2<Double> { get }
  /// Whether its step starts from the product rate·G, so that the product conventions of plain descent apply to it.
  var beginsWithRate: Bool { get }
  /// Its step in the kernels; nil if they do not implement it.
  var kernel: OptimizerKernel? { get }
  /// The population size of a genetic algorithm; nil for gradient methods.
  var population: Int? { get }
  /// The error in the combination of operands; nil if they are valid.
  var operandError: String? { get }
  /// What reduces its steps in addition to a lower rate; nil if nothing does.
  var divergenceAdvice: String? { get }

  // The steps of many parameters. A method with a C function for single steps calls it here.
  func run(_ steps: ParameterSteps<FusedDouble>)
  func run(_ steps: ParameterSteps<FusedSingle>)
  func run(_ steps: ParameterSteps<TextbookDouble>)
}

extension OptimizerMethod {
  package mutating func begin(rate: Double, _ state: OptimizerState) {}
  package func powerFactors(_ update: Int) -> SIMD2<Double> { SIMD2(1, 1) }
  package func constants(_ state: OptimizerState) -> [(name: String, value: Double)] { [("t", Double(state.updates))] }
  package var initialState: SIMD2<Double> { SIMD2(0, 0) }
  package var beginsWithRate: Bool { false }
  package var kernel: OptimizerKernel? { nil }
  package var population: Int? { nil }
  package var operandError: String? { nil }
  package var divergenceAdvice: String? { nil }

  package func run(_ steps: ParameterSteps<FusedDouble>) { runGeneric(steps) }
  package func run(_ steps: ParameterSteps<FusedSingle>) { runGeneric(steps) }
  package func run(_ steps: ParameterSteps<TextbookDouble>) { runGeneric(steps) }

  /// Applies `step` to each parameter, even if there is a C function.
  @inline(__always)
  package func runGeneric<A: Arithmetic>(_ steps: ParameterSteps<A>) {
    steps.each { step($0, $1, rate: steps.rate, &$2, &$3, in: A.self) }
  }
}
