import NeuralNetwork
import Testing

/// Compares gradients of random networks with central differences of the loss.
@Suite struct BackpropagationTests {
  static let smooth = Activation.all.filter { $0.isElementwise && !$0.isFlat }
  static let shapes = [[2, 1], [3, 4, 2], [2, 3, 3, 1], [4, 5, 4, 3, 2]]

  private func check(
    _ network: Network, _ random: inout RandomNumbers, _ rule: StepRule
  ) throws {
    let inputs = (0..<network.topology.inputCount).map { _ in random.uniform(-1, 1) }
    var wanted = (0..<network.topology.outputCount).map { _ in random.uniform(0.1, 0.9) }
    // The targets of softmax outputs are class probabilities.
    if network.topology.outputsAreSoftmax {
      wanted = wanted.map { [sum = wanted.reduce(0, +)] in $0 / sum }
    }
    let back = network.backward(network.forward(inputs, rule), target: wanted, rule)
    for parameter in network.values.indices {
      let step = 1e-5
      var moved = network
      moved.values[parameter] += step
      let above = moved.loss(moved.forward(inputs, rule), target: wanted, rule.loss)
      moved.values[parameter] -= 2 * step
      let below = moved.loss(moved.forward(inputs, rule), target: wanted, rule.loss)
      let difference = (above - below) / (2 * step)
      let gradient = -back.direction[parameter]
      #expect(
        abs(gradient - difference) < 1e-7 + 1e-5 * abs(gradient),
        "w\(parameter + 1): \(gradient) by backpropagation, \(difference) by differences")
    }
  }

  private func network(_ sizes: [Int], _ activation: Activation, biases: Bool = true, _ random: inout RandomNumbers)
    throws
    -> Network
  {
    var network = Network(
      try Topology(sizes: sizes, activations: .init(repeating: activation, count: sizes.count - 1), biases: biases))
    network.initialize(network.drawingOrder, .uniform(-1, 1), &random)
    return network
  }

  @Test("gradients agree with differences for every activation and depth", arguments: smooth, shapes)
  func activations(_ activation: Activation, _ sizes: [Int]) throws {
    var random = try RandomNumbers(seed: 7, dialect: .numpy)
    for biases in [true, false] {
      try check(try network(sizes, activation, biases: biases, &random), &random, StepRule())
    }
  }

  @Test(
    "under cross-entropy the error of an output that equals its target is the slope of the loss",
    arguments: [(40.0, 1.0), (-800, 0)])
  func saturated(_ weight: Double, _ target: Double) throws {
    var network = Network(try Topology(sizes: [1, 1], activations: [.sigmoid], biases: false))
    network.values = [weight]
    var rule = StepRule()
    rule.loss = .crossEntropy
    let back = network.backward(network.forward([1]), target: [target], rule)
    // −log o at 1 and −log(1 − o) at 0 have slopes −1 and 1.
    #expect(back.error[1] == (target == 1 ? 1 : -1))
    #expect(back.delta[1] == 0 && back.loss == 0)
  }

  @Test("gradients agree with differences for every loss", arguments: Loss.all)
  func losses(_ loss: Loss) throws {
    var random = try RandomNumbers(seed: 8, dialect: .numpy)
    var rule = StepRule()
    rule.loss = loss
    try check(try network([3, 4, 2], .sigmoid, &random), &random, rule)
    var softmax = try network([3, 4, 3], .tanh, &random)
    softmax.setActivation(.softmax, of: softmax.topology.outputUnits)
    try check(softmax, &random, rule)
  }

  @Test("gradients agree with differences where connections skip layers, are missing or biases are thresholds")
  func sparse() throws {
    var random = try RandomNumbers(seed: 9, dialect: .numpy)
    var network = try network([3, 3, 2, 2], .tanh, &random)
    try network.connect(0, to: 8)
    try network.connect(1, to: 6)
    try network.disconnect(2, from: 4)
    network.setActivation(.relu, of: [3])
    network.initialize(network.drawingOrder, .normal(mean: 0, deviation: 1), &random)
    try check(network, &random, StepRule())
    var rule = StepRule()
    rule.conventions.biasPosition = .first
    try check(network, &random, rule)
  }

  @Test("a user-defined activation is trained by its derivative")
  func custom() throws {
    let square = Activation(name: "square", definition: "x^2", value: { $0 * $0 }, derivative: { 2 * $0 })
    var random = try RandomNumbers(seed: 10, dialect: .numpy)
    try check(try network([2, 3, 1], square, &random), &random, StepRule())
  }

  @Test("parameters are numbered layer by layer, source by source, then the biases")
  func numbering() throws {
    let topology = try Topology(sizes: [2, 2, 2], activations: [.sigmoid, .sigmoid], biases: true)
    let places = (0..<topology.parameterCount).map(topology.role(of:))
    #expect(
      places == [
        .weight(source: 0, target: 2), .weight(source: 0, target: 3), .weight(source: 1, target: 2),
        .weight(source: 1, target: 3), .bias(unit: 2), .bias(unit: 3), .weight(source: 2, target: 4),
        .weight(source: 2, target: 5), .weight(source: 3, target: 4), .weight(source: 3, target: 5), .bias(unit: 4),
        .bias(unit: 5),
      ])
  }

  @Test("the role of every parameter is its place among the connections, in many layers and in sparse ones")
  func roles() throws {
    var random = try RandomNumbers(seed: 12, dialect: .numpy)
    let dense = try network([2, 3, 1, 4, 2, 3], .sigmoid, &random)
    var sparse = dense
    for pair in [(0, 3), (1, 2), (5, 7), (7, 11), (10, 13)] { try sparse.disconnect(pair.0, from: pair.1) }
    try sparse.connect(0, to: 14)
    for topology in [dense.topology, sparse.topology] {
      var roles: [Int: ParameterRole] = [:]
      for layer in 1...topology.outputLayer {
        for unit in topology.units(of: layer) {
          #expect(topology.layer(of: unit) == layer)
          for link in topology.sources(of: unit) { roles[link.parameter] = .weight(source: link.unit, target: unit) }
          if let bias = topology.bias(of: unit) { roles[bias] = .bias(unit: unit) }
        }
      }
      #expect(roles.count == topology.parameterCount)
      for (parameter, role) in roles { #expect(topology.role(of: parameter) == role) }
    }
  }

  @Test("removing and adding a connection leaves the others unchanged")
  func reconnect() throws {
    var random = try RandomNumbers(seed: 11, dialect: .numpy)
    let before = try network([2, 3, 1], .sigmoid, &random)
    var network = before
    try network.disconnect(1, from: 3)
    #expect(network.values.count == before.values.count - 1)
    #expect(!network.topology.isDense)
    try network.connect(1, to: 3)
    #expect(network.topology.isDense)
    let removed = try #require(before.topology.weight(from: 1, to: 3))
    for parameter in before.values.indices where parameter != removed {
      #expect(network.values[parameter] == before.values[parameter])
    }
  }

  @Test(
    "invalid networks are rejected", arguments: [[2], [2, 0, 1], [100_000, 100_000, 10], [1 << 62, 1 << 62]])
  func invalidSizes(_ sizes: [Int]) {
    #expect(throws: StructureError.self) {
      try Topology(sizes: sizes, activations: .init(repeating: .sigmoid, count: 4), biases: true)
    }
  }

  @Test("Mazur's published step-by-step example is reproduced digit by digit")
  func mazur() throws {
    var network = Network(try Topology(sizes: [2, 2, 2], activations: [.sigmoid, .sigmoid], biases: true))
    network.values = [0.15, 0.25, 0.20, 0.30, 0.35, 0.35, 0.40, 0.50, 0.45, 0.55, 0.60, 0.60]
    network.frozen = [4, 5, 10, 11]
    let pass = network.forward([0.05, 0.10])
    let rule = StepRule()
    let back = network.backward(pass, target: [0.01, 0.99], rule)
    #expect(abs(back.loss - 0.298371109) < 5e-10)
    var sum = GradientSum(parameters: 12)
    network.gather(pass, back, rule, into: &sum)
    var state = OptimizerState()
    _ = network.update(sum, StepRule(), &state)
    let published = [
      0.149780716, 0.24975114, 0.19956143, 0.29950229, 0.35, 0.35, 0.35891648, 0.511301270, 0.408666186, 0.561370121,
      0.6,
      0.6,
    ]
    for (value, printed) in zip(network.values, published) { #expect(abs(value - printed) < 5e-9) }
  }
}
