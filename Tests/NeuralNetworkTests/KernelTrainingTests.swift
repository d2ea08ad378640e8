import NeuralNetwork
import Testing

@Suite("Training on kernels")
struct KernelTrainingTests {
  /// A random network, data and plan by a seed.
  static func randomTraining(_ seed: Int) throws -> Training {
    var random = try RandomNumbers(seed: UInt64(seed), dialect: .numpy)
    func below(_ count: Int) -> Int { Int(random.uniform(0, Double(count))) }
    let layers = 1 + below(3)
    let sizes = (0...layers).map { _ in 1 + below(seed % 4 == 0 ? 40 : 6) }
    let kinds = Activation.all.filter { $0.isElementwise && !$0.isFlat }
    var activations = (0..<layers).map { _ in kinds[below(kinds.count)] }
    var plan = TrainingPlan()
    switch below(4) {
    case 0:
      plan.rule.loss = .crossEntropy
      activations[layers - 1] = .softmax
    case 1:
      plan.rule.loss = .crossEntropy
      activations[layers - 1] = .sigmoid
    default:
      let others = Loss.all.filter { !$0.needsActivation }
      plan.rule.loss = others[below(others.count)]
    }
    let optimizers = Optimizer.followingGradients
    plan.rule.optimizer = optimizers[below(optimizers.count)]
    plan.rule.rate = [0.5, 0.01][below(2)]
    plan.rule.decay = [0, 0, 1e-3][below(3)]
    plan.rule.decaysBiases = below(4) > 0
    if below(5) == 0 { plan.rule.clip = 0.5 }
    if below(4) == 0 { plan.rule.flatSpot = 0.1 }
    if below(3) == 0 { for layer in 0..<layers where below(2) == 0 { plan.dropout[layer] = 0.3 } }
    plan.rule.precision = below(2) == 0 ? .single : .double
    plan.rule.conventions.batch = below(3) == 0 ? .sum : .mean
    plan.batch = [1, 2, 7, nil][below(4)]
    plan.shuffle = Shuffle.allCases[below(Shuffle.allCases.count)]
    plan.threads = 1 + below(2)
    var network = Network(try Topology(sizes: sizes, activations: activations, biases: below(4) > 0))
    network.initialize(Array(network.values.indices), .uniform(-1, 1), &random)
    if below(4) == 0 { network.frozen = Set(network.values.indices.filter { $0 % 3 == 0 }) }
    if below(4) == 0, network.values.count > 4 {
      network.shared = [[0, 2, 3]]
      network.unify([0])
    }
    let count = 1 + below(30)
    let inputs = (0..<count * sizes[0]).map { _ in random.uniform(-1, 1) }
    let targets = (0..<count).flatMap { sample in
      (0..<sizes[layers]).map { plan.rule.loss == .crossEntropy ? ($0 == sample % sizes[layers] ? 1.0 : 0) : 0.25 }
    }
    let samples = try SampleSet(
      name: "drawn", inputs: inputs, inputCount: sizes[0], targets: targets, targetCount: sizes[layers])
    return Training(network, TrainingData(samples, 0..<count), plan: plan, random: random)
  }

  /// The bits of everything observable in a training.
  private struct Trace: Equatable {
    var values: [UInt64]
    var first: [UInt64]
    var second: [UInt64]
    var progress: String
    var position: Int
    var last: String
    var current: String
    var next: Double

    init(_ training: Training) {
      values = training.network.values.map { $0.isNaN ? 0 : $0.bitPattern }
      first = training.state.first.map { $0.isNaN ? 0 : $0.bitPattern }
      second = training.state.second.map { $0.isNaN ? 0 : $0.bitPattern }
      progress = String(describing: training.progress)
      position = training.presented
      last = "\(String(describing: training.last))"
      current = String(describing: training.partial)
      var random = training.random
      next = random.uniform(0, 1)
    }
  }

