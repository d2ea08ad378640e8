import Expressions
import WorkedExamples

/// `let x = 0.5` and `let f(x) = 1 / (1 + exp(-x))`
package struct LetCommand: Command {
  package static let failsUnchanged = true

  package static let synopsis = Synopsis(
    "let", .looking, ["let NAME = VALUE", "let FUNCTION(NAME, …) = VALUE"], "name a value or a function",
    details: """
      A function of one number can be an activation: its derivative is derived, never approximated, and is
      called FUNCTION.deriv. A value may be a vector: let v = [1, 2, 3]; v[2] is its second element.
      """,
    examples: ["let x = 0.5; print x", "let f(x) = 1 / (1 + exp(-x)); print f(0), f.deriv(0)"])

  private let name: Located<String>
  private let parameters: [String]?
  private let body: Expression

  package init(_ operands: inout OperandReader) throws(Fault) {
    guard !operands.atEnd() else { throw operands.missing("a name") }
    guard operands.cursor.atIdentifier else {
      let found = operands.cursor.found()
      throw Fault("expected a name, found \(found.value)", at: found.range)
    }
    let target = try operands.cursor.readNameOrCall()
    switch target.node {
    case .name(let plain) where plain.isPlain:
      name = Located(plain.base, target.range)
      parameters = nil
    case .call(let function, let arguments) where function.isPlain:
      name = Located(function.base, target.range)
      var names: [String] = []
      for argument in arguments {
        guard case .name(let parameter) = argument.node, parameter.isPlain else {
          throw Fault("a parameter is a plain name", at: argument.range)
        }
        guard !names.contains(parameter.base) else {
          throw Fault("\(function.base) has two parameters \(parameter.base)", at: argument.range)
        }
        names.append(parameter.base)
      }
      parameters = names
    default: throw Fault("'\(target)' cannot be defined", at: target.range, help: "set gives a parameter its value")
    }
    guard name.value != "and", name.value != "or", name.value != "not" else {
      throw Fault("'\(name.value)' is a word of the language", at: name.range)
    }
    operands.cursor.skipBlanks()
    guard operands.cursor.byte == Ascii.equal else { throw operands.missing("'=' and a value") }
    operands.cursor.position += 1
    body = try operands.expression("a value")
  }

  package func run(_ interpreter: Interpreter) throws {
    if let parameters {
      interpreter.session.functions[name.value] = UserFunction(name: name.value, parameters: parameters, body: body)
      return
    }
    let value = try body.value(in: interpreter.scope)
    if interpreter.session.variables[name.value] == nil { try refuseQuantity(interpreter.session) }
    interpreter.session.variables[name.value] = value
  }

  private func refuseQuantity(_ session: Session) throws(Fault) {
    if WholePart(rawValue: name.value) != nil {
      throw Fault("'\(name.value)' is a name of the network's own", at: name.range)
    }
    guard let state = session.state else { return }
    let names = QuantityNames(state.network.topology)
    let plain = Name(name.value)
    let isQuantity = (try? names.resolve(plain, at: name.range, index: { _ throws(Fault) in 0 })) != nil
    let isLayer = names.units.layer(named: name.value) != nil
    guard isQuantity || isLayer else { return }
    throw Fault(
      "'\(name.value)' is a name of the network's own", at: name.range, help: "set gives a parameter its value")
  }
}
