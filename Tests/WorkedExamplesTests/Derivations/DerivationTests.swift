import Expressions
import NeuralNetwork
import Testing
import WorkedExamples

@Suite("Formulas give what the engine computes")
struct DerivationTests {
  @Test("evaluated with fused multiply-adds, every formula gives the record to the bit", arguments: 0..<400)
  func fused(seed: Int) throws {
    var step = try RandomStep(seed: UInt64(seed), arithmetic: .fused, flatSpot: seed % 5 == 0 ? 0.1 : 0)
    try expectRecord(step) { expression, scope in try expression.fusedNumber(in: scope) }
    step.backward()
    try expectRecord(step) { expression, scope in try expression.fusedNumber(in: scope) }
    step.update()
    try expectRecord(step, after: true) { expression, scope in try expression.fusedNumber(in: scope) }
  }

  @Test("in textbook arithmetic, plain evaluation gives the record to the bit", arguments: 400..<600)
  func textbook(seed: Int) throws {
    var step = try RandomStep(seed: UInt64(seed), arithmetic: .textbook)
    step.backward()
    try expectRecord(step) { expression, scope in try expression.number(in: scope) }
    step.update()
    try expectRecord(step, after: true) { expression, scope in try expression.number(in: scope) }
  }

  /// - Parameter after: whether the update is done, so that only its own formulas use current values.
  private func expectRecord(
    _ step: RandomStep, after: Bool = false, _ evaluate: (Expression, RecordScope) throws -> Double
  ) throws {
    let scope = RecordScope(step.state)
    let derivations = step.derivations()
    #expect(!derivations.isEmpty)
    for derivation in derivations {
      if after {
        guard case .parameter(_, .new) = derivation.quantity else { continue }
      }
      let record = try #require(step.state.value(derivation.quantity))
      let value = try evaluate(derivation.formula, scope)
      let name = scope.names.name(derivation.quantity)
      if isExact(derivation, step) {
        #expect(value == record, "\(name) = \(derivation.formula); \(step)")
      } else {
        let size = max(record.magnitude, 1e-3)
        #expect((value - record).magnitude <= 1e-12 * size, "\(name) = \(derivation.formula); \(step)")
      }
    }
  }

  /// Whether record and formula agree to the bit. Softmax subtracts the largest net input first, cross-entropy and
  /// Huber loss add in another order, and the derivative of softplus is not computed from the output.
  private func isExact(_ derivation: Derivation, _ step: RandomStep) -> Bool {
    let topology = step.state.network.topology
    switch derivation.quantity {
    case .whole(.loss): return !["cross-entropy", "huber"].contains(step.plan.rule.loss.name)
    case .unit(let unit, .out): return topology.activations[unit] != .softmax
    case .unit(let unit, .delta), .unit(let unit, .derivative):
      let isWritten = step.plan.rule.conventions.derivative == .output
      return !isWritten || !["softplus", "tanh"].contains(topology.activations[unit].name)
    default: return true
    }
  }

  @Test(
    "the definition of a function gives what the engine computes",
    arguments: Activation.all.filter(\.isElementwise))
  func definitions(activation: Activation) throws {
    for (member, isDerivative) in [(nil, false), ("deriv", true)] as [(String?, Bool)] {
      let body = try #require(Activation.formula(of: Name(activation.functionName, member: member)))
      for x in [-3.5, -1, -0.25, 0.5, 2, 6] {
        let value = try body.substituting(["x": .number(x)]).number(in: FunctionScope())
        let out = FusedDouble.activate(activation, x)
        let engine = isDerivative ? FusedDouble.derivative(activation, x, out) : out
        #expect((value - engine).magnitude < 1e-14 * max(1, engine.magnitude), "\(body) at \(x)")
      }
    }
  }
}

private struct FunctionScope: Scope {
  func value(of name: Name, at range: SourceRange) throws(Fault) -> Value {
    guard let constant = Functions.constants[name.base] else { throw Fault("\(name) has no value") }
    return .number(constant)
  }

  func call(_ function: Name, _ arguments: [Value], at range: SourceRange) throws(Fault) -> Value {
    try Functions.call(function, arguments, at: range, known: [])
  }
}
