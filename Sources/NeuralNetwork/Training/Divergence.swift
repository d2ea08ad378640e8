/// The first number of a training that was NaN or infinite.
package enum Divergence: Sendable, Equatable {
  case parameter(Int, Double)
  case loss(Double)

  /// The sign of a NaN is the processor's affair.
  static func parameter(_ index: Int, found value: Double) -> Divergence {
    .parameter(index, value.isNaN ? .nan : value)
  }
}
