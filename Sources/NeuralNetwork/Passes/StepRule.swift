/// The settings of one step: forward, backward, update. Each pass and each update keeps the rule it was made with.
package struct StepRule: Sendable, Equatable {
  package var loss = Loss.halfSquared
  package var conventions = Conventions()
  package var precision = Precision.double
  /// Added to every derivative (Fahlman 1988).
  package var flatSpot = 0.0
  package var optimizer = Optimizer.sgd
  /// The learning rate that was set; nil for the optimizer's default.
  package var givenRate: Double?
  /// The L2 term d: G − d·w.
  package var decay = 0.0
  /// Whether it applies to the biases too.
  package var decaysBiases = true
  /// The greatest length of G over all parameters; nil for any.
  package var clip: Double?

  package init() {}

  package var rate: Double {
    get { givenRate ?? optimizer.definition.defaultRate }
    set { givenRate = newValue }
  }

  /// Whether the new value of a parameter is w + rate·G and nothing else.
  package var isPlainDescent: Bool { optimizer == .sgd && decay == 0 && clip == nil }

  /// Whether errors are multiplied by the derivative's factors one after the other.
  var factorsDelta: Bool {
    conventions.derivativePlace == .last && conventions.arithmetic == .textbook && flatSpot == 0
  }
}