  private func plainPlan(_ plan: TrainingPlan) -> TrainingPlan {
    var plan = plan
    plan.usesKernels = false
    return plan
  }

  private func compare(_ training: Training, _ run: (inout Training) -> [TrainingOutcome]) {
    var fast = training
    var plain = training
    plain = Training(plain.network, plain.data, plan: plainPlan(plain.plan), random: plain.random)
    #expect("\(run(&fast))" == "\(run(&plain))")
    #expect(Trace(fast) == Trace(plain))
  }

  @Test("Epochs on kernels and on the plain engine give the same bits, measures and random numbers", arguments: 0..<160)
  func epochs(_ seed: Int) throws {
    compare(try Self.randomTraining(seed)) { training in
      [training.runEpochs(3) { false }, training.runEpochs(1) { false }]
    }
  }

  @Test("Updates in pieces that end inside epochs give the same bits", arguments: 0..<80)
  func updates(_ seed: Int) throws {
    compare(try Self.randomTraining(seed)) { training in
      [1, 2, 9].map { training.runUpdates($0) { false } } + [training.runEpochs(2) { false }]
    }
  }

  @Test("Losses after the epoch and patience on other samples are the same", arguments: 0..<30)
  func measuring(_ seed: Int) throws {
    let drawn = try Self.randomTraining(seed)
    let other = try Self.randomTraining(seed + 100).data
    var plan = drawn.plan
    plan.rule.conventions.epochLossTime = seed % 3 == 0 ? .during : .after
    if seed % 3 < 2 { plan.stop.patience = 2 }
    let fits = other.inputCount == drawn.data.inputCount && other.targetCount == drawn.data.targetCount
    let watched = fits ? other : drawn.data
    func outcome(kernels: Bool) -> String {
      var plan = plan
      plan.usesKernels = kernels
      var training = Training(drawn.network, drawn.data, watched: watched, plan: plan, random: drawn.random)
      return "\(training.runEpochs(20)) \(Trace(training))"
    }
    #expect(outcome(kernels: true) == outcome(kernels: false))
  }

  @Test("The outputs of a test are the outputs of forward", arguments: 0..<30)
  func outputs(_ seed: Int) throws {
    let training = try Self.randomTraining(seed)
    for arithmetic in [Conventions.Rounding.fused, .textbook] {
      var plan = training.plan
      plan.rule.conventions.arithmetic = arithmetic
      if arithmetic == .textbook { plan.rule.precision = .double }
      let forward = (0..<training.data.count).flatMap { sample in
        let input = Array(training.data.input(sample))
        let pass = training.network.forward(input, plan.rule)
        return pass.out[training.network.topology.outputUnits]
      }
      #expect(training.network.outputs(for: training.data, plan) == forward)
    }
  }

  @Test("Textbook arithmetic on kernels gives the bits of the plain engine", arguments: 0..<24)
  func textbook(_ seed: Int) throws {
    let drawn = try Self.randomTraining(seed)
    var plan = TrainingPlan()
    plan.rule.rate = 0.1
    plan.shuffle = Shuffle.allCases[seed % 4]
    plan.rule.conventions.arithmetic = .textbook
    plan.rule.conventions.update = seed % 2 == 0 ? .inOrder : .together
    plan.rule.conventions.sign = seed % 4 < 2 ? .delta : .gradient
    plan.rule.conventions.derivativePosition = seed % 3 == 0 ? .last : .first
    plan.rule.conventions.product = Conventions.Product.allCases[seed / 4 % 3]
    var network = drawn.network
    let kinds: [Activation] = [.sigmoid, .tanh, .relu, .identity]
    for layer in 1...network.topology.outputLayer {
      network.setActivation(kinds[(seed + layer) % 4], of: network.topology.units(of: layer))
    }
    network.frozen = []
    compare(Training(network, drawn.data, plan: plan, random: drawn.random)) { training in
      [training.runEpochs(3) { false }, training.runUpdates(5) { false }, training.runEpochs(2) { false }]
    }
  }

