import Expressions

/// `unfreeze w5`
package struct UnfreezeCommand: Command {
  package static let synopsis = Synopsis(
    "unfreeze", .network, ["unfreeze PARAMETERS…"], "let updates change parameters again",
    examples: ["net 2 4 1; freeze b; unfreeze b[h1]"])

  private let names: [Located<Name>]

  package init(_ operands: inout OperandReader) throws(Fault) {
    names = try operands.parameterNames()
    guard !names.isEmpty else { throw operands.missing("a parameter") }
  }

  package func run(_ interpreter: Interpreter) throws {
    for name in names {
      let parameters = try interpreter.parameters(name)
      guard let network = interpreter.session.state?.network else { return }
      interpreter.session.state?.network.frozen.subtract(network.withTied(parameters))
    }
  }
}
