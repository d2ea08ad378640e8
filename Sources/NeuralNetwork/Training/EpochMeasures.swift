/// Sums over the samples of an epoch, or of a test.
package struct EpochMeasures: Sendable, Equatable {
  package var samples = 0
  package var outputs = 0
  package var lossSum = 0.0
  /// Σ (t − o)² over samples and outputs.
  package var squaredSum = 0.0
  /// Σ |t − o|.
  package var absoluteSum = 0.0
  package var misclassified = 0

  package init() {}

  mutating func add(
    outputs out: ArraySlice<Double>, target: ArraySlice<Double>, loss: Double, _ classification: Classification
  ) {
    samples += 1
    outputs += out.count
    lossSum += loss
    for (t, o) in zip(target, out) {
      let error = t - o
      squaredSum += error * error
      absoluteSum += error.magnitude
    }
    if !classification.agrees(out, with: target) { misclassified += 1 }
  }

  package func loss(_ kind: Conventions.EpochLossKind) -> Double {
    kind == .sum || samples == 0 ? lossSum : lossSum / Double(samples)
  }
  package var sse: Double { squaredSum }
  package var mse: Double { samples == 0 ? 0 : squaredSum / Double(samples) }
  package var mae: Double { outputs == 0 ? 0 : absoluteSum / Double(outputs) }
  package var accuracy: Double { samples == 0 ? 0 : 1 - Double(misclassified) / Double(samples) }
}

extension Network {
  /// Loss and errors over samples without learning from them.
  ///
  /// - Parameters:
  ///   - inputs: samples × inputs, row by row.
  ///   - targets: samples × outputs.
  package func measure(
    inputs: ArraySlice<Double>, targets: ArraySlice<Double>, _ rule: BackwardRule, _ classification: Classification
  ) -> EpochMeasures {
    var measures = EpochMeasures()
    let width = topology.inputCount
    let height = topology.outputCount
    for sample in 0..<inputs.count / width {
      let input = inputs.startIndex + sample * width
      let pass = forward(Array(inputs[input..<input + width]), rule.conventions, precision: rule.precision)
      let first = targets.startIndex + sample * height
      let target = targets[first..<first + height]
      measures.add(
        outputs: pass.out[topology.outputUnits], target: target,
        loss: loss(pass, target: Array(target), rule.loss, rule.conventions), classification)
    }
    return measures
  }
}
