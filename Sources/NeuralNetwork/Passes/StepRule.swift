import Expressions

/// The settings of one step: forward, backward, update. Each pass and each update keeps the rule it was computed with.
///
/// Copy-on-write, because passes are made and kept for every sample.
@dynamicMemberLookup
package struct StepRule: Sendable, Equatable {
  @usableFromInline var settings = StepRule.initial

  private static let initial = Shared(StepSettings())

  /// What weight decay adds to the loss: ½·d·Σw² or d·Σ|w|.
  package enum Penalty: String, Sendable, CaseIterable { case l2, l1 }

  package init() {}

  @inlinable @inline(__always)
  package subscript<Setting>(dynamicMember setting: WritableKeyPath<StepSettings, Setting>) -> Setting {
    _read { yield settings.value[keyPath: setting] }
    _modify { yield &settings.unique[keyPath: setting] }
  }

  package var rate: Double {
    get { self.givenRate ?? self.optimizer.defaultRate }
    set { self.givenRate = newValue }
  }

  /// Whether the new value of a parameter is w + rate·G and nothing else.
  package var isPlainDescent: Bool { self.optimizer == .sgd && self.decay == 0 && self.clip == nil }

  /// Whether errors are multiplied by the factors of the derivative one after another.
  var factorsDelta: Bool {
    let conventions = self.conventions
    return conventions.derivativePosition == .last && conventions.arithmetic == .textbook && self.flatSpot == 0
  }

  package static func == (left: StepRule, right: StepRule) -> Bool {
    left.settings.isSame(as: right.settings) || left.settings.value == right.settings.value
  }

  /// The rate of a layer; one of its own follows the schedule in proportion.
  ///
  /// - Parameter current: the learning rate of the epoch.
  package func rate(ofLayer layer: Int, current: Double) -> Double {
    guard let own = self.layerRates[layer] else { return current }
    return current == rate ? own : own * (current / rate)
  }
}

/// The stored properties of a `StepRule`.
@usableFromInline package struct StepSettings: Sendable, Equatable {
  package var loss = Loss.halfSquared
  package var learning = LearningRule.gradient
  package var conventions = Conventions()
  package var precision = Precision.double
  /// Flat-spot elimination: a constant added to every derivative (Fahlman 1988).
  package var flatSpot = 0.0
  package var optimizer = Optimizer.sgd
  /// The learning rate as set; nil for the optimizer's default.
  package var givenRate: Double?
  /// The rates of layers that have their own.
  package var layerRates: [Int: Double] = [:]
  /// Weight decay d: G − d·w, or G − d·sign(w).
  package var decay = 0.0
  package var penalty = StepRule.Penalty.l2
  /// Whether weight decay applies to biases too.
  package var decaysBiases = true
  /// The norm that G over all parameters is clipped to; nil for no clipping.
  package var clip: Double?
}
