import NeuralNetwork
import Testing

/// Compares the plain engine with forward, backward, gather and update, which allocate and are easier to read.
@Suite("Training")
struct TrainingEngineTests {
  /// A training composed of the passes.
  private func reference(_ start: Network, _ data: TrainingData, _ plan: TrainingPlan, epochs: Int) -> Network {
    var network = start
    var state = OptimizerState()
    for _ in 0..<epochs {
      var position = 0
      while position < data.count {
        var sum = GradientSum(parameters: network.values.count)
        let end = min(data.count, position + (plan.batch ?? data.count))
        if plan.rule.conventions.update == .inOrder, end - position > 1 {
          updateInOrder(&network, data, position..<end, plan)
          position = end
          continue
        }
        for sample in position..<end {
          let pass = network.forward(Array(data.input(sample)), plan.rule)
          let back = network.backward(pass, target: Array(data.target(sample)), plan.rule)
          network.gather(pass, back, plan.rule, into: &sum)
        }
        _ = network.update(sum, plan.rule, &state)
        position = end
      }
    }
    return network
  }

  /// Layer by layer from the outputs: computes all gradients, but only updates the current layer.
  private func updateInOrder(
    _ network: inout Network, _ data: TrainingData, _ samples: Range<Int>, _ plan: TrainingPlan
  ) {
    var rule = plan.rule
    rule.conventions.update = .together
    let passes = samples.map { sample in
      network.forward(Array(data.input(sample)), rule)
    }
    for layer in (1...network.topology.outputLayer).reversed() {
      var sum = GradientSum(parameters: network.values.count)
      for (sample, pass) in zip(samples, passes) {
        network.gather(pass, network.backward(pass, target: Array(data.target(sample)), rule), rule, into: &sum)
      }
      var moved = network
      var state = OptimizerState()
      _ = moved.update(sum, plan.rule, &state)
      let connections = network.topology.connections[layer]
      for parameter in connections.firstParameter..<connections.endParameter {
        network.values[parameter] = moved.values[parameter]
      }
    }
  }

  @Test("copies of a training go on separately, each as if it had run alone", arguments: [true, false])
  func copies(_ usesKernels: Bool) throws {
    var plan = TrainingPlan()
    plan.usesKernels = usesKernels
    plan.rule.optimizer = Optimizer(Momentum.self)
    let start = try network([2, 3, 1], [.sigmoid, .sigmoid])
    let data = TrainingData(.gate(.xor), 0..<4)
    var first = Training(start, data, plan: plan)
    _ = first.runEpochs(2)
    var second = first
    _ = first.runEpochs(3)
    _ = second.runEpochs(1)
    _ = second.runEpochs(2)
    var whole = Training(start, data, plan: plan)
    _ = whole.runEpochs(5)
    #expect(first.network.values == whole.network.values)
    #expect(second.network.values == whole.network.values)
    _ = first.runUpdates(1)
    _ = second.runUpdates(1)
    #expect(first.network.values == second.network.values)
    #expect(first.network.values != whole.network.values)
  }

  @Test("wherever a training is interrupted, its measures are those of its last whole epoch", arguments: [true, false])
  func interrupted(_ measuresAfter: Bool) throws {
    var plan = TrainingPlan()
    plan.rule.conventions.epochLossTime = measuresAfter ? .after : .during
    let start = try network([2, 3, 1], [.sigmoid, .sigmoid])
    // Two calls of the kernels make an epoch.
    let samples = try SampleSet(
      name: "bits", inputs: (0..<40_000).map { Double($0 / 3 % 2) }, inputCount: 2,
      targets: (0..<20_000).map { Double($0 / 5 % 2) }, targetCount: 1)
    let data = TrainingData(samples, 0..<samples.count)
    var whole = [Training(start, data, plan: plan)]
    for epoch in 0..<4 {
      whole.append(whole[epoch])
      _ = whole[epoch + 1].runEpochs(1)
    }
    for calls in 0..<7 {
      var training = whole[0]
      var left = calls
      _ = training.runEpochs(4) {
        left -= 1
        return left < 0
      }
      #expect(training.last?.loss == whole[training.progress.epoch].last?.loss, "\(calls) calls: \(training.progress)")
    }
  }

  private func network(_ sizes: [Int], _ activations: [Activation], biases: Bool = true) throws -> Network {
    var network = Network(try Topology(sizes: sizes, activations: activations, biases: biases))
    var random = try RandomNumbers(seed: 7, dialect: .numpy)
    network.initialize(network.drawingOrder, .uniform(-1, 1), &random)
    for parameter in network.values.indices { network.values[parameter] += 0.01 * Double(parameter % 5) }
    return network
  }

  private func data(inputs: Int, targets: Int, count: Int) throws -> TrainingData {
    var random = try RandomNumbers(seed: 11, dialect: .numpy)
    let samples = try SampleSet(
      name: "random", inputs: (0..<count * inputs).map { _ in random.uniform(-1, 1) }, inputCount: inputs,
      targets: (0..<count * targets).map { _ in random.uniform(0.05, 0.95) }, targetCount: targets)
    return TrainingData(samples, 0..<count)
  }

