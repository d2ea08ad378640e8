/// The first NaN or infinite number of a training: a parameter with its value, or the loss; or what has no value in the
/// arithmetic of its steps.
package enum Divergence: Sendable, Equatable {
  case parameter(Int, Double)
  case loss(Double)
  case undefined(String)

  /// A NaN gets a fixed sign, as the sign depends on the processor.
  static func parameter(_ index: Int, found value: Double) -> Divergence {
    .parameter(index, value.isNaN ? .nan : value)
  }
}
