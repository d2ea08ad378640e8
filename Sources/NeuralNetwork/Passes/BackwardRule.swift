/// What `backward` needs beside the network.
package struct BackwardRule: Sendable {
  package var loss = Loss.halfSquared
  package var conventions = Conventions()
  package var precision = Precision.double
  /// Added to every derivative (Fahlman 1988).
  package var flatSpot = 0.0
  /// The rate of the update that `in-order` applies to a layer before the deltas of the one below it.
  package var rate = 0.5

  package init() {}

  /// Whether errors are multiplied by the derivative's factors one after the other.
  var factorsDelta: Bool {
    conventions.derivativePlace == .last && conventions.arithmetic == .textbook && flatSpot == 0
  }
}
