/// How the direction G = −∂E/∂w becomes a step: a method with its operands.
package struct Optimizer: Sendable, Equatable {
  /// Every method there is, in the order of the help.
  package static let methods: [any OptimizerMethod.Type] = [
    GradientDescent.self, Momentum.self, Nesterov.self, Adagrad.self, RMSprop.self, Adam.self, Rprop.self,
    Quickprop.self, Genetic.self,
  ]

  package static let sgd = Optimizer(GradientDescent.self)

  private let kind: any OptimizerMethod.Type
  package let operands: [Double]
  package let option: Bool

  /// - Parameter operands: of the first ones; the others have their defaults.
  package init(_ kind: any OptimizerMethod.Type, _ operands: [Double] = [], option: Bool = false) {
    let defaults = kind.definition.operands.map(\.defaultValue)
    self.operands = operands + defaults.dropFirst(operands.count)
    self.option = option
    self.kind = kind
  }

  package static func == (left: Optimizer, right: Optimizer) -> Bool {
    left.kind == right.kind && left.operands == right.operands && left.option == right.option
  }

  package var definition: OptimizerDefinition { kind.definition }
  var method: any OptimizerMethod { kind.init(operands, option: option) }
  /// The individuals of a genetic algorithm, which looks at losses only; nil if it follows a gradient.
  package var population: Int? { method.population }
  package var followsGradient: Bool { population == nil }
  /// What is wrong with the operands together; nil if nothing is.
  package var complaint: String? { method.complaint }
  /// What makes its steps smaller, beside a lower rate; nil if nothing does.
  package var adviceAtDivergence: String? { method.adviceAtDivergence }

  /// The method, ready for the steps of the update that `state` has advanced to.
  package func begun(rate: Double, _ state: OptimizerState) -> any OptimizerMethod {
    var method = method
    method.begin(rate: rate, state)
    return method
  }
}
