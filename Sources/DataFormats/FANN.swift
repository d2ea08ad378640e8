import Expressions
import NeuralNetwork

/// The networks of the Fast Artificial Neural Network Library: `fann_save`, version 2.1 with floating-point numbers.
///
/// Lines `key=value`. Units are numbered layer by layer; the last of the inputs, and of each layer but in networks with
/// shortcuts, is always 1: its connections are the biases. A unit's net input is multiplied by its steepness, which
/// goes into the weights here. Source: FANN 2.2.0, the reference manual and files that it wrote.
package enum FANN: NetworkFormat {
  package static let name = "FANN"
  package static let extensions = ["net", "fann"]

  package static func recognizes(_ bytes: UnsafeRawBufferPointer, extension: String) -> Bool {
    bytes.starts(with: "FANN_F".utf8)
  }

  /// How FANN numbers its functions: what nnsh calls them, and by how much more a net input counts at steepness 1.
  private struct Function {
    let activation: Activation
    /// nil for functions of the sign, whose steepness changes nothing.
    let scale: Double?
  }

  private static let functions: [Int: Function] = {
    var functions: [Int: Function] = [:]
    let entries: [(Int, String, Double?, Double?)] = [
      (0, "identity", 1, nil), (1, "step", nil, 1), (2, "sign", nil, 1), (3, "sigmoid", 2, nil), (5, "tanh", 1, nil),
      (7, "gaussian", 1, nil), (14, "sine", 1, nil),
    ]
    for (number, name, scale, operand) in entries {
      guard let activation = Activation.named(name) else { continue }
      functions[number] = Function(activation: operand.map { activation.with($0) } ?? activation, scale: scale)
    }
    return functions
  }()

  private static let names = [
    "FANN_LINEAR", "FANN_THRESHOLD", "FANN_THRESHOLD_SYMMETRIC", "FANN_SIGMOID", "FANN_SIGMOID_STEPWISE",
    "FANN_SIGMOID_SYMMETRIC", "FANN_SIGMOID_SYMMETRIC_STEPWISE", "FANN_GAUSSIAN", "FANN_GAUSSIAN_SYMMETRIC",
    "FANN_GAUSSIAN_STEPWISE", "FANN_ELLIOT", "FANN_ELLIOT_SYMMETRIC", "FANN_LINEAR_PIECE",
    "FANN_LINEAR_PIECE_SYMMETRIC", "FANN_SIN_SYMMETRIC", "FANN_COS_SYMMETRIC", "FANN_SIN", "FANN_COS",
  ]

  // MARK: Reading

  private struct Unit {
    let inputs: Int
    let function: Int
    let steepness: Double
  }

  package static func readNetwork(_ bytes: UnsafeRawBufferPointer) throws -> Network {
    var scanner = TextScanner(bytes)
    guard scanner.take("FANN_FLO_2.1") else {
      throw NetworkFileError.unsupported("another version than FANN_FLO_2.1, or fixed-point numbers")
    }
    var sizes: [Int] = []
    var hasShortcuts = false
    var units: [Unit] = []
    while !scanner.atEnd() {
      if scanner.take("network_type=") {
        hasShortcuts = try scanner.whole("0 or 1", atMost: 1) == 1
      } else if scanner.take("scale_included=") {
        guard try scanner.whole("0 or 1") == 0 else {
          throw NetworkFileError.unsupported("inputs or outputs that are scaled")
        }
      } else if scanner.take("layer_sizes=") {
        sizes = try self.sizes(&scanner)
      } else if scanner.take("neurons (num_inputs, activation_function, activation_steepness)=") {
        units = try self.units(&scanner, count: sizes.reduce(0, +))
      } else if scanner.take("connections (connected_to_neuron, weight)=") {
        guard !units.isEmpty else { throw NetworkFileError.inconsistent("connections come before the neurons") }
        return try graph(&scanner, sizes, units, hasShortcuts).network()
      } else {
        scanner.skipLine()
      }
    }
    throw scanner.failure("connections")
  }

  private static func sizes(_ scanner: inout TextScanner) throws -> [Int] {
    var sizes: [Int] = []
    var total = 0
    while !scanner.take("scale_included=") {
      sizes.append(try scanner.whole("the size of a layer", atMost: Topology.maxParameters))
      total += sizes[sizes.count - 1]
      guard sizes[sizes.count - 1] > 0, total <= Topology.maxParameters else {
        throw NetworkFileError.inconsistent("its layers have \(total) units")
      }
    }
    guard try scanner.whole("0 or 1") == 0 else {
      throw NetworkFileError.unsupported("inputs or outputs that are scaled")
    }
    guard sizes.count > 1 else { throw NetworkFileError.inconsistent("it has fewer than two layers") }
    return sizes
  }

  private static func units(_ scanner: inout TextScanner, count: Int) throws -> [Unit] {
    var units: [Unit] = []
    while units.count < count {
      try scanner.require("(")
      let inputs = try scanner.whole("a number of connections")
      try scanner.require(",")
      let function = try scanner.whole("a function", atMost: names.count - 1)
      try scanner.require(",")
      units.append(Unit(inputs: inputs, function: function, steepness: try scanner.number()))
      try scanner.require(")")
    }
    return units
  }

  private static func graph(
    _ scanner: inout TextScanner, _ sizes: [Int], _ units: [Unit], _ hasShortcuts: Bool
  ) throws -> UnitGraph {
    // Units without those that are always 1: their indices, nil for these.
    var indices: [Int?] = []
    var count = 0
    for (layer, size) in sizes.enumerated() {
      let last = layer == 0 || !hasShortcuts ? size - 1 : size
      for unit in 0..<size {
        indices.append(unit < last ? count : nil)
        if unit < last { count += 1 }
      }
    }
    var graph = UnitGraph(inputCount: sizes[0] - 1, layers: [])
    var next = sizes[0]
    for size in sizes.dropFirst() {
      var layer: [UnitGraph.Unit] = []
      for index in next..<next + size {
        let unit = units[index]
        guard indices[index] != nil else { continue }
        guard let function = functions[unit.function] else { throw unsupported(unit.function) }
        guard unit.steepness > 0 else {
          throw NetworkFileError.unsupported("a steepness of \(shortest(unit.steepness))")
        }
        let scale = function.scale.map { $0 * unit.steepness } ?? 1
        var read = UnitGraph.Unit(activation: function.activation)
        for _ in 0..<unit.inputs {
          try scanner.require("(")
          let source = try scanner.whole("a neuron", atMost: indices.count - 1)
          try scanner.require(",")
          let weight = try scale * scanner.number("a weight")
          try scanner.require(")")
          if let source = indices[source] { read.sources.append((source, weight)) } else { read.bias = weight }
        }
        layer.append(read)
      }
      graph.layers.append(layer)
      next += size
    }
    guard scanner.atEnd() else { throw scanner.failure("the end of the file") }
    return graph
  }

  private static func unsupported(_ function: Int) -> NetworkFileError {
    let replacement = names[function].hasSuffix("_STEPWISE") ? String(names[function].dropLast(9)) : nil
    return .unsupported(
      "the activation \(names[function])",
      help: replacement.map { "it is an approximation: fann_set_activation_function_hidden(ann, \($0))" })
  }

  // MARK: Writing

  package static func write(
    _ network: Network, _ precision: Precision, _ write: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let graph = try UnitGraph(network)
    // Each unit's number in FANN, where every layer has one more.
    var numbers = Array(0..<graph.inputCount)
    var next = graph.inputCount + 1
    var biasUnits = [graph.inputCount]
    for layer in graph.layers {
      numbers += next..<next + layer.count
      next += layer.count + 1
      biasUnits.append(next - 1)
    }
    let sizes = [graph.inputCount] + graph.layers.map(\.count)
    let isDense = network.topology.isDense
    var text = header(sizes.map { $0 + 1 }, connectionRate: isDense ? "1.000000" : "0.500000")
    text += "neurons (num_inputs, activation_function, activation_steepness)="
    text += String(repeating: "(0, 0, 0) ", count: graph.inputCount + 1)
    for layer in graph.layers {
      for unit in layer {
        let (number, steepness) = try function(unit.activation)
        text += "(\(unit.sources.count + (unit.bias == nil ? 0 : 1)), \(number), \(steepness)) "
      }
      text += "(0, 0, 0) "
    }
    text += "\nconnections (connected_to_neuron, weight)="
    for (layer, units) in graph.layers.enumerated() {
      for unit in units {
        try Limits.check()
        for source in unit.sources { text += "(\(numbers[source.unit]), \(TableCell.written(source.weight))) " }
        if let bias = unit.bias { text += "(\(biasUnits[layer]), \(TableCell.written(bias))) " }
      }
      try text.flush(write)
    }
    text = "\n"
    try text.flush(write)
  }

  private static func function(_ activation: Activation) throws -> (Int, String) {
    guard let (number, function) = functions.first(where: { $0.value.activation == activation }) else {
      throw NetworkFileError.missing(format: name, what: "activation \(activation)")
    }
    return (number, function.scale == 2 ? "0.5" : "1")
  }

  /// FANN reads every line, in this order; those of training have its defaults.
  private static func header(_ sizes: [Int], connectionRate: String) -> String {
    """
    FANN_FLO_2.1
    num_layers=\(sizes.count)
    learning_rate=0.700000
    connection_rate=\(connectionRate)
    network_type=0
    learning_momentum=0.000000
    training_algorithm=2
    train_error_function=1
    train_stop_function=0
    cascade_output_change_fraction=0.010000
    quickprop_decay=-0.000100
    quickprop_mu=1.750000
    rprop_increase_factor=1.200000
    rprop_decrease_factor=0.500000
    rprop_delta_min=0.000000
    rprop_delta_max=50.000000
    rprop_delta_zero=0.100000
    cascade_output_stagnation_epochs=12
    cascade_candidate_change_fraction=0.010000
    cascade_candidate_stagnation_epochs=12
    cascade_max_out_epochs=150
    cascade_min_out_epochs=50
    cascade_max_cand_epochs=150
    cascade_min_cand_epochs=50
    cascade_num_candidate_groups=2
    bit_fail_limit=3.5e-01
    cascade_candidate_limit=1e+03
    cascade_weight_multiplier=4e-01
    cascade_activation_functions_count=10
    cascade_activation_functions=3 5 7 8 10 11 14 15 16 17
    cascade_activation_steepnesses_count=4
    cascade_activation_steepnesses=2.5e-01 5e-01 7.5e-01 1e+00
    layer_sizes=\(sizes.map(String.init).joined(separator: " "))
    scale_included=0

    """
  }
}
