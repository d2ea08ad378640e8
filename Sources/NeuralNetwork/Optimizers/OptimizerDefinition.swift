/// What a reader is told of an optimizer, and what its operands may be.
package struct OptimizerDefinition: Sendable {
  package let name: String
  package let operands: [OptimizerOperand]
  /// A word after the operands that turns a variant on.
  package let option: String?
  /// The learning rate as long as none is set.
  package let defaultRate: Double
  /// Whether the rate plays a part.
  package let usesRate: Bool
  /// How many numbers it remembers of each parameter, up to two.
  package let memory: Int
  /// Its formula or idea, and where it comes from.
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
