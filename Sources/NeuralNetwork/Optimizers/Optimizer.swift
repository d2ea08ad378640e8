/// How the negative gradient G = −∂E/∂w becomes a step: a method with its operands.
package struct Optimizer: Sendable, Equatable {
  /// All methods, in the order of the help.
  package static let methods: [any OptimizerMethod.Type] = [
    GradientDescent.self, Momentum.self, Nesterov.self, Adagrad.self, Adadelta.self, RMSprop.self, Adam.self,
    AdamW.self, NAdam.self, Rprop.self, Quickprop.self, Genetic.self,
  ]

  package static let sgd = Optimizer(GradientDescent.self)

  private let kind: any OptimizerMethod.Type
  package let operands: [Double]
  package let variant: String?
  /// The population size of a genetic algorithm, which uses losses only; nil for gradient methods.
  package let population: Int?
  /// The numbers of state it keeps per parameter: 0, 1 or 2.
  let memory: Int
  /// The learning rate if none is given.
  let defaultRate: Double

  /// - Parameter operands: the leading operands; the others get their defaults.
  package init(_ kind: any OptimizerMethod.Type, _ operands: [Double] = [], variant: String? = nil) {
    let defaults = kind.definition.operands.map { $0.defaultValue(variant) }
    self.operands = operands + defaults.dropFirst(operands.count)
    self.variant = variant
    self.kind = kind
    population = kind.init(self.operands, variant: variant).population
    memory = kind.definition.memory
    defaultRate = kind.definition.defaultRate
  }

  package static func == (left: Optimizer, right: Optimizer) -> Bool {
    left.kind == right.kind && left.operands == right.operands && left.variant == right.variant
  }

  package var definition: OptimizerDefinition { kind.definition }
  var method: any OptimizerMethod { kind.init(operands, variant: variant) }
  package var followsGradient: Bool { population == nil }
  /// The error in the combination of operands; nil if they are valid.
  package var operandError: String? { method.operandError }
  /// What reduces its steps in addition to a lower rate; nil if nothing does.
  package var divergenceAdvice: String? { method.divergenceAdvice }

  /// The method, prepared for the steps of the update that `state` has been advanced to.
  package func begun(rate: Double, _ state: OptimizerState) -> any OptimizerMethod {
    var method = method
    method.begin(rate: rate, state)
    return method
  }
}
