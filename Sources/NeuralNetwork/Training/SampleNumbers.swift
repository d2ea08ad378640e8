/// Pointers to the samples' numbers, row by row.
struct SampleNumbers {
  let inputs: UnsafePointer<Double>
  let targets: UnsafePointer<Double>
  let inputCount: Int
  let targetCount: Int
  let count: Int
  let classification: Classification
}

extension TrainingData {
  func withNumbers(_ body: (SampleNumbers) -> Void) {
    inputs.withUnsafeBufferPointer { inputs in
      targets.withUnsafeBufferPointer { targets in
        guard let first = inputs.baseAddress, let firstTarget = targets.baseAddress else { return }
        body(
          SampleNumbers(
            inputs: first, targets: firstTarget, inputCount: inputCount, targetCount: targetCount, count: count,
            classification: classification))
      }
    }
  }
}
