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

  package enum DerivativePlace: String, Sendable, CaseIterable {
    /// The derivative is a number, and the error is multiplied by it: out·(1 − out)·error.
    case first
    /// The error is multiplied by the derivative's factors from left to right: error·out·(1 − out).
    case last
  }

  package enum SentBack: String, Sendable, CaseIterable {
    /// A hidden error is Σ weight·delta: the chain rule.
    case delta
    /// Σ weight·error (Rashid, Make Your Own Neural Network, 2016).
    case error
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

  /// What the rate is multiplied by first in the step of one sample.
  package enum Product: String, Sendable, CaseIterable {
    /// rate·δ·out from left to right.
    case delta
    /// rate·out·δ.
    case out
    /// rate·(δ·out).
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
  /// Textbook arithmetic alone tells them apart.
  package var derivativePlace = DerivativePlace.first
  package var sentBack = SentBack.delta
  package var batch = Batch.mean
  package var biasSign = BiasSign.plus
  package var biasPlace = BiasPlace.last
  package var epochLossTime = EpochLossTime.during
  package var epochLossKind = EpochLossKind.mean
  package var sign = Sign.delta
  package var product = Product.delta
  package var arithmetic = Rounding.fused

  package init() {}

  /// The product in force: textbook arithmetic alone tells them apart, and w − rate·gradient has the gradient.
  package var productInForce: Product { arithmetic == .textbook && sign == .delta ? product : .gradient }
}
