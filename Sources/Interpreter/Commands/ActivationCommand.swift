import Expressions
import NeuralNetwork
import WorkedExamples

/// `activation h tanh`
package struct ActivationCommand: Command, SavedPart {
  package static let synopsis = Synopsis(
    "activation", .network, ["activation LAYER|UNIT FUNCTION [PARAMETER]", "activation"],
    "choose the activation function of a layer or unit",
    details: """
      \(Activation.all.map(\.name).joined(separator: ", ")),
      or a function of one number defined with `let`.
      PARAMETER, with its default:
        \(Activation.parameterHelp)
      softmax applies to the whole output layer.
      """,
    examples: [
      "net 2 4 1; activation h tanh", "net 2 3 2; activation h2 relu; activation o softmax; activation",
      "net 2 4 1; activation h leaky-relu 0.1; activation o step 1",
    ])

  private var name: Located<Name>?
  private var function: Located<String>?
  private var parameter: Expression?
  private let range: SourceRange

  package var isRecorded: Bool { name != nil }

  package init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    guard !operands.atEnd() else { return }
    name = try operands.name("a layer or a unit")
    function = try operands.word("an activation function")
    if !operands.atEnd() { parameter = try operands.number("a parameter") }
  }

  package func run(_ interpreter: Interpreter) throws {
    let topology = try interpreter.session.topology(range)
    guard let name, let function else {
      return (1..<topology.sizes.count).flatMap { Self.commands(topology, layer: $0) }.forEach(interpreter.output.line)
    }
    let units = try interpreter.units(name)
    guard !units.contains(where: { $0 < topology.inputCount }) else {
      throw Fault("inputs have no activation", at: name.range)
    }
    let activation = try interpreter.activation(function, parameter)
    if activation == .softmax, units != Array(topology.outputUnits) {
      throw Fault("softmax applies to the whole output layer", at: name.range, help: "activation o softmax")
    }
    let isPartOfSoftmax = units.contains { topology.activations[$0] == .softmax } && units.count < topology.outputCount
    if isPartOfSoftmax, activation != .softmax {
      throw Fault(
        "softmax applies to the whole output layer", at: name.range, help: "activation o \(function.value)")
    }
    try interpreter.session.changeNetwork(name.range) { $0.setActivation(activation, of: units) }
  }

  static var stage: SavingStage { .activations }

  /// Those of layers with several, which `net` does not give.
  static func saved(_ session: Session) -> [String] {
    guard let topology = session.state?.network.topology else { return [] }
    return (1..<topology.sizes.count).map { commands(topology, layer: $0) }.filter { $0.count > 1 }.flatMap { $0 }
  }

  /// One for the layer, or one for each unit if they differ.
  private static func commands(_ topology: Topology, layer: Int) -> [String] {
    let names = UnitNames(topology)
    let units = topology.units(of: layer)
    let first = topology.activations[units.lowerBound]
    if units.allSatisfy({ topology.activations[$0] == first }) {
      return ["activation \(names.layerName(layer)) \(first)"]
    }
    return units.map { "activation \(names.unitName($0)) \(topology.activations[$0])" }
  }
}

extension Activation {
  /// `leaky-relu (slope, 0.01)`: the meaning of the parameter and its default, for help.
  fileprivate static var parameterHelp: String {
    let forms = all.compactMap { activation in
      activation.parameter.map { "\(activation.name) (\($0.name), \(shortest($0.defaultValue)))" }
    }
    return forms.joined(separator: ",\n  ")
  }
}
