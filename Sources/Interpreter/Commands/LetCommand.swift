import Expressions
import WorkedExamples

/// `let x = 0.5` and `let f(x) = 1 / (1 + exp(-x))`
package struct LetCommand: CompiledCommand, SavedPart {
  package static let failsUnchanged = true

  package static let synopsis = Synopsis(
    "let", .inspection, ["let NAME = VALUE", "let NAME(NAME, …) = VALUE"], "define a value or a function",
    details: """
      A function of one number can be an activation: its derivative is found symbolically, never approximated, and is
      called FUNCTION.deriv; explain FUNCTION.deriv shows it. At a kink it is one-sided: max and min take the derivative of
      the first of equal arguments, if(CONDITION, x, y) that of the value chosen, and abs has 0.
      FUNCTION.grad is the vector of the derivatives by each parameter.
      A value may be a vector: let v = [1, 2, 3]; v[2] is its second element.
      """,
    examples: [
      "let x = 0.5; print x", "let f(x) = 1 / (1 + exp(-x)); print f(0), f.deriv(0)",
      "let f(x, y, z) = (x + y) * z; print f.grad(-2, 5, -4)",
      "let leaky(x) = max(0.1 * x, x); net 2 2:leaky 1; step 1 0 : 1",
    ])

  static var stage: SavingStage { .definitions }

  static func saved(_ session: Session) -> [String] { session.variableCommands }

  /// NAME = VALUE, or FUNCTION(NAME, …) = VALUE.
  private let definition: Expression

  package init(_ operands: inout OperandReader) throws(Fault) {
    guard !operands.atEnd() else { throw operands.missing("a name") }
    guard operands.cursor.atIdentifier else {
      let found = operands.cursor.found()
      throw Fault("expected a name, found \(found.value)", at: found.range)
    }
    definition = try operands.definition { plain, target throws(Fault) in
      let name = if let plain { plain } else { try LetCommand.signature(target())?.name }
      guard let name else {
        let target = target()
        throw Fault("'\(target)' cannot be defined", at: target.range, help: "set gives a parameter its value")
      }
      guard !name.isOperator, plain != nil || name.text != "if" else {
        throw Fault("'\(name.text)' is a reserved word", at: target().range)
      }
    }
  }

  /// The name and the parameters of `f(x)`; nil if it is not a call of a plain name.
  private static func signature(_ call: Expression) throws(Fault) -> (name: Identifier, parameters: [Identifier])? {
    guard case .call(let function, let arguments) = call.node, function.isPlain else { return nil }
    var parameters: [Identifier] = []
    for argument in arguments {
      guard let parameter = argument.plainName else {
        throw Fault("a parameter must be a plain name", at: argument.range)
      }
      guard !parameters.contains(parameter) else {
        throw Fault("\(function.base) has two parameters named \(parameter.text)", at: argument.range)
      }
      parameters.append(parameter)
    }
    return (Identifier(function.base), parameters)
  }

  package var changedVariable: Identifier? { definition.definedName }

  package func run(_ interpreter: Interpreter) throws {
    if let name = definition.definedName {
      let value = try definition.definedValue(in: interpreter)
      if interpreter.session.variables[name] == nil { try requireNoQuantity(name.text, interpreter.session) }
      interpreter.session.variables[name] = value
    } else if let (target, body) = definition.sides, let own = try LetCommand.signature(target) {
      let name = own.name.text
      interpreter.session.functions[name] = UserFunction(
        name: name, parameters: own.parameters.map(\.text), identifiers: own.parameters, body: body)
    }
  }

  func compile(_ compiler: inout LoopCompiler) throws(LoopCompiler.NotCompiled) {
    guard let name = definition.definedName, let value = definition.sides?.value else {
      throw LoopCompiler.NotCompiled()
    }
    try compiler.assign(name, value)
  }

  private func requireNoQuantity(_ name: String, _ session: Session) throws(Fault) {
    guard let target = definition.sides?.target else { return }
    if WholePart(rawValue: name) != nil {
      throw Fault("'\(name)' already names something in the network", at: target.range)
    }
    guard let state = session.state else { return }
    let names = QuantityNames(state.network.topology)
    let isQuantity = (try? names.resolve(Name(name), at: target.range, index: { _ throws(Fault) in 0 })) != nil
    let isLayer = names.units.layer(named: name) != nil
    guard isQuantity || isLayer else { return }
    throw Fault(
      "'\(name)' already names something in the network", at: target.range, help: "set gives a parameter its value")
  }
}
