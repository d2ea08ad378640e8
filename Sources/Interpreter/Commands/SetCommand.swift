import Expressions

/// `set w7 0.3`
package struct SetCommand: Command {
  package static let failsUnchanged = true

  package static let synopsis = Synopsis(
    "set", .network, ["set PARAMETERS VALUE…"], "set parameters",
    details: "For several parameters, give one value for all of them or one for each.",
    examples: ["net 2 4 1; set w7 0.3", "net 2 2 1; set w[i1,h2] 0.4; set b[h1] .35; set w[o] 0.6 0.7"])

  private let name: Located<Name>
  private let values: [Expression]

  package init(_ operands: inout OperandReader) throws(Fault) {
    name = try operands.name("a parameter")
    let first = try operands.number("a value")
    let others = try operands.numbers()
    values = others.isEmpty ? [first] : [first] + others
  }

  package func run(_ interpreter: Interpreter) throws {
    let parameters = try interpreter.parameters(name)
    let values = try interpreter.finiteNumbers(values)
    guard values.count == 1 || values.count == parameters.count else {
      throw Fault(
        "\(name.value) has \(counted(parameters.count, "parameter")), got \(values.count) values",
        at: self.values[min(parameters.count, self.values.count - 1)].range)
    }
    if !interpreter.history.keep(only: parameters, of: &interpreter.session) {
      try interpreter.requireCopyOfNetwork(at: name.range)
    }
    try interpreter.session.setParameters(name.range, parameters, to: values)
  }
}
