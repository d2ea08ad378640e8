import Expressions
import NeuralNetwork

/// Makes an ONNX model of a dense network: MatMul, Add and an activation for each layer.
///
/// In double precision where the session is. The operators of activations are ONNX's where it has one for such numbers,
/// in onnxruntime too; else functions in the file itself, made of the activation's formula.
struct ONNXWriter {
  private let precision: Precision
  private var functions: [String: ProtobufMessage] = [:]
  /// Gelu came later than the rest.
  private var needsGelu = false

  init(_ precision: Precision) { self.precision = precision }

  private var type: Int { precision == .single ? 1 : 11 }

  mutating func model(of network: Network) throws -> ProtobufMessage {
    let topology = network.topology
    guard topology.isDense else {
      throw NetworkFileError.missing(format: ONNXModel.format, what: "layers with connections added or removed")
    }
    var graph = ProtobufMessage()
    var tensors = ProtobufMessage()
    var input = "input"
    for layer in 1..<topology.sizes.count {
      let units = topology.units(of: layer)
      let name = layer == topology.outputLayer ? "o" : topology.sizes.count == 3 ? "h" : "h\(layer)"
      guard let activation = topology.activations[units].first,
        units.allSatisfy({ topology.activations[$0] == activation })
      else { throw NetworkFileError.missing(format: ONNXModel.format, what: "layer with several activations") }
      let weights = topology.connections[layer].weightParameters
      addTensor("\(name).weight", [topology.sizes[layer - 1], units.count], network.values[weights], to: &tensors)
      let output = layer == topology.outputLayer ? "output" : "\(name).out"
      let isIdentity = activation == .identity
      let biases = units.compactMap { topology.bias(of: $0) }.map { network.values[$0] }
      let net = isIdentity ? output : "\(name).net"
      if biases.isEmpty {
        Self.addNode("MatMul", [input, "\(name).weight"], net, to: &graph, 1)
      } else {
        addTensor("\(name).bias", [units.count], biases[...], to: &tensors)
        Self.addNode("MatMul", [input, "\(name).weight"], "\(name).sum", to: &graph, 1)
        Self.addNode("Add", ["\(name).sum", "\(name).bias"], net, to: &graph, 1)
      }
      if !isIdentity { try add(activation, net, output, name, &graph, &tensors) }
      input = output
      try Limits.check()
    }
    let (inputs, outputs) = (topology.inputCount, topology.outputCount)
    graph.add(2, "nnsh")
    graph.append(tensors)
    addValue(11, "input", inputs, to: &graph)
    addValue(12, "output", outputs, to: &graph)
    return file(graph)
  }

  private func file(_ graph: ProtobufMessage) -> ProtobufMessage {
    var model = ProtobufMessage()
    // The versions of the encoding that have functions, and Gelu.
    model.add(1, needsGelu ? 9 : 8)
    model.add(2, "nnsh")
    model.add(7, graph)
    model.add(8) { Self.addVersion(needsGelu ? 20 : 17, to: &$0) }
    if !functions.isEmpty {
      model.add(8) {
        $0.add(1, ONNXModel.domain)
        $0.add(2, 1)
      }
    }
    for (_, function) in functions.sorted(by: { $0.key < $1.key }) { model.add(25, function) }
    return model
  }

  private static func addVersion(_ version: Int, to message: inout ProtobufMessage) {
    message.add(1, "")
    message.add(2, version)
  }

  /// An input or output: samples × units.
  private func addValue(_ field: Int, _ name: String, _ units: Int, to graph: inout ProtobufMessage) {
    graph.add(field) {
      $0.add(1, name)
      $0.add(2) {
        $0.add(1) {
          $0.add(1, type)
          $0.add(2) {
            $0.add(1) { $0.add(2, "samples") }
            $0.add(1) { $0.add(1, units) }
          }
        }
      }
    }
  }

  private func addTensor(
    _ name: String, _ dimensions: [Int], _ values: ArraySlice<Double>, to graph: inout ProtobufMessage
  ) {
    graph.add(5) { addNumbers(name, dimensions, values, to: &$0) }
  }

  private func addNumbers(
    _ name: String, _ dimensions: [Int], _ values: ArraySlice<Double>, to tensor: inout ProtobufMessage
  ) {
    for size in dimensions { tensor.add(1, size) }
    tensor.add(2, type)
    tensor.add(8, name)
    tensor.add(9, values, precision)
  }

