import Expressions
import NeuralNetwork
import WorkedExamples

extension Interpreter {
  /// Checks a line; throws a mismatch if it is wrong, or if it is right but expected to be wrong.
  ///
  /// - Parameter isStrict: whether it also fails if a part of it cannot be checked, as after `check strict`.
  func check(_ line: CheckLine, isWrong: Bool, isStrict: Bool = false, of text: SourceText) throws(Fault) {
    let (number, column) = text.position(of: line.range.lower)
    let location = AuditLocation(source: text.name, line: number, column: column)
    let finding = try session.audit.check(line, at: location, expectedWrong: isWrong, in: session.surroundings)
    if isStrict || session.audit.isStrict, let gap = finding.gap { throw gap }
    for note in finding.notes { output.report("# \(note)") }
    guard isWrong else {
      if let fault = finding.fault { throw fault }
      return
    }
    guard let fault = finding.fault else {
      throw Fault(
        "the line is right", at: line.range, label: "\(finding.verdict.rawValue), but check wrong expects an error",
        kind: .mismatch)
    }
    output.report("# wrong, as expected: \(fault.label.map { "\(fault.message); \($0)" } ?? fault.message)")
  }
}

extension Session {
  /// Explains quantities of a network.
  func explainer(_ state: NetworkState) -> Explainer {
    Explainer(
      state, names: self.names, digits: self.settings.digits, hand: self.hand ?? HandArithmetic(),
      functions: definitions)
  }

  /// The names and functions that lines to check can use.
  var surroundings: CheckSurroundings {
    var surroundings = CheckSurroundings()
    let variables = self.variables
    surroundings.variable = { name in
      if case .number(let number)? = variables[name] { number } else { nil }
    }
    surroundings.functions = definitions
    surroundings.hasOwnFunctions = hasOwnFunctions
    surroundings.cutsToIntegers = self.hand?.cutsToIntegers ?? false
    surroundings.rule = self.settings.plan.rule
    let names = self.names
    surroundings.function = names.function
    guard let state else { return surroundings }
    surroundings.state = state
    let own = QuantityNames(state.network.topology)
    let session = self
    surroundings.reference = { name in
      let article = names.reference(name.description, in: state.network.topology)
      return try? article
        ?? own.resolve(name, at: SourceRange(0, 0)) { expression throws(Fault) in
          try expression.number(in: SessionScope(session: session))
        }
    }
    surroundings.value = { session.known($0, state) }
    surroundings.derivative = { session.explainer(state).value(ofDerivative: $0) }
    return surroundings
  }
}
