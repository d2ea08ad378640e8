/// The points in which published examples differ. The defaults are what automatic differentiation gives.
package struct Conventions: Sendable, Equatable {
  package enum Update: String, Sendable, CaseIterable {
    /// Every delta comes from the weights before the update.
    case together
    /// Hidden deltas use the output weights already updated (article 2's program).
    case inOrder = "in-order"
  }

  package enum Derivative: String, Sendable, CaseIterable {
    /// f′(net).
    case net
    /// The derivative written with the output: out·(1 − out).
    case output
    /// f′(out), the slip of article 1.
    case misapplied
  }

  package enum Batch: String, Sendable, CaseIterable { case mean, sum }

  package enum BiasSign: String, Sendable, CaseIterable {
    case plus
    /// net = Σ w·out − θ.
    case threshold
  }

  package enum BiasPlace: String, Sendable, CaseIterable { case last, first }
  package enum EpochLossTime: String, Sendable, CaseIterable { case during, after }
  package enum EpochLossKind: String, Sendable, CaseIterable { case mean, sum }

  package enum Sign: String, Sendable, CaseIterable {
    /// δ = −∂E/∂net, w + rate·δ·out.
    case delta
    /// δ = ∂E/∂net, w − rate·gradient.
    case gradient
  }

  package enum Rounding: String, Sendable, CaseIterable {
    /// Fused multiply-adds and the project's own exp.
    case fused
    /// Separate multiplication and addition and the C library's exp, as a plain program computes.
    case textbook
  }

  package var update = Update.together
  package var derivative = Derivative.net
  package var batch = Batch.mean
  package var biasSign = BiasSign.plus
  package var biasPlace = BiasPlace.last
  package var epochLossTime = EpochLossTime.during
  package var epochLossKind = EpochLossKind.mean
  package var sign = Sign.delta
  package var arithmetic = Rounding.fused

  package init() {}

  /// Whether the update of one sample is w + rate·δ·out from left to right, as programs write it; elsewhere the
  /// gradient is computed first.
  package var multipliesRateFirst: Bool { arithmetic == .textbook && sign == .delta }
}
