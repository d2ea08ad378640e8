import Kernels
import Testing

@Suite("Training")
struct TrainingTests {
  /// A random training: any activation, loss and optimizer, layers from one unit to more than a panel.
  static func randomRun(_ seed: Int) -> Run {
    var random = Draw(state: UInt64(seed))
    let layers = random.among([1, 2, 2, 2, 3, 4])
    let wide = seed % 3 == 0
    let sizes = (0...layers).map { _ in 1 + random.below(wide ? 60 : 9) }
    let optimizers = (0...6).map { nn_optimizer(rawValue: numericCast($0)) }
    var run = Run(
      sizes: sizes, activations: (0..<layers).map { _ in random.among(Run.unitActivations) },
      biases: (0..<layers).map { _ in random.below(4) > 0 })
    switch random.below(4) {
    case 0:
      run.loss = nn_loss_kind_categorical
      run.activations[layers - 1] = nn_activation_softmax
    case 1:
      run.loss = nn_loss_kind_binary
      run.activations[layers - 1] = nn_activation_sigmoid
    default: run.loss = random.among([0, 0, 3, 4, 5, 6].map { nn_loss_kind(rawValue: $0) })
    }
    if random.below(3) == 0 { run.flatSpot = 0.1 }
    run.rule = Rule(
      optimizer: random.among(optimizers), rate: random.among([0.5, 0.01]),
      decay: random.among([0, 0, 1e-3]))
    run.batch = random.among([1, 1, 2, 5, 8, 32])
    run.sum = random.below(3) == 0
    run.single = random.below(2) == 0
    run.draw(samples: 1 + random.below(wide ? 70 : 20), using: &random)
    if random.below(3) == 0 { run.drop(using: &random) }
    if random.below(4) == 0 { run.frozen = run.parameters.map { _ in random.below(3) == 0 } }
    return run
  }

  /// Shapes with special kernels, and shapes of several panels.
  static func particularRuns() -> [Run] {
    var random = Draw(state: 7)
    var runs: [Run] = []
    let shapes = [
      [2, 2, 1], [2, 3, 1], [2, 4, 1], [3, 4, 1], [4, 8, 3], [8, 3, 8], [1, 1, 1], [5, 2, 1], [3, 3, 1], [16, 4, 1],
      [4, 3, 3], [2, 1, 2], [2, 5, 1], [3, 8, 1], [10, 5, 2], [7, 7, 8], [17, 3, 2],
    ]
    for sizes in shapes {
      for kind in [nn_activation_sigmoid, nn_activation_tanh] {
        for optimizer in [nn_optimizer_sgd, nn_optimizer_momentum] {
          for biases in [[true, true], [false, false], [true, false]] {
            var run = Run(sizes: sizes, activations: [kind, kind], biases: biases)
            run.rule.optimizer = optimizer
            run.draw(samples: 9, using: &random)
            run.epochs = 5
            runs.append(run)
            run.inputs = run.inputs.map { $0 > 0 ? 1 : 0 }
            runs.append(run)
          }
        }
      }
    }
    for optimizer in [nn_optimizer_sgd, nn_optimizer_adam] {
      for single in [false, true] {
        var run = Run(
          sizes: [150, 101, 53, 10], activations: [nn_activation_relu, nn_activation_tanh, nn_activation_softmax],
          biases: [true, true, true], loss: nn_loss_kind_categorical)
        run.rule.optimizer = optimizer
        run.rule.rate = 0.01
        run.batch = 60
        run.single = single
        run.draw(samples: 70, using: &random)
        run.epochs = 1
        runs.append(run)
      }
    }
    return runs
  }

  /// The bits of parameters and losses of the reference training.
  private static func reference(_ run: Run) -> [[UInt64]] {
    if run.single {
      var reference = ReferenceTraining<Float>(run)
      reference.train()
      return [reference.parameters.map { bits(Double($0)) }, reference.losses.map(bits)]
    }
    var reference = ReferenceTraining<Double>(run)
    reference.train()
    return [reference.parameters.map(bits), reference.losses.map(bits)]
  }

