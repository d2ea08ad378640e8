import Expressions

/// `set w7 0.3`
package struct SetCommand: Command {
  package static let failsUnchanged = true

  package static let synopsis = Synopsis(
    "set", .network, ["set PARAMETERS VALUE…"], "set parameters",
    details: "For several parameters, give one value for all of them or one for each.",
    examples: ["net 2 4 1; set w7 0.3", "net 2 2 1; set w[i1,h2] 0.4; set b[h1] .35; set w[o] 0.6 0.7"])

  private let name: Located<Name>
  private let first: Expression
  /// Empty for one value, as most commands have.
  private let others: [Expression]

  package init(_ operands: inout OperandReader) throws(Fault) {
    name = try operands.name("a parameter")
    first = try operands.number("a value")
    others = try operands.numbers()
  }

  package func run(_ interpreter: Interpreter) throws {
    let parameters = try interpreter.parameters(name)
    var values: [Double] = []
    try interpreter.appendFinite(first, to: &values)
    for other in others { try interpreter.appendFinite(other, to: &values) }
    guard values.count == 1 || values.count == parameters.count else {
      throw Fault(
        "\(name.value) has \(counted(parameters.count, "parameter")), got \(values.count) values",
        at: ([first] + others)[min(parameters.count, others.count)].range)
    }
    if !interpreter.history.keep(only: parameters, of: &interpreter.session) {
      try interpreter.requireCopyOfNetwork(at: name.range)
    }
    try interpreter.session.setParameters(name.range, parameters, to: values)
  }
}
