/// The points in which published examples differ. The defaults agree with automatic differentiation.
package struct Conventions: Sendable, Equatable {
  package enum Update: String, Sendable, CaseIterable {
    /// All deltas are computed with the weights before the update.
    case together
    /// Hidden deltas use output weights that are already updated (article 2's program).
    case inOrder = "in-order"
  }

  package enum Derivative: String, Sendable, CaseIterable {
    /// f′(net).
    case net
    /// In terms of the output: out·(1 − out).
    case output
    /// f′(out), the mistake in article 1.
    case misapplied
  }

  package enum DerivativePosition: String, Sendable, CaseIterable {
    /// The derivative is computed first, then multiplied by the error: out·(1 − out)·error.
    case first
    /// The error is multiplied by the factors of the derivative from left to right: error·out·(1 − out).
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

  package enum BiasPosition: String, Sendable, CaseIterable { case last, first }
  package enum EpochLossTime: String, Sendable, CaseIterable { case during, after }
  package enum EpochLossKind: String, Sendable, CaseIterable { case mean, sum }

  /// The order in which the losses of an epoch are added in textbook arithmetic.
  package enum LossOrder: String, Sendable, CaseIterable {
    /// In pairs, as numpy's `sum` and `mean`.
    case numpy
    /// In blocks, as PyTorch's `sum`, `mean` and losses on one thread.
    case torch
    /// One after another, as a loop.
    case inOrder = "in-order"
  }

  package enum Sign: String, Sendable, CaseIterable {
    /// δ = −∂E/∂net, w + rate·δ·out.
    case delta
    /// δ = ∂E/∂net, w − rate·gradient.
    case gradient
  }

  /// The order of multiplications in the step of one sample.
  package enum Product: String, Sendable, CaseIterable {
    /// (rate·δ)·out.
    case delta
    /// (rate·out)·δ.
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
  /// Only makes a difference in textbook arithmetic.
  package var derivativePosition = DerivativePosition.first
  package var sentBack = SentBack.delta
  package var batch = Batch.mean
  package var biasSign = BiasSign.plus
  package var biasPosition = BiasPosition.last
  package var epochLossTime = EpochLossTime.during
  package var epochLossKind = EpochLossKind.mean
  package var lossOrder = LossOrder.numpy
  package var sign = Sign.delta
  package var product = Product.delta
  package var arithmetic = Rounding.fused

  package init() {}

  /// The order of multiplications in effect: it only makes a difference in textbook arithmetic, and w − rate·gradient
  /// implies `gradient`.
  package var effectiveProduct: Product { arithmetic == .textbook && sign == .delta ? product : .gradient }
}
