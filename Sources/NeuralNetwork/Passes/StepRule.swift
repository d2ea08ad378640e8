/// The settings of one step: forward, backward, update. Each pass and each update keeps the rule it was computed with.
package struct StepRule: Sendable, Equatable {
  package var loss = Loss.halfSquared
  package var learning = LearningRule.gradient
  package var conventions = Conventions()
  package var precision = Precision.double
  /// Flat-spot elimination: a constant added to every derivative (Fahlman 1988).
  package var flatSpot = 0.0
  package var optimizer = Optimizer.sgd
  /// The learning rate as set; nil for the optimizer's default.
  package var givenRate: Double?
  /// Weight decay (L2) d: G − d·w.
  package var decay = 0.0
  /// Whether weight decay applies to biases too.
  package var decaysBiases = true
  /// The norm that G over all parameters is clipped to; nil for no clipping.
  package var clip: Double?

  package init() {}

  package var rate: Double {
    get { givenRate ?? optimizer.definition.defaultRate }
    set { givenRate = newValue }
  }

  /// Whether the new value of a parameter is w + rate·G and nothing else.
  package var isPlainDescent: Bool { optimizer == .sgd && decay == 0 && clip == nil }

  /// Whether errors are multiplied by the factors of the derivative one after another.
  var factorsDelta: Bool {
    conventions.derivativePosition == .last && conventions.arithmetic == .textbook && flatSpot == 0
  }
}
