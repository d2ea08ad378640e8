import Expressions

/// `weights h 0.2 0.6 / 0.5 0.7`
package struct WeightsCommand: Command {
  package static let synopsis = Synopsis(
    "weights", .network, ["weights UNIT VALUE… [BIAS]", "weights LAYER VALUE… [BIAS] / VALUE… [BIAS] / …"],
    "set the weights into a unit, in source order, or into each unit of a layer",
    details: "Without BIAS the bias does not change.",
    examples: ["net 2 4 1; weights h1 0.2 0.6", "net 2 2 1; weights h 0.2 0.6 0.1 / 0.5 0.7 0.2"])

  private let place: Located<Name>
  private var groups: [[Expression]] = []
  private var range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) {
    place = try operands.name("a unit or a layer")
    range = place.range
    repeat {
      let group = try operands.numbers()
      guard let last = group.last else { throw operands.missing("the weights into a unit") }
      groups.append(group)
      range = range.union(last.range)
    } while operands.takeSlash()
  }

  package func run(_ interpreter: Interpreter) throws {
    let units = try interpreter.units(place)
    let topology = try interpreter.session.network(place.range).network.topology
    guard units.count == groups.count else {
      throw Fault(
        "\(place.value) has \(units.count) \(units.count == 1 ? "unit" : "units"), got \(groups.count) groups",
        at: range,
        help: units.count > 1 ? "'/' stands between the units' weights" : nil)
    }
    var changes: [(Int, Double)] = []
    for (unit, group) in zip(units, groups) {
      let parameters = topology.sources(of: unit).map(\.parameter) + (topology.bias(of: unit).map { [$0] } ?? [])
      let weights = unit < topology.inputCount ? 0 : topology.sources(of: unit).count
      let values = try interpreter.finiteNumbers(group)
      guard weights > 0 else { throw Fault("no weights lead into \(place.value)", at: place.range) }
      guard values.count == weights || values.count == parameters.count else {
        let bias = topology.bias(of: unit) == nil ? "" : ", and a bias if you like"
        let surplus = group[min(group.count - 1, parameters.count)]
        throw Fault(
          "\(weights) weights lead into each unit of this place, got \(values.count)", at: surplus.range,
          label: "\(weights) values\(bias)")
      }
      changes += zip(parameters, values)
    }
    try interpreter.session.setParameters(place.range, changes)
  }
}

extension OperandReader {
  /// Takes a `/` that stands alone.
  mutating func takeSlash() -> Bool {
    guard !atEnd(), cursor.byte == Ascii.slash else { return false }
    cursor.position += 1
    return true
  }
}
