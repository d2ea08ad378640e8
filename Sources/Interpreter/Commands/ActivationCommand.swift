import Expressions
import NeuralNetwork
import WorkedExamples

/// `activation h tanh`
package struct ActivationCommand: Command {
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
    guard let name, let function else { return list(topology, interpreter) }
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

  private func list(_ topology: Topology, _ interpreter: Interpreter) {
    let names = UnitNames(topology)
    for layer in 1..<topology.sizes.count {
      let units = topology.units(of: layer)
      let first = topology.activations[units.lowerBound]
      if units.allSatisfy({ topology.activations[$0] == first }) {
        interpreter.output.line("activation \(names.layerName(layer)) \(first)")
      } else {
        for unit in units {
          interpreter.output.line("activation \(names.unitName(unit)) \(topology.activations[unit])")
        }
      }
    }
  }
}
