/// Loss and errors summed over the samples of an epoch or a test.
package struct EpochMeasures: Sendable, Equatable {
  package var samples = 0
  package var outputs = 0
  package var lossSum = 0.0
  /// The number of terms of a sample in `lossSum`, of which its loss is the mean.
  package var lossTerms = 1
  /// Σ (t − o)² over samples and outputs.
  package var squaredSum = 0.0
  /// Σ |t − o| over samples and outputs.
  package var absoluteSum = 0.0
  package var misclassified = 0
  /// Whether `loss` is the mean over the samples or their sum.
  package var lossKind = Conventions.EpochLossKind.mean
  /// That of the loss.
  package var precision = Precision.double

  package init() {}

  package var loss: Double {
    let count = lossKind == .sum || samples == 0 ? 1 : samples
    let loss = lossSum / (Double(count) * Double(lossTerms))
    return precision == .single ? Double(Float(loss)) : loss
  }
  package var sse: Double { squaredSum }
  package var mse: Double { samples == 0 ? 0 : squaredSum / Double(samples) }
  package var mae: Double { outputs == 0 ? 0 : absoluteSum / Double(outputs) }
  package var accuracy: Double { samples == 0 ? 0 : 1 - Double(misclassified) / Double(samples) }
}
