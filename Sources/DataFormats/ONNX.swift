import Expressions
import NeuralNetwork

/// Open Neural Network Exchange: dense networks of MatMul, Add and Gemm, and activations.
///
/// A file is one protobuf message. Source: onnx.proto and the operators' documentation of ONNX 1.19. Anything that a
/// network of nnsh does not have is refused by its name.
package enum ONNX: NetworkFormat {
  package static let name = ONNXModel.format
  package static let extensions = ["onnx"]

  /// By its extension: the encoding has no signature.
  package static func recognizes(_ bytes: UnsafeRawBufferPointer, extension: String) -> Bool { `extension` == "onnx" }

  package static func readNetwork(_ bytes: UnsafeRawBufferPointer) throws -> Network {
    try Limits.require(numbers: bytes.count / 4)
    let model = try ONNXModel(bytes)
    guard model.inputs.count == 1, model.outputs.count == 1 else {
      throw NetworkFileError.unsupported("\(model.inputs.count) inputs and \(model.outputs.count) outputs")
    }
    var reading = ONNXReading(model)
    for node in model.nodes {
      try Limits.check()
      try reading.read(node)
    }
    return try reading.graph(output: model.outputs[0]).network()
  }

  package static func write(
    _ network: Network, _ precision: Precision, _ write: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    for numbers in precision == .single ? [network.values, network.topology.activations.map(\.operand)] : [] {
      for (index, number) in numbers.enumerated() where !Float(number).isFinite || Limits.isReached(at: index) {
        try Limits.check()
        throw NetworkFileError.missing(format: "single precision", what: "number as large as \(number)")
      }
    }
    var writer = ONNXWriter(precision)
    try writer.model(of: network).write(write)
  }
}

/// Follows what a graph calculates, from its input to its output.
private struct ONNXReading {
  /// What a name in the graph is.
  private enum Value {
    case input
    /// The net inputs of a layer.
    case net(Int)
    case out(Int, Activation)
  }

  private struct Layer {
    /// Units × sources.
    var weights: NumberArray
    var bias: [Double]?
    /// That of the layer after it, or of the graph's output.
    var activation: Activation?
  }

  private let model: ONNXModel
  private var values: [String: Value] = [:]
  private var layers: [Layer] = []
  /// How many nodes read each name.
  private let uses: [String: Int]