  private func expectSame(_ network: Network, _ data: TrainingData, _ plan: TrainingPlan, _ what: String) {
    var training = Training(network, data, plan: plan)
    #expect(training.runEpochs(3) == .finished)
    let wanted = reference(network, data, plan, epochs: 3)
    #expect(training.network.values == wanted.values, "\(what)")
    #expect(training.network.values != network.values, "\(what)")
  }

  @Test("every activation gives the bits of the passes", arguments: Activation.all.filter { !$0.isFlat })
  func activations(activation: Activation) throws {
    let hidden: Activation = activation == .softmax ? .tanh : activation
    let network = try network([3, 4, 3, 2], [hidden, .sigmoid, activation])
    for precision in Precision.allCases {
      var plan = TrainingPlan()
      plan.rule.precision = precision
      plan.rule.rate = 0.1
      expectSame(network, try data(inputs: 3, targets: 2, count: 7), plan, "\(activation) \(precision)")
    }
  }

  @Test("an activation and a loss without C functions are trained by their formulas")
  func formulas() throws {
    let sigmoid = Activation(
      "plain-sigmoid", value: "1 / (1 + exp(-x))", derivative: "exp(-x) / (1 + exp(-x))^2")
    let loss = Loss("plain", Loss.Form(term: "d^2 / 2", total: "sum", error: "d"))
    let data = try data(inputs: 2, targets: 2, count: 7)
    var trained: [[Double]] = []
    for (activation, loss) in [(sigmoid, loss), (.sigmoid, .halfSquared)] {
      var plan = TrainingPlan()
      plan.rule.loss = loss
      let start = try network([2, 3, 2], [activation, activation])
      expectSame(start, data, plan, "\(activation) \(loss)")
      var training = Training(start, data, plan: plan)
      #expect(training.runEpochs(20) == .finished)
      trained.append(training.network.values)
    }
    for (formula, fast) in zip(trained[0], trained[1]) { #expect(abs(formula - fast) < 1e-12) }
  }

  @Test("every loss gives the bits of the passes", arguments: Loss.all)
  func losses(loss: Loss) throws {
    for output in [Activation.sigmoid, .softmax] {
      var plan = TrainingPlan()
      plan.rule.loss = loss
      plan.batch = 3
      expectSame(
        try network([2, 3, 2], [.tanh, output]), try data(inputs: 2, targets: 2, count: 8), plan, "\(loss) \(output)")
    }
  }

  @Test("every optimizer gives the bits of the passes, online, in mini-batches, full-batch and in single precision")
  func optimizers() throws {
    for optimizer in Optimizer.followingGradients {
      for batch in [1, 3, nil] {
        for precision in Precision.allCases {
          var plan = TrainingPlan()
          plan.rule.optimizer = optimizer
          plan.rule.precision = precision
          plan.rule.rate = 0.05
          plan.batch = batch
          expectSame(
            try network([2, 3, 1], [.tanh, .sigmoid]), try data(inputs: 2, targets: 1, count: 7), plan,
            "\(optimizer.definition.name) \(String(describing: batch)) \(precision)")
        }
      }
    }
  }

  @Test(
    "in-order updates and textbook arithmetic give the bits of the passes in networks of any shape",
    arguments: [[2, 2, 1], [2, 4, 1], [3, 3, 1], [2, 7, 1], [4, 3, 3], [2, 9, 2], [3, 5, 4, 2]])
  func inOrder(sizes: [Int]) throws {
    for activation in [Activation.sigmoid, .tanh] {
      for arithmetic in Conventions.Rounding.allCases {
        var plan = TrainingPlan()
        plan.rule.conventions.arithmetic = arithmetic
        for update in [Conventions.Update.inOrder, .together] {
          plan.rule.conventions.update = update
          expectSame(
            try network(sizes, sizes.dropFirst().map { _ in activation }),
            try data(inputs: sizes[0], targets: sizes[sizes.count - 1], count: 9), plan,
            "\(activation) \(arithmetic) \(update)")
        }
      }
    }
  }

  @Test("every convention gives the bits of the passes")
  func conventions() throws {
    var all: [Conventions] = []
    func with(_ change: (inout Conventions) -> Void) {
      for arithmetic in Conventions.Rounding.allCases {
        var conventions = Conventions()
        conventions.arithmetic = arithmetic
        change(&conventions)
        all.append(conventions)
      }
    }
    with { _ in }
    with { $0.update = .inOrder }
    with { $0.derivative = .misapplied }
    with { $0.derivative = .output }
    with { $0.batch = .sum }
    with { $0.sentBack = .error }
    with { $0.derivativePosition = .last }
    with { $0.product = .out }
    with { $0.biasSign = .threshold }
    with { $0.biasPosition = .first }
    with { $0.sign = .gradient }
    with {
      $0.update = .inOrder
      $0.sign = .gradient
    }
    with {
      $0.update = .inOrder
      $0.sentBack = .error
      $0.product = .out
    }
    for conventions in all {
      for batch in [1, 2] {
        var plan = TrainingPlan()
        plan.rule.conventions = conventions
        plan.batch = batch
        var frozen = try network([2, 3, 2], [.sigmoid, .sigmoid])
        expectSame(frozen, try data(inputs: 2, targets: 2, count: 5), plan, "\(conventions) batch \(batch)")
        frozen.frozen = [1, 8, 10]
        expectSame(frozen, try data(inputs: 2, targets: 2, count: 5), plan, "frozen, \(conventions) batch \(batch)")
      }
    }
  }

  @Test("decay, clip, flat-spot, tied and missing weights give the bits of the passes")
  func options() throws {
    var sparse = try network([2, 3, 2], [.tanh, .sigmoid])
    try sparse.connect(0, to: 5)
    try sparse.disconnect(1, from: 3)
    sparse.values[0] = 0.3
    var shared = try network([2, 3, 2], [.tanh, .sigmoid], biases: false)
    shared.shared = [[0, 4, 7]]
    shared.unify([0])
    for network in [sparse, shared, try self.network([2, 3, 2], [.tanh, .sigmoid])] {
      for batch in [1, 2, nil] {
        for precision in Precision.allCases {
          var plan = TrainingPlan()
          plan.batch = batch
          plan.rule.precision = precision
          plan.rule.decay = 0.01
          plan.rule.decaysBiases = batch != 2
          plan.rule.clip = 0.05
          plan.rule.flatSpot = 0.1
          expectSame(network, try data(inputs: 2, targets: 2, count: 5), plan, "batch \(String(describing: batch))")
          plan.rule.decay = 0
          plan.rule.clip = nil
          expectSame(network, try data(inputs: 2, targets: 2, count: 5), plan, "batch \(String(describing: batch))")
          plan.rule.decay = 1
          for penalty in StepRule.Penalty.allCases {
            plan.rule.penalty = penalty
            expectSame(network, try data(inputs: 2, targets: 2, count: 5), plan, "decay 1 \(penalty)")
          }
        }
      }
    }
  }

  @Test("a user-defined activation gives the bits of the passes")
  func customActivation() throws {
    let cube = Activation(
      name: "cube", definition: "x -> x^3", value: { $0 * $0 * $0 }, derivative: { 3 * $0 * $0 })
    var plan = TrainingPlan()
    plan.rule.rate = 0.1
    expectSame(
      try network([2, 3, 1], [cube, .sigmoid]), try data(inputs: 2, targets: 1, count: 5), plan, "cube")
  }

  @Test("losses are measured before each update, or after the epoch")
  func measures() throws {
    let start = try network([2, 3, 1], [.tanh, .sigmoid])
    let data = try data(inputs: 2, targets: 1, count: 5)
    var plan = TrainingPlan()
    plan.rule.rate = 0
    var during = Training(start, data, plan: plan)
    _ = during.runEpochs(1)
    #expect(during.last == start.measure(data, plan))
    plan.rule.rate = 0.5
    plan.rule.conventions.epochLossTime = .after
    var after = Training(start, data, plan: plan)
    _ = after.runEpochs(1)
    #expect(after.last == after.network.measure(data, plan))
    #expect(after.last != during.last)
  }

  @Test("the outputs of many samples are those of forward, with and without kernels")
  func outputs() throws {
    let networks = [
      try network([3, 5, 2], [.tanh, .sigmoid]), try network([3, 40, 4], [.relu, .softmax]),
      try network([3, 4, 2], [.sigmoid, .softmax], biases: false), try network([3, 4, 2], [.identity, .tanh]),
    ]
    for network in networks {
      let data = try data(inputs: 3, targets: network.topology.outputCount, count: 600)
      for precision in Precision.allCases {
        for arithmetic in Conventions.Rounding.allCases {
          var plan = TrainingPlan()
          plan.rule.precision = precision
          plan.rule.conventions.arithmetic = arithmetic
          let outputs = network.outputs(for: data, plan)
          let wanted = (0..<data.count).flatMap { sample in
            network.forward(Array(data.input(sample)), plan.rule)
              .out[network.topology.outputUnits]
          }
          #expect(outputs == wanted)
        }
      }
    }
  }

  @Test("patience monitors the test part with the current weights")
  func patience() throws {
    let start = try network([2, 3, 1], [.tanh, .sigmoid])
    let data = try data(inputs: 2, targets: 1, count: 9)
    var plan = TrainingPlan()
    plan.stop.patience = 3
    for usesKernels in [true, false] {
      plan.usesKernels = usesKernels
      var training = Training(start, data, watched: data, plan: plan)
      // The loss on the monitored samples falls for longer than three epochs.
      #expect(training.runEpochs(10) == .finished)
    }
  }
}
