import Expressions

/// `unfreeze w5`
package struct UnfreezeCommand: Command {
  package static let synopsis = Synopsis(
    "unfreeze", .network, ["unfreeze PLACE…"], "let updates change parameters again",
    examples: ["net 2 4 1; freeze b; unfreeze b[h1]"])

  private let places: [Located<Name>]

  package init(_ operands: inout OperandReader) throws(Fault) {
    places = try operands.places()
    guard !places.isEmpty else { throw operands.missing("a parameter") }
  }

  package func run(_ interpreter: Interpreter) throws {
    for place in places {
      let parameters = try interpreter.parameters(place)
      interpreter.session.state?.network.frozen.subtract(parameters)
    }
  }
}