  private static func addNode(
    _ operation: String, _ inputs: [String], _ output: String, domain: String = "", to graph: inout ProtobufMessage,
    _ field: Int, _ attribute: (inout ProtobufMessage) -> Void = { _ in }
  ) {
    graph.add(field) {
      for input in inputs { $0.add(1, input) }
      $0.add(2, output)
      $0.add(4, operation)
      attribute(&$0)
      if !domain.isEmpty { $0.add(7, domain) }
    }
  }

  // MARK: Activations

  /// The operators of ONNX, and their number if they have one.
  private static let operators: [(name: String, operation: String, number: String?, isSingle: Bool)] = [
    ("sigmoid", "Sigmoid", nil, false), ("tanh", "Tanh", nil, false), ("relu", "Relu", nil, false),
    ("sine", "Sin", nil, false), ("softmax", "Softmax", nil, false), ("gelu", "Gelu", nil, false),
    // onnxruntime has these in single precision only.
    ("softplus", "Softplus", nil, true), ("leaky-relu", "LeakyRelu", "alpha", true), ("elu", "Elu", "alpha", true),
  ]

  private mutating func add(
    _ activation: Activation, _ net: String, _ output: String, _ layer: String, _ graph: inout ProtobufMessage,
    _ tensors: inout ProtobufMessage
  ) throws {
    if let known = Self.operators.first(where: { $0.name == activation.name && (!$0.isSingle || precision == .single) })
    {
      needsGelu = needsGelu || known.operation == "Gelu"
      return Self.addNode(known.operation, [net], output, to: &graph, 1) { node in
        guard let number = known.number else { return }
        node.add(5) {
          $0.add(1, number)
          $0.add(2, Float(activation.operand))
          $0.add(20, 1)
        }
      }
    }
    var inputs = [net]
    if activation.parameter != nil {
      addTensor("\(layer).parameter", [], [activation.operand], to: &tensors)
      inputs.append("\(layer).parameter")
    }
    try define(activation)
    Self.addNode(activation.functionName, inputs, output, domain: ONNXModel.domain, to: &graph, 1)
  }

  /// Adds the function that an activation is, once.
  private mutating func define(_ activation: Activation) throws {
    let name = activation.functionName
    guard functions[name] == nil else { return }
    let parameter: Expression? = activation.parameter == nil ? nil : .name("a")
    guard !activation.isUserDefined, let formula = Activation.formula(of: Name(name), parameter: parameter) else {
      throw NetworkFileError.missing(format: ONNXModel.format, what: "activation \(activation)")
    }
    var function = ProtobufMessage()
    function.add(1, name)
    function.add(4, "x")
    if parameter != nil { function.add(4, "a") }
    function.add(5, "y")
    var count = 0
    let result = try append(formula, to: &function, &count)
    Self.addNode("Identity", [result], "y", to: &function, 7)
    function.add(9) { Self.addVersion(17, to: &$0) }
    function.add(10, ONNXModel.domain)
    functions[name] = function
  }

  private static let functions = [
    "exp": "Exp", "log": "Log", "abs": "Abs", "sign": "Sign", "max": "Max", "min": "Min", "sigmoid": "Sigmoid",
    "sin": "Sin", "cos": "Cos", "sqrt": "Sqrt", "tanh": "Tanh", "erf": "Erf",
  ]
  private static let operations: [Operator: String] = [
    .add: "Add", .subtract: "Sub", .multiply: "Mul", .divide: "Div", .power: "Pow",
  ]

  /// Appends the nodes that compute an expression.
  ///
  /// - Returns: the name of the result.
  private func append(
    _ expression: Expression, to function: inout ProtobufMessage, _ count: inout Int
  ) throws -> String {
    let operation: String
    let operands: [Expression]
    switch expression.node {
    case .name(let name): return name.description
    case .number(let number):
      count += 1
      let value = ArraySlice([number.value])
      Self.addNode("Constant", [], "c\(count)", to: &function, 7) { node in
        node.add(5) {
          $0.add(1, "value")
          $0.add(5) { addNumbers("", [], value, to: &$0) }
          $0.add(20, 4)
        }
      }
      return "c\(count)"
    case .negate(let operand): (operation, operands) = ("Neg", [operand])
    case .binary(let symbol, let left, let right) where Self.operations[symbol] != nil:
      (operation, operands) = (Self.operations[symbol] ?? "", [left, right])
    case .call(let name, let arguments) where Self.functions[name.description] != nil:
      (operation, operands) = (Self.functions[name.description] ?? "", arguments)
    default: throw NetworkFileError.missing(format: ONNXModel.format, what: "operator for \(expression)")
    }
    var inputs: [String] = []
    for operand in operands { inputs.append(try append(operand, to: &function, &count)) }
    count += 1
    Self.addNode(operation, inputs, "v\(count)", to: &function, 7)
    return "v\(count)"
  }
}
