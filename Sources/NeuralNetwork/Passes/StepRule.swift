import Expressions

/// The settings of one step: forward, backward, update. Each pass and each update keeps the rule it was computed with.
///
/// Copy-on-write, because passes are made and kept for every sample.
package struct StepRule: Sendable, Equatable {
  private var settings = StepRule.initial

  private static let initial = Shared(StepSettings())

  /// What weight decay adds to the loss: ½·d·Σw² or d·Σ|w|.
  package enum Penalty: String, Sendable, CaseIterable { case l2, l1 }

  package init() {}

  package var loss: Loss {
    _read { yield settings.value.loss }
    _modify { yield &settings.unique.loss }
  }
  package var learning: LearningRule {
    _read { yield settings.value.learning }
    _modify { yield &settings.unique.learning }
  }
  package var conventions: Conventions {
    _read { yield settings.value.conventions }
    _modify { yield &settings.unique.conventions }
  }
  package var precision: Precision {
    _read { yield settings.value.precision }
    _modify { yield &settings.unique.precision }
  }
  /// Flat-spot elimination: a constant added to every derivative (Fahlman 1988).
  package var flatSpot: Double {
    _read { yield settings.value.flatSpot }
    _modify { yield &settings.unique.flatSpot }
  }
  package var optimizer: Optimizer {
    _read { yield settings.value.optimizer }
    _modify { yield &settings.unique.optimizer }
  }
  /// The learning rate as set; nil for the optimizer's default.
  package var givenRate: Double? {
    _read { yield settings.value.givenRate }
    _modify { yield &settings.unique.givenRate }
  }
  /// The rates of layers that have their own.
  package var layerRates: [Int: Double] {
    _read { yield settings.value.layerRates }
    _modify { yield &settings.unique.layerRates }
  }
  /// Weight decay d: G − d·w, or G − d·sign(w).
  package var decay: Double {
    _read { yield settings.value.decay }
    _modify { yield &settings.unique.decay }
  }
  package var penalty: Penalty {
    _read { yield settings.value.penalty }
    _modify { yield &settings.unique.penalty }
  }
  /// Whether weight decay applies to biases too.
  package var decaysBiases: Bool {
    _read { yield settings.value.decaysBiases }
    _modify { yield &settings.unique.decaysBiases }
  }
  /// The norm that G over all parameters is clipped to; nil for no clipping.
  package var clip: Double? {
    _read { yield settings.value.clip }
    _modify { yield &settings.unique.clip }
  }

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

  package static func == (left: StepRule, right: StepRule) -> Bool {
    left.settings.isSame(as: right.settings) || left.settings.value == right.settings.value
  }

  /// The rate of a layer; one of its own follows the schedule in proportion.
  ///
  /// - Parameter current: the learning rate of the epoch.
  package func rate(ofLayer layer: Int, current: Double) -> Double {
    guard let own = layerRates[layer] else { return current }
    return current == rate ? own : own * (current / rate)
  }
}

/// The stored properties of a `StepRule`.
private struct StepSettings: Sendable, Equatable {
  var loss = Loss.halfSquared
  var learning = LearningRule.gradient
  var conventions = Conventions()
  var precision = Precision.double
  var flatSpot = 0.0
  var optimizer = Optimizer.sgd
  var givenRate: Double?
  var layerRates: [Int: Double] = [:]
  var decay = 0.0
  var penalty = StepRule.Penalty.l2
  var decaysBiases = true
  var clip: Double?
}