  init(_ model: ONNXModel) {
    self.model = model
    values[model.inputs[0]] = .input
    uses = model.nodes.flatMap(\.inputs).reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// Operators that an activation is.
  private static let activations = [
    "Sigmoid": "sigmoid", "Tanh": "tanh", "Relu": "relu", "Softplus": "softplus", "Sin": "sine", "Gelu": "gelu",
    "Softmax": "softmax", "LeakyRelu": "leaky-relu", "Elu": "elu", "Swish": "swish",
  ]
  private static let slopes: [String: Float] = ["LeakyRelu": 0.01, "Elu": 1]

  mutating func read(_ node: ONNXModel.Node) throws {
    guard let output = node.outputs.first, let first = node.inputs.first else { throw unsupported(node) }
    if node.domain == ONNXModel.domain {
      values[output] = try activated(node, ownActivation(node))
      return
    }
    guard node.domain.isEmpty else { throw unsupported(node) }
    switch node.operation {
    case "MatMul", "Gemm": values[output] = .net(try layer(node))
    case "Add": values[output] = .net(try biased(node))
    case "Identity", "Dropout": values[output] = try value(first, node)
    case "Flatten":
      guard case .input = try value(first, node), node.attributes["axis"]?.whole ?? 1 == 1 else {
        throw unsupported(node)
      }
      values[output] = .input
    case "Mul":
      // x * sigmoid(x)
      guard node.inputs.count == 2, let layer = swish(node.inputs[0], node.inputs[1]) else { throw unsupported(node) }
      values[output] = .out(layer, try named("swish", node))
    default: values[output] = try activated(node, activation(node))
    }
  }

  private func unsupported(_ node: ONNXModel.Node) -> NetworkFileError {
    let domain = node.domain.isEmpty ? "" : "\(node.domain)."
    let known = ["MatMul", "Gemm", "Add", "Mul", "Flatten"] + Self.activations.keys
    let isKnown = node.domain.isEmpty && known.contains(node.operation)
    return .unsupported(
      "the operator \(domain)\(node.operation)\(node.name.isEmpty ? "" : " (\(node.name))")"
        + (isKnown ? " used otherwise than in dense layers" : ""))
  }

  private func value(_ name: String, _ node: ONNXModel.Node) throws -> Value {
    guard let value = values[name] else { throw unsupported(node) }
    return value
  }

  private func named(_ name: String, _ node: ONNXModel.Node) throws -> Activation {
    guard let activation = Activation.named(name) else { throw unsupported(node) }
    return activation
  }

  // MARK: Layers

  private mutating func layer(_ node: ONNXModel.Node) throws -> Int {
    guard node.inputs.count >= 2, let matrix = model.tensors[node.inputs[1]], matrix.dimensions.count == 2 else {
      throw unsupported(node)
    }
    let (alpha, beta) = (node.attributes["alpha"]?.float ?? 1, node.attributes["beta"]?.float ?? 1)
    guard alpha == 1, beta == 1, node.attributes["transA"]?.whole ?? 0 == 0 else { throw unsupported(node) }
    switch try value(node.inputs[0], node) {
    case .input:
      guard layers.isEmpty else { throw NetworkFileError.unsupported("a branch: the input is read twice") }
    case .net(let source): try follow(source, with: .identity)
    case .out(let source, let activation): try follow(source, with: activation)
    }
    let isTransposed = node.attributes["transB"]?.whole ?? 0 != 0
    var layer = Layer(weights: isTransposed ? matrix : matrix.transposed)
    let (units, sources) = (layer.weights.dimensions[0], layer.weights.dimensions[1])
    guard units > 0, sources > 0, layers.isEmpty || sources == layers[layers.count - 1].weights.dimensions[0] else {
      throw NetworkFileError.inconsistent("\(quotedName(node.inputs[1])) does not fit the layer before it")
    }
    if node.operation == "Gemm", node.inputs.count > 2, !node.inputs[2].isEmpty {
      guard let bias = model.tensors[node.inputs[2]] else { throw unsupported(node) }
      layer.bias = try biases(bias, units, node)
    }
    layers.append(layer)
    return layers.count - 1
  }

  /// Makes a layer the one before the next.
  private mutating func follow(_ source: Int, with activation: Activation) throws {
    guard source == layers.count - 1, layers[source].activation == nil else {
      throw NetworkFileError.unsupported("a branch: a layer is read twice")
    }
    layers[source].activation = activation
  }

  private func biases(_ array: NumberArray, _ units: Int, _ node: ONNXModel.Node) throws -> [Double] {
    let rows = array.dimensions.dropLast()
    guard rows.allSatisfy({ $0 == 1 }), array.values.count == units || array.values.count == 1 else {
      throw unsupported(node)
    }
    return array.values.count == units ? array.values : [Double](repeating: array.values[0], count: units)
  }

  /// Net inputs with biases added.
  private mutating func biased(_ node: ONNXModel.Node) throws -> Int {
    guard node.inputs.count == 2 else { throw unsupported(node) }
    for (value, bias) in [(node.inputs[0], node.inputs[1]), (node.inputs[1], node.inputs[0])] {
      guard case .net(let layer)? = values[value], let bias = model.tensors[bias] else { continue }
      guard uses[value] == 1, layers[layer].bias == nil, value != model.outputs[0] else { break }
      layers[layer].bias = try biases(bias, layers[layer].weights.dimensions[0], node)
      return layer
    }
    throw unsupported(node)
  }

  // MARK: Activations

  private func activated(_ node: ONNXModel.Node, _ activation: Activation) throws -> Value {
    guard case .net(let layer) = try value(node.inputs[0], node) else { throw unsupported(node) }
    return .out(layer, activation)
  }

  private func activation(_ node: ONNXModel.Node) throws -> Activation {
    guard let name = Self.activations[node.operation] else { throw unsupported(node) }
    let activation = try named(name, node)
    switch node.operation {
    case "Softmax":
      guard [nil, -1, 1].contains(node.attributes["axis"]?.whole) else { throw unsupported(node) }
    case "Gelu":
      // Only the exact form: the other one is an approximation, named in an attribute.
      guard node.attributes["approximate"] == nil else { throw unsupported(node) }
    case "Swish":
      guard node.attributes["alpha"]?.float ?? 1 == 1 else { throw unsupported(node) }
    case "LeakyRelu", "Elu":
      let alpha = node.attributes["alpha"]?.float ?? Self.slopes[node.operation] ?? 1
      return try with(Double(alpha), activation, node)
    default: break
    }
    return activation
  }

  private func with(_ number: Double, _ activation: Activation, _ node: ONNXModel.Node) throws -> Activation {
    // If it is a float, the decimal number that was meant: 0.1 rather than the float nearest to it.
    let operand = Double(Float(number)) == number ? Double(Float(number).description) ?? number : number
    guard let range = activation.parameter?.range, range.contains(operand) else { throw unsupported(node) }
    return activation.with(operand)
  }

  /// An activation by its name in expressions; its parameter is the second input.
  private func ownActivation(_ node: ONNXModel.Node) throws -> Activation {
    guard let activation = Activation.called(node.operation) else { throw unsupported(node) }
    guard node.inputs.count > 1 else { return activation }
    guard let operand = model.tensors[node.inputs[1]], operand.values.count == 1 else { throw unsupported(node) }
    return try with(operand.values[0], activation, node)
  }

  /// The layer of x and sigmoid(x).
  private func swish(_ first: String, _ second: String) -> Int? {
    for (x, gate) in [(first, second), (second, first)] {
      guard case .net(let layer)? = values[x], case .out(layer, .sigmoid)? = values[gate] else { continue }
      return layer
    }
    return nil
  }

  // MARK: The network

  mutating func graph(output: String) throws -> UnitGraph {
    switch values[output] {
    case .net(let layer): try follow(layer, with: .identity)
    case .out(let layer, let activation): try follow(layer, with: activation)
    default: throw NetworkFileError.unsupported("an output that no layer calculates")
    }
    var first = 0
    var graph = UnitGraph(inputCount: layers[0].weights.dimensions[1], layers: [])
    for layer in layers {
      let (units, sources) = (layer.weights.dimensions[0], layer.weights.dimensions[1])
      graph.layers.append(
        try (0..<units).map { unit in
          try Limits.check()
          return UnitGraph.Unit(
            activation: layer.activation ?? .identity, bias: layer.bias?[unit],
            sources: (0..<sources).map { (first + $0, layer.weights.values[unit * sources + $0]) })
        })
      first += sources
    }
    return graph
  }
}

extension NumberArray {
  /// Of a matrix, rows as columns.
  fileprivate var transposed: NumberArray {
    NumberArray(dimensions: [dimensions[1], dimensions[0]], values: values).fromFortranOrder
  }
}
