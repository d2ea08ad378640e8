import Expressions
import NeuralNetwork
import WorkedExamples

/// `net 2 4:tanh 1 [no-bias]`
package struct NetCommand: Command, SavedPart {
  package static let synopsis = Synopsis(
    "net", .network, ["net INPUTS [HIDDEN[:FUNCTION]…] OUTPUTS[:FUNCTION] [no-bias]", "net"],
    "create a network; every unit feeds every unit of the next layer",
    details: """
      An activation may follow a size: net 2 4:tanh 1:sigmoid, net 2 4:leaky-relu(0.1) 1 (the default is sigmoid).
      A new network has Xavier weights and zero biases, drawn with the current seed.
      Without operands: show the network.
      """,
    examples: ["net 2 4 1", "net 2 4:tanh 1 no-bias", "net 2 1; net"])

  static var stage: SavingStage { .network }

  static func saved(_ session: Session) -> [String] { session.state.map { [$0.network.command] } ?? [] }

  private struct Layer: Sendable {
    var size: Expression
    var activation: Located<String>?
  }

  private var layers: [Layer] = []
  private var biases = true
  private var range: SourceRange

  package var isRecorded: Bool { !layers.isEmpty }

  package init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    try NetCommand.requireSeparateSizes(&operands)
    while operands.atNumber() {
      let size = try operands.number("the size of a layer")
      range = range.union(size.range)
      var layer = Layer(size: size)
      if operands.cursor.byte == Ascii.colon {
        operands.cursor.position += 1
        layer.activation = try operands.word("an activation after ':'")
      }
      layers.append(layer)
    }
    if operands.take("no-bias") { biases = false }
    try NetCommand.requireJoinedActivation(&operands, after: layers.isEmpty ? nil : range.upper)
    guard layers.isEmpty || layers.count > 1 else {
      throw Fault(
        "a network needs at least an input and an output layer", at: layers[0].size.range,
        label: "only one layer given",
        help: "net \(layers[0].size) 1")
    }
  }

  /// Throws for sizes written as `2-4-1`, `2,4,1` or `[2, 4, 1]`.
  private static func requireSeparateSizes(_ operands: inout OperandReader) throws(Fault) {
    guard let word = operands.peekWord() else { return }
    let sizes = word.value.split { !$0.isNumber }
    let isList = word.value.allSatisfy { $0.isNumber || "-,x[] ".contains($0) }
    guard isList, sizes.count > 1 || word.value.hasPrefix("["), !sizes.isEmpty else { return }
    throw Fault(
      "separate the sizes of the layers with blanks, found '\(word.value)'", at: word.range,
      help: sizes.count > 1 ? "net \(sizes.joined(separator: " "))" : nil)
  }

  /// Throws for an activation with a blank before it: `net 2 4 relu 1`.
  private static func requireJoinedActivation(_ operands: inout OperandReader, after end: Int?) throws(Fault) {
    guard let end, let word = operands.peekWord(), let name = word.value.split(separator: "(").first,
      Activation.all.contains(where: { $0.name == name })
    else { return }
    throw Fault(
      "an activation is joined to its layer with ':'", at: word.range,
      help: "\(operands.commandText(to: end)):\(operands.textOfRest(from: word.range.lower))")
  }

  package func run(_ interpreter: Interpreter) throws {
    guard !layers.isEmpty else {
      return try interpreter.session.network(range).network.summary.forEach(interpreter.output.line)
    }
    var sizes: [Int] = []
    var activations: [Activation] = []
    for (index, layer) in layers.enumerated() {
      sizes.append(try interpreter.whole(layer.size, "layer size", in: 1...Int.max))
      guard let name = layer.activation else {
        activations.append(.sigmoid)
        continue
      }
      guard index > 0 else { throw Fault("inputs have no activation", at: name.range) }
      activations.append(try interpreter.activation(name))
    }
    for layer in layers.indices.dropFirst() where activations[layer] == .softmax && layer < layers.count - 1 {
      throw Fault("softmax applies to the whole output layer", at: layers[layer].activation?.range ?? range)
    }
    let topology: Topology
    do {
      let counts = try Topology.counts(sizes: sizes, biases: biases)
      try interpreter.require(numbers: counts.parameters + counts.units, at: range)
      topology = try Topology(sizes: sizes, activations: Array(activations.dropFirst()), biases: biases)
    } catch let error as StructureError {
      throw tooLarge(error)
    }
    var network = Network(topology)
    // A copy of the generator: `init` after `net` draws the first numbers of the seed.
    var random = interpreter.session.random
    network.initialize(.xavier, &random)
    try Limits.check()
    interpreter.session.setNetwork(network)
  }

  private func tooLarge(_ error: StructureError) -> Fault {
    let count =
      if case .tooLarge(let parameters?) = error { "\(parameters) parameters" } else {
        "more than \(Topology.maxParameters) parameters"
      }
    return Fault(
      "network too large: \(count)", at: range, label: "at most \(Topology.maxParameters) parameters (1 GB)")
  }

}

extension Network {
  /// The command that makes the network, but for what its summary adds.
  fileprivate var command: String {
    var words: [String] = []
    for layer in topology.sizes.indices {
      let activations = Set(topology.units(of: layer).map { topology.activations[$0].word })
      let suffix =
        layer > 0 && activations.count == 1 && activations != ["sigmoid"] ? ":\(activations.first ?? "")" : ""
      words.append("\(topology.sizes[layer])\(suffix)")
    }
    return "net \(words.joined(separator: " "))\(topology.hasBiases ? "" : " no-bias")"
  }

  /// The command that makes the network, its number of parameters, and how it differs from what the command makes.
  var summary: [String] {
    let names = UnitNames(topology)
    var lines = [command]
    lines[0] += "   # \(topology.parameterCount) parameters: \(names.overview)"
    if !topology.isDense { lines.append("# with connections added or removed by connect and disconnect") }
    let mixed = topology.sizes.indices.dropFirst().contains { layer in
      Set(topology.units(of: layer).map { topology.activations[$0].word }).count > 1
    }
    if mixed { lines.append("# activations differ within a layer: type activation to list them") }
    func listed(_ parameters: some Sequence<Int>) -> String {
      parameters.sorted().map { "w\($0 + 1)" }.joined(separator: ", ")
    }
    lines += shared.map { "# shared: \(listed($0))" }
    return frozen.isEmpty ? lines : lines + ["# frozen: \(listed(frozen))"]
  }
}

extension Activation {
  /// In one word: `leaky-relu(0.1)`.
  fileprivate var word: String { words.count == 1 ? name : "\(name)(\(words[1]))" }
}
