import Expressions
import NeuralNetwork
import Testing

/// Compares every loss with its formulas, evaluated in decimals.
@Suite("Losses")
struct LossTests {
  @Test("value and error agree with the formulas, in every arithmetic", arguments: Loss.all)
  func accuracy(_ loss: Loss) throws {
    var random = RandomNumbers.initial
    /// A multiple of 1/1024, exact in float and as a short decimal; between 0 and 1 for probabilities.
    func number(_ isProbability: Bool, _ round: Int) -> Double {
      let size = isProbability ? 1 : [0.25, 1, 2, 60][round % 4]
      let whole = (random.uniform(isProbability ? 0 : -size, size) * 1024).rounded()
      return (isProbability ? min(max(whole, 1), 1023) : whole) / 1024
    }
    for form in loss.forms {
      let isProbability = form.outputs != nil
      let activation = try #require(Activation.named(form.outputs ?? "identity"))
      for count in [1, 3] {
        let network = Network(try Topology(sizes: [1, count], activations: [activation], biases: false))
        for round in 0..<80 {
          let out = (0..<count).map { _ in number(isProbability, round) }
          let target = (0..<count).map { index in
            isProbability && round % 3 > 0
              ? Double((index + round) % 2)
              : round % 5 == 0 ? out[index] : number(isProbability, round)
          }
          try expectFormulas(form, loss, network, out, target)
        }
      }
    }
  }

  private func expectFormulas(
    _ form: Loss.Form, _ loss: Loss, _ network: Network, _ out: [Double], _ target: [Double]
  ) throws {
    let scope = DecimalFormula(x: 0)
    let pass = ForwardPass(net: [0] + out.map { _ in 0 }, out: [0] + out)
    let written = form.value(zip(target, out).map { (target: .number($0), out: .number($1)) })
    let value = try written.decimal(in: scope).double
    for arithmetic in Conventions.Rounding.allCases {
      var rule = StepRule()
      rule.loss = loss
      rule.conventions.arithmetic = arithmetic
      let found = network.loss(pass, target: target, loss, rule.conventions)
      #expect((found - value).magnitude <= 1e-14 * max(1, value.magnitude), "\(written), \(arithmetic)")
      for precision in Precision.allCases where arithmetic == .fused || precision == .double {
        rule.precision = precision
        let back = network.backward(pass, target: target, rule)
        let digits = precision == .double ? 1e-14 : 1e-6
        for (index, (t, o)) in zip(target, out).enumerated() {
          let formula = form.error(.number(t), .number(o), outputs: out.count)
          let error = try formula.decimal(in: scope).double
          #expect((back.error[index + 1] - error).magnitude <= digits * max(1, error.magnitude), "\(formula)")
          for slope in [
            form.slope(.number(t), .number(o), outputs: out.count),
            form.chainSlope(.number(t), .number(o), at: o, outputs: out.count),
          ] {
            #expect((try slope.decimal(in: scope).double + error).magnitude <= 1e-14 * max(1, error.magnitude))
          }
        }
      }
    }
  }

  @Test("the error is the negative derivative of the value by the output", arguments: Loss.all)
  func slopes(_ loss: Loss) throws {
    let step = 0x1p-30
    for form in loss.forms {
      for (t, o) in [(0.25, 0.75), (1, 0.125), (0, 0.875), (0.5, 0.375)] {
        func value(_ o: Double) throws -> Double {
          try form.value([(target: .number(t), out: .number(o))]).decimal(in: DecimalFormula(x: 0)).double
        }
        let slope = (try value(o + step) - value(o - step)) / (2 * step)
        let error = try form.error(.number(t), .number(o), outputs: 1).decimal(in: DecimalFormula(x: 0)).double
        #expect((slope + error).magnitude < 1e-5, "\(form) at \(t), \(o)")
      }
    }
  }

  @Test("if an output equals its target, the error has its special form")
  func saturated() throws {
    for form in Loss.all.flatMap(\.forms) where form.outputs == "sigmoid" {
      for (value, slope) in [(1.0, -1.0), (0, 1)] {
        let formula = form.chainSlope(.number(value), .number(value), at: value, outputs: 1)
        #expect(try formula.decimal(in: DecimalFormula(x: 0)).double == slope)
      }
    }
  }

  @Test("names are unique")
  func names() { #expect(Set(Loss.all.map(\.name)).count == Loss.all.count) }
}
