/// A genetic algorithm without gradients, see `GeneticEngine`; an epoch is a generation.
package struct Genetic: OptimizerMethod {
  package static let definition = OptimizerDefinition(
    "genetic", operands: [OptimizerOperand("population", 50, .whole(2...100_000))], memory: 0,
    help: """
      keeps a population of networks: an epoch is a generation, the rate the size of mutations; it needs no
      derivatives, so step units learn too; there is no batch, decay, clip or dropout
      """)

  private let size: Double

  package init(_ operands: [Double], variant: String?) { size = operands[0] }

  package var population: Int? { Int(size) }

  /// No update by gradients: the parameter is unchanged.
  package func step<A: Arithmetic>(
    _ w: A.Number, _ g: A.Number, rate: A.Number, _: inout A.Number, _: inout A.Number, in _: A.Type
  ) -> A.Number { w }
}