  @Test("Divergence is detected in the same epoch at the same number")
  func divergence() throws {
    for precision in [Precision.double, .single] {
      var training = try Self.divergingTraining(precision)
      compare(training) { training in [training.runEpochs(100_000) { false }] }
      guard case .diverged = training.runEpochs(100_000, interrupted: { false }) else {
        Issue.record("did not diverge")
        return
      }
    }
  }

  private static func divergingTraining(_ precision: Precision) throws -> Training {
    var network = Network(try Topology(sizes: [2, 3, 1], activations: [.identity, .identity], biases: true))
    network.values = network.values.indices.map { Double($0) * 0.125 }
    var plan = TrainingPlan()
    plan.rule.rate = 0.5
    plan.rule.precision = precision
    let samples = try SampleSet(
      name: "drawn", inputs: [1, 2, 3, 4], inputCount: 2, targets: [5, -5], targetCount: 1)
    return Training(network, TrainingData(samples, 0..<2), plan: plan)
  }

  @Test("An interruption stops between updates, and the resumed training gives the same numbers")
  func interruption() throws {
    var network = Network(try Topology(sizes: [2, 4, 1], activations: [.sigmoid, .sigmoid], biases: true))
    network.values = network.values.indices.map { Double($0 % 5) * 0.25 - 0.5 }
    let samples = try SampleSet(
      name: "drawn", inputs: [0, 0, 0, 1, 1, 0, 1, 1], inputCount: 2, targets: [0, 1, 1, 0], targetCount: 1)
    let start = Training(network, TrainingData(samples, 0..<4), plan: TrainingPlan())
    var stopped = start
    var asked = 0
    let outcome = stopped.runEpochs(1_000_000) {
      asked += 1
      return asked > 3
    }
    #expect(outcome == .interrupted)
    #expect(stopped.progress.epoch > 0 && stopped.progress.epoch < 1_000_000)
    var whole = start
    #expect(whole.runEpochs(stopped.progress.epoch) { false } == .finished)
    #expect(whole.network.values == stopped.network.values)
  }

  @Test(
    "A batch that is interrupted starts over", arguments: [Precision.double, .single], [false, true])
  func interruptionInsideBatch(_ precision: Precision, inOrder: Bool) throws {
    let drawn = try Self.randomTraining(3)
    var network = Network(try Topology(sizes: [20, 40, 3], activations: [.tanh, .sigmoid], biases: true))
    var random = drawn.random
    network.initialize(Array(network.values.indices), .uniform(-0.5, 0.5), &random)
    let inputs = (0..<90 * 20).map { _ in random.uniform(-1, 1) }
    let targets = (0..<90 * 3).map { Double($0 % 2) }
    let samples = try SampleSet(name: "drawn", inputs: inputs, inputCount: 20, targets: targets, targetCount: 3)
    var plan = TrainingPlan()
    plan.rule.precision = precision
    if inOrder { plan.rule.conventions.update = .inOrder } else { plan.rule.clip = 1 }
    plan.batch = nil
    plan.shuffle = .inPlace
    plan.dropout = [1: 0.25]
    plan.usesKernels = false
    if precision == .double { plan.rule.conventions.arithmetic = .textbook }
    let start = Training(network, TrainingData(samples, 0..<90), plan: plan, random: random)
    var whole = start
    #expect(whole.runEpochs(4) == .finished)
    var pieces = start
    var asked = 0
    var interruptions = 0
    while pieces.progress.epoch < 4 {
      let outcome = pieces.runEpochs(4 - pieces.progress.epoch) {
        asked += 1
        return asked % 7 == 0
      }
      if outcome == .interrupted { interruptions += 1 }
    }
    #expect(interruptions > 1)
    #expect(Trace(pieces) == Trace(whole))
  }
}
