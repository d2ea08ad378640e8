import Kernels

/// The description of a training in the tests.
struct Run: Sendable {
  /// The activations that apply to each unit separately.
  static let unitActivations = (0..<nn_activation_softmax.rawValue).map { nn_activation(rawValue: $0) }

  var sizes: [Int]
  var activations: [nn_activation]
  var biases: [Bool]
  var loss = nn_loss_kind_half_squared
  var rule = Rule()
  var flatSpot = 0.0
  /// Dropout factors of inputs and hidden units, a row per sample presented.
  var dropout: [Double] = []
  var batch = 1
  var sum = false
  var single = false
  var level = nn_highest_level()
  var threads = 1
  var epochs = 2
  var parameters: [Double] = []
  var frozen: [Bool]?
  var inputs: [Double] = []
  var targets: [Double] = []
  var order: [Int] = []

  /// Draws parameters, data and an order of presentation for `samples` samples.
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

  /// The number of inputs and hidden units.
  var droppable: Int { sizes.dropLast().reduce(0, +) }

  /// Draws dropout factors if the kernels support dropout: for batches of at least 4 and at least 200 parameters.
  mutating func drop(using random: inout Draw) {
    guard min(batch, order.count) >= 4, parameters.count >= 200 else { return }
    dropout = (0..<epochs * order.count * droppable).map { _ in random.below(4) == 0 ? 0 : 1.25 }
  }

  /// The results of a kernel: parameters, state and the losses of the epochs.
  struct Outcome {
    var parameters: [Double]
    var first: [Double]
    var second: [Double]
    var losses: [Double]
    var outcome: nn_outcome
    var calls = 1
    /// Calls that were stopped before they made an update.
    var stops = 0
  }

  /// Trains with the kernels, `updatesPerCall` updates per call (0: all in one call).
  ///
  /// - Parameter stopping: precedes each call by one in which the first output stops the kernel, inside the first
  ///   batch, which then starts over. Networks that are trained sample by sample are not stopped.
  func train(inOrder: Bool = false, updatesPerCall: Int = 0, stopping: Bool = false) -> Outcome {
    let memory = Memory()
    let zeros = parameters.map { _ in 0.0 }
    let losses = memory.copy([Double](repeating: 0, count: epochs))
    var training = describe(in: memory)
    let parameters = memory.copy(parameters)
    let (first, second) = (memory.copy(zeros), memory.copy(zeros))
    training.parameters = parameters.baseAddress
    training.state1 = first.baseAddress
    training.state2 = second.baseAddress
    training.losses = losses.baseAddress
    if inOrder { training.order = nil }
    training.updates = updatesPerCall
    var calls = 0
    var stops = 0
    var outcome = nn_outcome_updates
    let factors = dropout.isEmpty ? nil : memory.copy(dropout).baseAddress
    while outcome == nn_outcome_updates {
      calls += 1
      let presented = training.epoch * order.count + training.position
      training.dropout = factors.map { UnsafePointer($0 + presented * droppable) }
      if stopping { stops += stop(&training) }
      outcome = nn_train(&training)
    }
    return withExtendedLifetime(memory) {
      Outcome(
        parameters: Array(parameters), first: Array(first), second: Array(second), losses: Array(losses),
        outcome: outcome, calls: calls, stops: stops)
    }
  }

  /// Everything except the parameters, the state and the destination of the losses.
  private func describe(in memory: Memory) -> nn_training {
    var training = nn_training()
    training.layers = sizes.count - 1
    training.sizes = UnsafePointer(memory.copy(sizes).baseAddress)
    training.activations = UnsafePointer(memory.copy(activations).baseAddress)
    training.biases = UnsafePointer(memory.copy(biases.map { $0 ? 1 : 0 as UInt8 }).baseAddress)
    training.loss = loss
    training.frozen = frozen.map { UnsafePointer(memory.copy($0.map { $0 ? 1 : 0 as UInt8 }).baseAddress) } ?? nil
    training.optimizer = rule.optimizer
    training.rate = rule.rate
    training.beta1 = rule.beta1
    training.beta2 = rule.beta2
    training.decay = rule.decay
    training.flat_spot = flatSpot
    training.power1 = 1
    training.power2 = 1
    training.inputs = UnsafePointer(memory.copy(inputs).baseAddress)
    training.targets = UnsafePointer(memory.copy(targets).baseAddress)
    training.samples = order.count
    training.order = UnsafePointer(memory.copy(order).baseAddress)
    training.batch = batch
    training.sum = sum ? 1 : 0
    training.single = single ? 1 : 0
    training.level = level
    training.threads = numericCast(threads)
    training.epochs = epochs
    return training
  }

  private func stop(_ training: inout nn_training) -> Int {
    var outputs = [Double](repeating: 0, count: order.count * sizes[sizes.count - 1])
    let outcome = outputs.withUnsafeMutableBytes { bytes in
      training.outputs = bytes.assumingMemoryBound(to: Double.self).baseAddress
      // The half with sign, exponent and the first bits.
      let offset = training.position * sizes[sizes.count - 1] * 8 + 4
      training.stop = UnsafeRawPointer(bytes.baseAddress)?.advanced(by: offset).assumingMemoryBound(to: Int32.self)
      training.stops_inside_batch = 1
      return nn_train(&training)
    }
    training.outputs = nil
    training.stop = nil
    training.stops_inside_batch = 0
    return outcome == nn_outcome_stopped && training.updates_made == 0 ? 1 : 0
  }
}

/// Copies of arrays at stable addresses.
private final class Memory {
  private var pieces: [UnsafeMutableRawPointer] = []

  func copy<Value: BitwiseCopyable>(_ values: [Value]) -> UnsafeMutableBufferPointer<Value> {
    let copy = UnsafeMutableBufferPointer<Value>.allocate(capacity: values.count)
    _ = copy.initialize(from: values)
    if let start = copy.baseAddress { pieces.append(UnsafeMutableRawPointer(start)) }
    return copy
  }

  deinit { for piece in pieces { piece.deallocate() } }
}
