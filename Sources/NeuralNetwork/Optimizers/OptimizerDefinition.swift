/// The description of an optimizer: its name, operands, state and help.
package struct OptimizerDefinition: Sendable {
  package let name: String
  package let operands: [OptimizerOperand]
  /// A word after the operands that selects a variant.
  package let option: String?
  /// The learning rate if none is set.
  package let defaultRate: Double
  /// Whether steps depend on the learning rate.
  package let usesRate: Bool
  /// The numbers of state it keeps per parameter: 0, 1 or 2.
  package let memory: Int
  /// Its formula or idea, and its source.
  package let help: String

  init(
    _ name: String, operands: [OptimizerOperand] = [], option: String? = nil, defaultRate: Double = 0.5,
    usesRate: Bool = true, memory: Int, help: String
  ) {
    self.name = name
    self.operands = operands
    self.option = option
    self.defaultRate = defaultRate
    self.usesRate = usesRate
    self.memory = memory
    self.help = help
  }
}
