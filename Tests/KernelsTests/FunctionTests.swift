import Glibc
import Kernels
import Testing

private func sigmoid(_ x: Double) -> Double { nn_activate(nn_activation_sigmoid, x) }
private func softplus(_ x: Double) -> Double { nn_activate(nn_activation_softplus, x) }

private struct Function: CustomTestStringConvertible, Sendable {
  var name: String
  var range: ClosedRange<Double>
  var ulps: Double
  var own: @Sendable (Double) -> Double
  var float: (@Sendable (Float) -> Float)?
  #if arch(x86_64)
    var exact: @Sendable (Float80) -> Float80
  #else
    var exact: @Sendable (Double) -> Double
  #endif
  var testDescription: String { "\(name) in \(range)" }

  static let all: [Function] = [
    Function(name: "exp", range: -708...709.7, ulps: 1, own: nn_exp, float: nil, exact: { exp($0) }),
    Function(name: "exp", range: -80...80, ulps: 1, own: nn_exp, float: nn_expf, exact: { exp($0) }),
    Function(name: "log", range: 0...1e300, ulps: 1, own: nn_log, float: nil, exact: { log($0) }),
    Function(name: "log", range: 0...2, ulps: 1, own: nn_log, float: nn_logf, exact: { log($0) }),
    Function(
      name: "sin", range: -10...10, ulps: 1, own: nn_sin, float: { nn_activatef(nn_activation_sine, $0) },
      exact: { sin($0) }),
    Function(name: "sin", range: -1e15...1e15, ulps: 1, own: nn_sin, float: nil, exact: { sin($0) }),
    Function(
      name: "cos", range: -10...10, ulps: 1, own: nn_cos, float: { nn_derivativef(nn_activation_sine, $0, 0) },
      exact: { cos($0) }),
    Function(name: "cos", range: -1e15...1e15, ulps: 1, own: nn_cos, float: nil, exact: { cos($0) }),
    Function(
      name: "tanh", range: -22...22, ulps: 2.5, own: nn_tanh, float: { nn_activatef(nn_activation_tanh, $0) },
      exact: { tanh($0) }),
    Function(
      name: "sigmoid", range: -80...80, ulps: 2.5, own: sigmoid, float: { nn_activatef(nn_activation_sigmoid, $0) },
      exact: { 1 / (1 + exp(-$0)) }),
    Function(
      name: "softplus", range: -80...80, ulps: 2.2, own: softplus, float: { nn_activatef(nn_activation_softplus, $0) },
      exact: { $0 > 0 ? $0 + log1p(exp(-$0)) : log1p(exp($0)) }),
    Function(name: "erf", range: -7...7, ulps: 1, own: nn_erf, float: nil, exact: { erf($0) }),
  ]
}

@Test("Functions are within their documented error of the exact value", arguments: Function.all)
private func accuracy(_ function: Function) {
  for x in points(function.range) {
    let value = function.own(x)
    let exact = function.exact(.init(x))
    let ulp = max(Double(exact).ulp, 0x1p-1074)
    #expect(abs(Double(.init(value) - exact)) <= function.ulps * ulp, "\(function.name)(\(x))")
    guard let float = function.float else { continue }
    let single = Float(x)
    let exactOfSingle = function.exact(.init(single))
    let ulpOfSingle = Double(max(Float(exactOfSingle).ulp, 0x1p-149))
    #expect(
      abs(Double(.init(float(single)) - exactOfSingle)) <= function.ulps * ulpOfSingle,
      "\(function.name) of \(single) in float")
  }
}

@Test("Functions are correct at infinity, zero and the smallest numbers, and propagate NaN")
func edges() {
  let infinity = Double.infinity
  #expect(nn_exp(infinity) == infinity && nn_exp(-infinity) == 0 && nn_exp(0) == 1 && nn_exp(-0.0) == 1)
  #expect(nn_exp(710) == infinity && nn_exp(709.78) < infinity && nn_exp(-746) == 0)
  #expect(nn_exp(-745) == 0x1p-1074 && nn_exp(1e308) == infinity && nn_exp(-1e308) == 0)
  #expect(nn_log(0) == -infinity && nn_log(infinity) == infinity && nn_log(1) == 0 && nn_log(-1).isNaN)
  #expect(abs(nn_log(0x1p-1074) + 744.4400719213812) < 1e-12)
  #expect(sigmoid(infinity) == 1 && sigmoid(-infinity) == 0 && sigmoid(0) == 0.5)
  #expect(nn_tanh(infinity) == 1 && nn_tanh(-infinity) == -1 && nn_tanh(0x1p-1074) == 0x1p-1074)
  #expect(nn_tanh(-0.0).sign == .minus && nn_sin(-0.0).sign == .minus && nn_erf(-0.0).sign == .minus)
  #expect(softplus(infinity) == infinity && softplus(-infinity) == 0 && softplus(1e300) == 1e300)
  #expect(nn_erf(infinity) == 1 && nn_erf(-infinity) == -1)
  #expect(nn_sin(infinity).isNaN && nn_cos(-infinity).isNaN)
  for function in [nn_exp, nn_log, nn_sin, nn_cos, nn_tanh, sigmoid, softplus, nn_erf] {
    #expect(function(.nan).isNaN)
  }
  #expect(nn_expf(.infinity) == .infinity && nn_expf(-104) == 0 && nn_expf(89) == .infinity)
  #expect(
    nn_expf(-103) == 0x1p-149 && nn_activatef(nn_activation_tanh, -.infinity) == -1
      && nn_activatef(nn_activation_sigmoid, -.infinity) == 0)
  #expect(nn_expf(.nan).isNaN && nn_logf(.nan).isNaN)
}

@Test("Odd and even functions are so to the bit; the sigmoid is symmetric to one unit in the last place")
func identities() {
  for x in points(-30...30, count: 2_000) {
    #expect(nn_tanh(-x) == -nn_tanh(x) && nn_sin(-x) == -nn_sin(x) && nn_erf(-x) == -nn_erf(x))
    #expect(nn_cos(-x) == nn_cos(x))
    #expect(sigmoid(x) + sigmoid(-x) >= 1 - 0x1p-52 && sigmoid(x) + sigmoid(-x) <= 1 + 0x1p-52)
  }
}
