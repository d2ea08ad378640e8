/// The description of an optimizer: its name, operands, state and help.
package struct OptimizerDefinition: Sendable {
  package let name: String
  package let operands: [OptimizerOperand]
  /// Words after the operands, of which one can select a variant.
  package let variants: [String]
  /// The learning rate if none is set.
  package let defaultRate: Double
  /// Whether steps depend on the learning rate.
  package let usesRate: Bool
  /// The numbers of state it keeps per parameter: 0, 1 or 2.
  package let memory: Int
  /// The formulas of a variant; nil without formulas.
  package let formulas: @Sendable (_ variant: String?) -> OptimizerFormulas?
  /// Its idea and its variants, in addition to the formulas.
  package let help: String

  init(
    _ name: String, operands: [OptimizerOperand] = [], variants: [String] = [], defaultRate: Double = 0.5,
    usesRate: Bool = true, memory: Int, help: String = "",
    formulas: @escaping @Sendable (_ variant: String?) -> OptimizerFormulas? = { _ in nil }
  ) {
    self.name = name
    self.operands = operands
    self.variants = variants
    self.defaultRate = defaultRate
    self.usesRate = usesRate
    self.memory = memory
    self.help = help
    self.formulas = formulas
  }
}
