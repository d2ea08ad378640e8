import Expressions
import NeuralNetwork
import Testing

/// Steps against PyTorch 2.15 and Keras 3.15 in double precision throughout, and against the formulas that lines and
/// help show.
@Suite("Optimizer formulas")
struct OptimizerFormulaTests {
  /// ∂E/∂w of eight updates of one parameter.
  static let gradients = [0.5, -1.25, 3e-3, 0, -2, 0.75, 1e-4, 0.125]

  struct Reference: Sendable, CustomTestStringConvertible {
    let call: String
    let optimizer: Optimizer
    let rate: Double
    /// The parameter, 0.25 at first, after the updates.
    let value: Double
    var testDescription: String { call }

    init(
      _ call: String, _ method: any OptimizerMethod.Type, _ operands: [Double] = [], variant: String? = nil,
      rate: Double = 0.01, gives value: Double
    ) {
      self.call = call
      optimizer = Optimizer(method, operands, variant: variant)
      self.rate = rate
      self.value = value
    }
  }

  static let references = [
    Reference("torch.optim.Adam", Adam.self, gives: 0.2648114472256602),
    Reference("torch.optim.Adam(eps=1e-3)", Adam.self, [0.9, 0.999, 1e-3], gives: 0.26480419369612396),
    Reference("torch.optim.AdamW", AdamW.self, gives: 0.26461035790272147),
    Reference("torch.optim.AdamW(weight_decay=0.1)", AdamW.self, [0.1], gives: 0.26280677545833764),
    Reference("torch.optim.NAdam", NAdam.self, gives: 0.2583608333127163),
    Reference("torch.optim.Adadelta", Adadelta.self, rate: 1, gives: 0.253086481190045),
    Reference(
      "torch.optim.Adadelta(rho=0.95, eps=1e-3)", Adadelta.self, [0.95, 1e-3], rate: 0.5, gives: 0.32058583579757866),
    Reference("torch.optim.RMSprop(alpha=0.9)", RMSprop.self, gives: 0.2631647436726643),
    Reference("torch.optim.RMSprop(eps=1e-3)", RMSprop.self, [0.99, 1e-3], gives: 0.2921018374714983),
    Reference("torch.optim.Adagrad", Adagrad.self, gives: 0.2540927862413898),
    Reference("keras.optimizers.Adam", Adam.self, variant: "keras", gives: 0.2648114674576012),
    Reference("keras.optimizers.RMSprop", RMSprop.self, variant: "keras", gives: 0.2631647961681178),
    Reference("keras.optimizers.AdamW", AdamW.self, variant: "keras", gives: 0.2647310150949779),
    Reference("keras.optimizers.Nadam", NAdam.self, variant: "keras", gives: 0.25841345022883255),
    Reference("keras.optimizers.Adadelta", Adadelta.self, [0.95, 1e-7], gives: 0.2500142419255314),
    // tensorflow/core/kernels/training_ops.cc, ApplyRMSProp without momentum.
    Reference("tf.compat.v1.train.RMSPropOptimizer", RMSprop.self, variant: "tensorflow", gives: 0.26761855018321784),
  ]

  @Test("steps are those of PyTorch, Keras and TensorFlow", arguments: references)
  func published(_ reference: Reference) {
    let last = Self.steps(reference.optimizer, rate: reference.rate).last
    #expect(((last?.new ?? .nan) - reference.value).magnitude <= 4 * reference.value.ulp)
  }

  @Test("the formulas give the steps and the state", arguments: Optimizer.followingGradients)
  func formulas(_ optimizer: Optimizer) throws {
    guard let formulas = optimizer.formulas else { return }
    #expect(formulas.state.count == optimizer.definition.memory)
    for step in Self.steps(optimizer, rate: 0.1) {
      let expressions = try #require(optimizer.expressions(step.state))
      var values = ["w": step.old, "g": step.gradient, "rate": 0.1]
      for (index, state) in formulas.state.enumerated() {
        let sign: Double = state.isNegated ? -1 : 1
        let (before, after) = index == 0 ? (step.before.x, step.after.x) : (step.before.y, step.after.y)
        values["\(state.name)_old"] = sign * before
        let value = try expressions.state[index].formula.number(in: Values(values: values))
        #expect((value - sign * after).magnitude <= 1e-15 * max(1e-3, after.magnitude), "\(state.name), \(formulas)")
        values[state.name] = value
      }
      let new = try expressions.new.number(in: Values(values: values))
      #expect((new - step.new).magnitude <= 1e-14 * max(1e-3, step.new.magnitude), "\(formulas.new)")
    }
  }

  private struct Values: Scope {
    let values: [String: Double]

    func value(of name: Name, at range: SourceRange) throws(Fault) -> Value {
      guard let value = values[name.base] else { throw Fault("no \(name)") }
      return .number(value)
    }

    func call(_ function: Name, _ arguments: [Value], at range: SourceRange) throws(Fault) -> Value {
      try Functions.call(function, arguments, at: range, known: [])
    }
  }

  private struct Step {
    var gradient: Double
    var old: Double
    var new: Double
    var before: SIMD2<Double>
    var after: SIMD2<Double>
    var state: OptimizerState
  }

  private static func steps(_ optimizer: Optimizer, rate: Double) -> [Step] {
    var state = OptimizerState()
    var memory = optimizer.begun(rate: rate, state).initialState
    var w = 0.25
    return gradients.map { gradient in
      state.advance(optimizer)
      let (old, before) = (w, memory)
      var (first, second) = (memory.x, memory.y)
      w = optimizer.begun(rate: rate, state).step(w, -gradient, rate: rate, &first, &second, in: FusedDouble.self)
      memory = SIMD2(first, second)
      return Step(gradient: gradient, old: old, new: w, before: before, after: memory, state: state)
    }
  }
}
