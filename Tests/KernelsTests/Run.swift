import Kernels

/// A training run as the tests describe it.
struct Run: Sendable {
  var sizes: [Int]
  var activations: [nn_activation]
  var biases: [Bool]
  var loss = nn_loss_kind_half_squared
  var rule = Rule()
  var flatSpot = 0.0
  /// Dropout's factors of inputs and hidden units, a row for each sample presented.
  var kept: [Double] = []
  var batch = 1
  var sum = false
  var single = false
  var threads = 1
  var epochs = 2
  var parameters: [Double] = []
  var frozen: [Bool]?
  var inputs: [Double] = []
  var targets: [Double] = []
  var order: [Int] = []

  /// Draws parameters, data and a presentation order for `samples` samples.
  mutating func draw(samples: Int, using random: inout Draw) {
    let count = zip(sizes, sizes.dropFirst()).enumerated().reduce(0) { total, layer in
      total + (layer.element.0 + (biases[layer.offset] ? 1 : 0)) * layer.element.1
    }
    let numbers = { (random: inout Draw) in Double(Float(random.number(in: -1...1))) }
    parameters = (0..<count).map { _ in numbers(&random) }
    inputs = (0..<samples * sizes[0]).map { _ in numbers(&random) }
    let outputs = sizes[sizes.count - 1]
    targets = (0..<samples * outputs).map { _ in (numbers(&random) + 1) / 2 }
    if [nn_loss_kind_categorical, nn_loss_kind_binary].contains(loss) {
      targets = (0..<samples).flatMap { _ in
        let label = random.below(outputs)
        return (0..<outputs).map { $0 == label ? 1.0 : 0 }
      }
    }
    order = (0..<samples).map { _ in random.below(samples) }
  }

  /// Inputs and hidden units.
  var droppable: Int { sizes.dropLast().reduce(0, +) }

  /// Draws dropout's factors where the kernels take them: for batches of 4 and more, and 200 weights.
  mutating func drop(using random: inout Draw) {
    guard min(batch, order.count) >= 4, parameters.count >= 200 else { return }
    kept = (0..<epochs * order.count * droppable).map { _ in random.below(4) == 0 ? 0 : 1.25 }
  }

  /// What a kernel makes of it: parameters, state and the losses of the epochs.
  struct Outcome {
    var parameters: [Double]
    var first: [Double]
    var second: [Double]
    var losses: [Double]
    var outcome: nn_outcome
    var calls = 1
    /// Those that were stopped before they had made an update.
    var stops = 0
  }

  /// Trains with the kernels, `updatesPerCall` updates a call (0: all in one call).
  ///
  /// - Parameter stopping: before each call another, in which the first output of all is what stops the kernel: so inside
  ///   the first batch, which is begun again. It has no effect on a network that is trained sample by sample.
  func train(inOrder: Bool = false, updatesPerCall: Int = 0, stopping: Bool = false) -> Outcome {
    var result = Outcome(
      parameters: parameters, first: parameters.map { _ in 0 }, second: parameters.map { _ in 0 },
      losses: .init(repeating: 0, count: epochs), outcome: nn_outcome_finished)
    let flags = biases.map { $0 ? 1 : 0 as UInt8 }
    let masks = frozen.map { $0.map { $0 ? 1 : 0 as UInt8 } }
    result.parameters.withUnsafeMutableBufferPointer { parameters in
      result.first.withUnsafeMutableBufferPointer { first in
        result.second.withUnsafeMutableBufferPointer { second in
          result.losses.withUnsafeMutableBufferPointer { losses in
            sizes.withUnsafeBufferPointer { sizes in
              activations.withUnsafeBufferPointer { activations in
                flags.withUnsafeBufferPointer { flags in
                  (masks ?? []).withUnsafeBufferPointer { masks in
                    inputs.withUnsafeBufferPointer { inputs in
                      targets.withUnsafeBufferPointer { targets in
                        order.withUnsafeBufferPointer { order in
                          var training = nn_training()
                          training.layers = sizes.count - 1
                          training.sizes = sizes.baseAddress
                          training.activations = activations.baseAddress
                          training.biases = flags.baseAddress
                          training.loss = loss
                          training.parameters = parameters.baseAddress
                          training.state1 = first.baseAddress
                          training.state2 = second.baseAddress
                          training.frozen = frozen == nil ? nil : masks.baseAddress
                          training.optimizer = rule.optimizer
                          training.rate = rule.rate
                          training.beta1 = rule.beta1
                          training.beta2 = rule.beta2
                          training.decay = rule.decay
                          training.power1 = 1
                          training.power2 = 1
                          training.inputs = inputs.baseAddress
                          training.targets = targets.baseAddress
                          training.samples = order.count
                          training.order = inOrder ? nil : order.baseAddress
                          training.batch = batch
                          training.sum = sum ? 1 : 0
                          training.single = single ? 1 : 0
                          training.threads = numericCast(threads)
                          training.epochs = epochs
                          training.updates = updatesPerCall
                          training.losses = losses.baseAddress
                          training.flat_spot = flatSpot
                          kept.withUnsafeBufferPointer { kept in
                            training.kept = kept.isEmpty ? nil : kept.baseAddress
                            if stopping { result.stops += stop(&training) }
                            result.outcome = nn_train(&training)
                            while result.outcome == nn_outcome_updates {
                              result.calls += 1
                              let presented = training.epoch * order.count + training.position
                              if !kept.isEmpty { training.kept = kept.baseAddress.map { $0 + presented * droppable } }
                              if stopping { result.stops += stop(&training) }
                              result.outcome = nn_train(&training)
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    return result
  }

  private func stop(_ training: inout nn_training) -> Int {
    var outputs = [Double](repeating: 0, count: order.count * sizes[sizes.count - 1])
    let outcome = outputs.withUnsafeMutableBytes { bytes in
      training.outputs = bytes.assumingMemoryBound(to: Double.self).baseAddress
      // Sign, exponent and the first bits.
      let place = training.position * sizes[sizes.count - 1] * 8 + 4
      training.stop = UnsafeRawPointer(bytes.baseAddress)?.advanced(by: place).assumingMemoryBound(to: Int32.self)
      return nn_train(&training)
    }
    training.outputs = nil
    training.stop = nil
    return outcome == nn_outcome_stopped && training.made == 0 ? 1 : 0
  }
}

/// A small generator of random numbers, the same on every machine.
struct Draw {
  var state: UInt64

  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func number(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * Double(bits() >> 11) * 0x1p-53
  }
  mutating func below(_ count: Int) -> Int { Int(bits() % UInt64(count)) }
  mutating func among<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
}
