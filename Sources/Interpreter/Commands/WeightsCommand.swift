import Expressions
import NeuralNetwork
import WorkedExamples

/// `weights h 0.2 0.6 / 0.5 0.7`
package struct WeightsCommand: Command, SavedPart {
  package static let synopsis = Synopsis(
    "weights", .network, ["weights UNIT VALUE… [BIAS]", "weights LAYER VALUE… [BIAS] / VALUE… [BIAS] / …"],
    "set the incoming weights of a unit, in source order, or of each unit of a layer",
    details: "Without BIAS the bias does not change.",
    examples: ["net 2 4 1; weights h1 0.2 0.6", "net 2 2 1; weights h 0.2 0.6 0.1 / 0.5 0.7 0.2"])

  static var stage: SavingStage { .parameters }

  /// A block for each layer; a layer with units that nothing but a bias leads into unit by unit.
  static func saved(_ session: Session) -> [String] {
    guard let network = session.state?.network else { return [] }
    let topology = network.topology
    let names = UnitNames(topology)
    func group(_ unit: Int) -> [Double] {
      let bias = topology.bias(of: unit).map { [network.values[$0]] } ?? []
      return topology.sources(of: unit).map { network.values[$0.parameter] } + bias
    }
    return (1..<topology.sizes.count).flatMap { layer -> [String] in
      let units = topology.units(of: layer)
      if units.allSatisfy({ !topology.sources(of: $0).isEmpty }) {
        return [NumberBlock("weights \(names.layerName(layer))", groups: units.lazy.map(group)).text]
      }
      return units.compactMap { unit in
        let isBias = topology.sources(of: unit).isEmpty
        let head = isBias ? "set b[\(names.unitName(unit))]" : "weights \(names.unitName(unit))"
        return group(unit).isEmpty ? nil : NumberBlock(head, group(unit)).text
      }
    }
  }

  private let name: Located<Name>
  private var groups: [[Expression]] = []
  private var range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) {
    name = try operands.name("a unit or a layer")
    range = name.range
    repeat {
      let group = try operands.numbers()
      guard let last = group.last else { throw operands.missing("the weights into a unit") }
      groups.append(group)
      range = range.union(last.range)
    } while operands.takeSlash()
  }

  package func run(_ interpreter: Interpreter) throws {
    let units = try interpreter.units(name)
    let topology = try interpreter.session.topology(name.range)
    guard units.count == groups.count else {
      throw Fault(
        "\(name.value) has \(counted(units.count, "unit")), got \(counted(groups.count, "group")) of weights",
        at: range,
        help: units.count > 1 ? "separate the units' weights with '/'" : nil)
    }
    var changes: [(Int, Double)] = []
    for (unit, group) in zip(units, groups) {
      let parameters = topology.sources(of: unit).map(\.parameter) + (topology.bias(of: unit).map { [$0] } ?? [])
      let weights = unit < topology.inputCount ? 0 : topology.sources(of: unit).count
      let values = try interpreter.finiteNumbers(group)
      guard weights > 0 else { throw Fault("\(name.value) has no incoming weights", at: name.range) }
      guard values.count == weights || values.count == parameters.count else {
        let bias = topology.bias(of: unit) == nil ? "" : ", or \(weights + 1) with the bias"
        let owner = units.count == 1 ? "\(name.value)" : "each unit of \(name.value)"
        let surplus = group[min(group.count - 1, parameters.count)]
        throw Fault(
          "\(owner) has \(counted(weights, "incoming weight")), got \(counted(values.count, "value"))",
          at: surplus.range,
          label: "expected \(counted(weights, "value"))\(bias)")
      }
      changes += zip(parameters, values)
    }
    try interpreter.requireCopyOfNetwork(at: name.range)
    try interpreter.session.setParameters(name.range, changes.map(\.0), to: changes.map(\.1))
  }
}
