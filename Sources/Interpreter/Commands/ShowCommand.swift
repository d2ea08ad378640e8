import Expressions
import NeuralNetwork
import WorkedExamples

/// `show weights`
package struct ShowCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "show", .looking, ["show net|weights|units|deltas|gradients|variables", "show weights PLACE…"],
    "show what the network is and knows",
    details: "Every line can be checked again: NAME = VALUE, with a comment.",
    examples: ["net 2 4 1; show net; show weights", "net 2 2 1; show weights h1 b[o]"])

  enum Subject: String, Sendable, CaseIterable { case net, weights, units, deltas, gradients, variables }

  private let subject: Located<Subject>
  private let places: [Located<Name>]

  package init(_ operands: inout OperandReader) throws(Fault) {
    subject = try operands.choice("subject", Subject.allCases.map { ($0.rawValue, $0) })
    places = [.weights, .gradients].contains(subject.value) ? try operands.places() : []
  }

  package func run(_ interpreter: Interpreter) throws {
    if subject.value == .variables { return showVariables(interpreter) }
    let state = try interpreter.session.network(subject.range)
    var parameters: [Int] = []
    for place in places { parameters += try interpreter.parameters(place) }
    if places.isEmpty { parameters = Array(state.network.values.indices) }
    let table = QuantityTable(state: state, digits: interpreter.session.settings.digits)
    switch subject.value {
    case .net: state.network.summary.forEach(interpreter.output.line)
    case .weights: table.parameters(parameters, .value).forEach(interpreter.output.line)
    case .units:
      guard state.forward != nil else { throw notYet("nothing has gone through the network yet", "forward") }
      table.units([.net, .out]).forEach(interpreter.output.line)
    case .deltas:
      guard state.backward != nil else { throw notYet("there are no deltas yet", "backward") }
      table.units([.error, .derivative, .delta]).forEach(interpreter.output.line)
    case .gradients:
      guard state.backward != nil || state.update != nil else { throw notYet("there are no gradients yet", "backward") }
      table.parameters(parameters, .gradient).forEach(interpreter.output.line)
    case .variables: break
    }
  }

  private func notYet(_ message: String, _ command: String) -> Fault {
    Fault(message, at: subject.range, label: "known after \(command)")
  }

  private func showVariables(_ interpreter: Interpreter) {
    for (name, value) in interpreter.session.variables.sorted(by: { $0.key < $1.key }) {
      interpreter.output.line("let \(name) = \(value.description)")
    }
    for (_, function) in interpreter.session.functions.sorted(by: { $0.key < $1.key }) {
      interpreter.output.line("let \(function.name)(\(function.parameters.joined(separator: ", "))) = \(function.body)")
    }
  }
}

/// Quantities as lines `NAME = VALUE   # what it is`, the comments in one column.
struct QuantityTable {
  let state: NetworkState
  let digits: Int

  func parameters(_ parameters: [Int], _ part: ParameterPart) -> [String] {
    let names = QuantityNames(state.network.topology)
    return aligned(
      parameters.map { parameter in
        let frozen = state.network.frozen.contains(parameter) ? ", frozen" : ""
        let value = state.value(.parameter(parameter, part)).map { rounded($0, digits: digits) } ?? "?"
        return (
          "\(names.name(.parameter(parameter, part))) = \(value)", "\(names.longName(ofParameter: parameter))\(frozen)"
        )
      })
  }

  func units(_ parts: [UnitPart]) -> [String] {
    let topology = state.network.topology
    let names = QuantityNames(topology)
    var lines: [String] = []
    for unit in 0..<topology.unitCount {
      for part in unit < topology.inputCount ? parts.filter({ $0 == .out }) : parts {
        guard let value = state.value(.unit(unit, part)) else { continue }
        lines.append("\(names.name(.unit(unit, part))) = \(rounded(value, digits: digits))")
      }
    }
    return lines
  }

  private func aligned(_ rows: [(String, String)]) -> [String] {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { "\($0)\(String(repeating: " ", count: width - $0.count))   # \($1)" }
  }
}
