/// One way from the direction G = −∂E/∂w to a step: a file of this folder and a line in `Optimizer.methods`.
package protocol OptimizerMethod: Sendable {
  static var definition: OptimizerDefinition { get }

  /// - Parameter operands: one for each of the definition's, each in its range.
  init(_ operands: [Double], option: Bool)

  /// The new value of parameter `w` with direction `g`; what the method remembers of it is updated in place, 0 at first.
  func step<A: Arithmetic>(
    _ w: A.Number, _ g: A.Number, rate: A.Number, _ first: inout A.Number, _ second: inout A.Number, in _: A.Type
  ) -> A.Number

  /// Works out what is the same for all parameters of an update; `state` has advanced to it.
  mutating func begin(rate: Double, _ state: OptimizerState)
  /// What `OptimizerState.powers` are multiplied by at each update.
  var powerFactors: SIMD2<Double> { get }
  /// Whether its step begins with rate·G, so that a program may form that product as it forms a plain step.
  var beginsWithRate: Bool { get }
  /// Its step in the kernels; nil if they have none.
  var kernel: OptimizerKernel? { get }
  /// The individuals it keeps instead of following a gradient; nil if it does follow one.
  var population: Int? { get }
  /// What is wrong with the operands together; nil if nothing is.
  var complaint: String? { get }
  /// What makes its steps smaller, beside a lower rate; nil if nothing does.
  var adviceAtDivergence: String? { get }

  // The steps of many parameters. A method with a C function for one number calls it here.
  func run(_ steps: ParameterSteps<FusedDouble>)
  func run(_ steps: ParameterSteps<FusedSingle>)
  func run(_ steps: ParameterSteps<TextbookDouble>)
}

extension OptimizerMethod {
  package mutating func begin(rate: Double, _ state: OptimizerState) {}
  package var powerFactors: SIMD2<Double> { SIMD2(1, 1) }
  package var beginsWithRate: Bool { false }
  package var kernel: OptimizerKernel? { nil }
  package var population: Int? { nil }
  package var complaint: String? { nil }
  package var adviceAtDivergence: String? { nil }

  package func run(_ steps: ParameterSteps<FusedDouble>) { runGeneric(steps) }
  package func run(_ steps: ParameterSteps<FusedSingle>) { runGeneric(steps) }
  package func run(_ steps: ParameterSteps<TextbookDouble>) { runGeneric(steps) }

  /// `step` for each parameter, whether there is a C function or not.
  @inline(__always)
  package func runGeneric<A: Arithmetic>(_ steps: ParameterSteps<A>) {
    steps.each { step($0, $1, rate: steps.rate, &$2, &$3, in: A.self) }
  }
}
