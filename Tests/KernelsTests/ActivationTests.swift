import Kernels
import Testing

@Test("Derivatives agree with central differences of the activations", arguments: Run.unitActivations)
func derivatives(_ kind: nn_activation) {
  let h = 1e-5
  for x in points(-3...3, count: 400) where abs(x) > 2 * h {
    let slope = (nn_activate(kind, x + h) - nn_activate(kind, x - h)) / (2 * h)
    let derivative = nn_derivative(kind, x, nn_activate(kind, x))
    #expect(abs(slope - derivative) < 1e-8, "\(x)")
    let single = nn_derivativef(kind, Float(x), nn_activatef(kind, Float(x)))
    #expect(abs(Double(single) - derivative) < 1e-5)
  }
}

@Test("Every activation propagates NaN, in both precisions", arguments: Run.unitActivations)
func notANumber(_ kind: nn_activation) {
  #expect(nn_activate(kind, .nan).isNaN && nn_activatef(kind, .nan).isNaN)
}

@Test("erf in float, as gelu uses it, is erf in double rounded to float")
func errorFunctionInFloat() {
  for x in points(-7...7, count: 2_000) {
    let net = Float(x)
    let erf = Float(nn_erf(Double(0x1.6a09e6p-1 * net)))
    #expect(nn_activatef(nn_activation_gelu, net) == net * (0.5 * (1 + erf)))
  }
}
