import Glibc
import Kernels
import Testing

/// Points of an interval, every other one pulled towards zero over many magnitudes; always the same ones.
private func points(_ range: ClosedRange<Double>, count: Int = 20_000) -> [Double] {
  var state: UInt64 = 1
  func fraction() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) * 0x1p-53
  }
  return (0..<count).map { index in
    let x = range.lowerBound + (range.upperBound - range.lowerBound) * fraction()
    return index % 2 == 0 ? x : x * exp2(-40 * fraction())
  }
}

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
    Function(name: "sin", range: -10...10, ulps: 1, own: nn_sin, float: nn_sinf, exact: { sin($0) }),
    Function(name: "sin", range: -1e15...1e15, ulps: 1, own: nn_sin, float: nil, exact: { sin($0) }),
    Function(name: "cos", range: -10...10, ulps: 1, own: nn_cos, float: nn_cosf, exact: { cos($0) }),
    Function(name: "cos", range: -1e15...1e15, ulps: 1, own: nn_cos, float: nil, exact: { cos($0) }),
    Function(name: "tanh", range: -22...22, ulps: 2.5, own: nn_tanh, float: nn_tanhf, exact: { tanh($0) }),
    Function(
      name: "sigmoid", range: -80...80, ulps: 2.5, own: nn_sigmoid, float: nn_sigmoidf,
      exact: { 1 / (1 + exp(-$0)) }),
    Function(
      name: "softplus", range: -80...80, ulps: 2.2, own: nn_softplus, float: nn_softplusf,
      exact: { $0 > 0 ? $0 + log1p(exp(-$0)) : log1p(exp($0)) }),
    Function(name: "erf", range: -7...7, ulps: 1, own: nn_erf, float: nn_erff, exact: { erf($0) }),
  ]
}

@Test("Functions stay within their stated distance of the true value", arguments: Function.all)
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

@Test("Functions are right at infinity, zero and the smallest numbers, and let NaN through")
func edges() {
  let infinity = Double.infinity
  #expect(nn_exp(infinity) == infinity && nn_exp(-infinity) == 0 && nn_exp(0) == 1 && nn_exp(-0.0) == 1)
  #expect(nn_exp(710) == infinity && nn_exp(709.78) < infinity && nn_exp(-746) == 0)
  #expect(nn_exp(-745) == 0x1p-1074 && nn_exp(1e308) == infinity && nn_exp(-1e308) == 0)
  #expect(nn_log(0) == -infinity && nn_log(infinity) == infinity && nn_log(1) == 0 && nn_log(-1).isNaN)
  #expect(abs(nn_log(0x1p-1074) + 744.4400719213812) < 1e-12)
  #expect(nn_sigmoid(infinity) == 1 && nn_sigmoid(-infinity) == 0 && nn_sigmoid(0) == 0.5)
  #expect(nn_tanh(infinity) == 1 && nn_tanh(-infinity) == -1 && nn_tanh(0x1p-1074) == 0x1p-1074)
  #expect(nn_tanh(-0.0).sign == .minus && nn_sin(-0.0).sign == .minus && nn_erf(-0.0).sign == .minus)
  #expect(nn_softplus(infinity) == infinity && nn_softplus(-infinity) == 0 && nn_softplus(1e300) == 1e300)
  #expect(nn_erf(infinity) == 1 && nn_erf(-infinity) == -1)
  #expect(nn_sin(infinity).isNaN && nn_cos(-infinity).isNaN)
  for function in [nn_exp, nn_log, nn_sin, nn_cos, nn_tanh, nn_sigmoid, nn_softplus, nn_erf] {
    #expect(function(.nan).isNaN)
  }
  #expect(nn_expf(.infinity) == .infinity && nn_expf(-104) == 0 && nn_expf(89) == .infinity)
  #expect(nn_expf(-103) == 0x1p-149 && nn_tanhf(-.infinity) == -1 && nn_sigmoidf(-.infinity) == 0)
  for function in [nn_expf, nn_logf, nn_sinf, nn_cosf, nn_tanhf, nn_sigmoidf, nn_softplusf, nn_erff] {
    #expect(function(.nan).isNaN)
  }
}

@Test("Identities hold to the bit: odd and even functions, softmax's sum; the sigmoid is symmetric to one unit")
func identities() {
  for x in points(-30...30, count: 2_000) {
    #expect(nn_tanh(-x) == -nn_tanh(x) && nn_sin(-x) == -nn_sin(x) && nn_erf(-x) == -nn_erf(x))
    #expect(nn_cos(-x) == nn_cos(x))
    #expect(nn_sigmoid(x) + nn_sigmoid(-x) >= 1 - 0x1p-52 && nn_sigmoid(x) + nn_sigmoid(-x) <= 1 + 0x1p-52)
  }
  let net = [0.5, -1, 3, 2]
  var out = [0.0, 0, 0, 0]
  nn_softmax(net, &out, 4)
  var sum = 0.0
  for value in net { sum += nn_exp(value - 3) }
  for (value, result) in zip(net, out) { #expect(result == nn_exp(value - 3) / sum) }
}

@Test("Derivatives agree with central differences of the activations", arguments: 0..<nn_activation_softmax.rawValue)
func derivatives(_ index: UInt32) {
  let kind = nn_activation(rawValue: index)
  let h = 1e-5
  for x in points(-3...3, count: 400) where abs(x) > 2 * h {
    let slope = (nn_activate(kind, x + h) - nn_activate(kind, x - h)) / (2 * h)
    let derivative = nn_derivative(kind, x, nn_activate(kind, x))
    #expect(abs(slope - derivative) < 1e-8, "\(x)")
    let single = nn_derivativef(kind, Float(x), nn_activatef(kind, Float(x)))
    #expect(abs(Double(single) - derivative) < 1e-5)
  }
}

@Test("Every level of the processor gives the same bits")
func levels() {
  let level = nn_get_level()
  defer { _ = nn_set_level(level) }
  func values() -> [UInt64] {
    var bits: [UInt64] = []
    for x in points(-50...50, count: 1_000) {
      for function in [nn_exp, nn_log, nn_sin, nn_cos, nn_tanh, nn_sigmoid, nn_softplus, nn_erf] {
        bits.append(function(x).isNaN ? 0 : function(x).bitPattern)
      }
      for index in 0..<nn_activation_softmax.rawValue {
        let kind = nn_activation(rawValue: index)
        bits.append(UInt64(nn_activatef(kind, Float(x)).bitPattern))
        bits.append(nn_derivative(kind, x, nn_activate(kind, x)).bitPattern)
      }
    }
    return bits
  }
  #expect(nn_set_level(nn_level_baseline) == nn_level_baseline)
  let baseline = values()
  nn_set_level(level)
  #expect(values() == baseline)
}

@Test("The exponential of textbook arithmetic is glibc's, to the bit, on processors with fused multiply-add")
func textbookExponential() {
  guard nn_get_level() != nn_level_baseline else { return }
  for size in [1e-3, 2, 40, 700] {
    for x in points(-size...size) { #expect(nn_textbook_exp(x) == exp(x), "\(x)") }
  }
  for x in [0, -0.0, 0x1p-54, 0x1p-1074, 512, -512, 709.78, 710, -745, -746, Double.infinity, -Double.infinity] {
    #expect(nn_textbook_exp(x) == exp(x))
  }
  #expect(nn_textbook_exp(.nan).isNaN)
}
