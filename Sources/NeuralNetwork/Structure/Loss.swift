/// What training makes small; E for one sample, summed or averaged over the outputs o with targets t.
package enum Loss: String, Sendable, CaseIterable {
  /// ½ Σ (t − o)²
  case halfSquared = "half-squared"
  /// Σ (t − o)²
  case squared
  /// Σ (t − o)² / outputs
  case meanSquared = "mean-squared"
  /// Σ |t − o| / outputs
  case meanAbsolute = "mean-absolute"
  /// Σ ½e² where |e| ≤ 1, |e| − ½ elsewhere (Huber 1964).
  case huber
  /// −Σ t·ln o for softmax outputs, −Σ (t·ln o + (1 − t)·ln(1 − o)) for sigmoid outputs.
  case crossEntropy = "cross-entropy"
}

extension Topology {
  /// How cross-entropy reads these outputs; nil where it makes no sense.
  package var crossEntropyKind: CrossEntropyKind? {
    let outputs = activations[outputUnits]
    if outputs.allSatisfy({ $0 == .softmax }) { return .categorical }
    if outputs.allSatisfy({ $0 == .sigmoid }) { return .binary }
    return nil
  }

  /// Whether the delta of the outputs is t − o itself: the loss undoes the activation.
  package func deltaIsDifference(under loss: Loss) -> Bool { loss == .crossEntropy && crossEntropyKind != nil }
}

package enum CrossEntropyKind: Sendable { case binary, categorical }