  private func expect(_ outcome: Run.Outcome, is expected: [[UInt64]], _ comment: Comment) {
    #expect(outcome.outcome == nn_outcome_finished, comment)
    let isSame = [outcome.parameters.map(Self.bits), outcome.losses.map(Self.bits)] == expected
    #expect(isSame, comment)
  }

  static func bits(_ value: Double) -> UInt64 { value.isNaN ? UInt64.max : value.bitPattern }

  private static let seeds = 0..<120
  private static let references = seeds.map { reference(randomRun($0)) }

  @Test("Kernels give the bits of the reference, with one thread and with two", arguments: Level.supported)
  func random(_ level: Level) {
    for (seed, expected) in zip(Self.seeds, Self.references) {
      var run = Self.randomRun(seed)
      run.level = level.kernels
      for threads in [1, 2] {
        run.threads = threads
        expect(run.train(), is: expected, "seed \(seed), \(threads) threads, \(run.sizes)")
      }
    }
  }

  private static let particularReferences = particularRuns().map(reference)

  @Test(
    "Shapes with special kernels, and of several panels, give the bits of the reference", arguments: Level.supported)
  func particular(_ level: Level) {
    for (run, expected) in zip(Self.particularRuns(), Self.particularReferences) {
      var run = run
      run.level = level.kernels
      expect(run.train(), is: expected, "\(run.sizes)")
    }
  }

  @Test("No order and an explicit order 0, 1, 2, … give the same result", arguments: [1, 16])
  func inOrder(_ batch: Int) {
    var random = Draw(state: 3)
    var run = Run(sizes: [20, 30, 4], activations: [nn_activation_tanh, nn_activation_sigmoid], biases: [true, true])
    run.batch = batch
    run.draw(samples: 48, using: &random)
    run.order = Array(0..<48)
    #expect(run.train(inOrder: true).parameters == run.train().parameters)
  }

  @Test("A large batch that is stopped halfway is undone and starts over", arguments: [1, 2], [false, true])
  func stopped(_ threads: Int, _ single: Bool) {
    var random = Draw(state: 5)
    for rule in [Rule(optimizer: nn_optimizer_sgd, rate: 0.1), Rule(optimizer: nn_optimizer_adam, rate: 0.01)] {
      var run = Run(
        sizes: [50, 60, 70, 5], activations: [nn_activation_relu, nn_activation_tanh, nn_activation_sigmoid],
        biases: [true, true, true])
      run.rule = rule
      run.batch = 40
      run.single = single
      run.threads = threads
      run.draw(samples: 100, using: &random)
      let whole = run.train()
      let stopped = run.train(updatesPerCall: 1, stopping: true)
      #expect(stopped.stops == 6)
      #expect(stopped.parameters.map(Self.bits) == whole.parameters.map(Self.bits))
      #expect(stopped.losses.map(Self.bits) == whole.losses.map(Self.bits))
      #expect(stopped.second.map(Self.bits) == whole.second.map(Self.bits))
    }
  }

  @Test("A training divided into calls continues exactly where it stopped", arguments: 0..<60)
  func cut(_ seed: Int) {
    let run = Self.randomRun(seed)
    let whole = run.train()
    let cut = run.train(updatesPerCall: 3)
    #expect(cut.parameters.map(Self.bits) == whole.parameters.map(Self.bits))
    #expect(cut.losses.map(Self.bits) == whole.losses.map(Self.bits))
    #expect(cut.first.map(Self.bits) == whole.first.map(Self.bits))
    #expect(cut.second.map(Self.bits) == whole.second.map(Self.bits))
    let updates = run.epochs * ((run.order.count + run.batch - 1) / run.batch)
    #expect(cut.calls == (updates + 2) / 3)
  }
}
