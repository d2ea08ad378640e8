import Kernels

/// Training in plain loops, directly from the definition in nn_arithmetic.h, with sums in its order.
struct ReferenceTraining<Real: Precision> {
  var run: Run
  var parameters: [Real]
  var first: [Real]
  var second: [Real]
  var losses: [Double] = []
  private var presented = 0
  private var power1 = 1.0
  private var power2 = 1.0

  init(_ run: Run) {
    self.run = run
    parameters = run.parameters.map { Real($0) }
    first = parameters.map { _ in 0 }
    second = first
  }

  private func offset(_ layer: Int) -> Int {
    (0..<layer).reduce(0) { $0 + (run.sizes[$1] + (run.biases[$1] ? 1 : 0)) * run.sizes[$1 + 1] }
  }

  mutating func train() {
    for _ in 0..<run.epochs {
      var loss = 0.0
      for start in stride(from: 0, to: run.order.count, by: run.batch) {
        let batch = run.order[start..<min(start + run.batch, run.order.count)]
        var gradient = [Real](repeating: 0, count: parameters.count)
        for sample in batch { loss += present(sample, &gradient) }
        update(gradient, batch.count)
      }
      losses.append(loss)
    }
  }

  private mutating func present(_ sample: Int, _ gradient: inout [Real]) -> Double {
    defer { presented += 1 }
    var kept = run.dropout.dropFirst(presented * run.droppable).prefix(run.droppable).map { Real($0) }
    let last = run.sizes.count - 2
    let inputs = run.sizes[0]
    let target = run.targets[sample * run.sizes[last + 1]..<(sample + 1) * run.sizes[last + 1]].map { Real($0) }
    var outs = [run.inputs[sample * inputs..<(sample + 1) * inputs].map { Real($0) }]
    var nets: [[Real]] = []
    var activated: [[Real]] = [[]]
    var factors: [[Real]] = []
    func drop(_ outs: [Real]) -> [Real] {
      let own = Array(kept.prefix(outs.count))
      kept = Array(kept.dropFirst(outs.count))
      factors.append(own)
      return own.isEmpty ? outs : zip(outs, own).map { $0 * $1 }
    }
    outs[0] = drop(outs[0])
    for layer in 0...last {
      let units = run.sizes[layer + 1]
      let at = offset(layer)
      let net = (0..<units).map { j -> Real in
        var sum: Real = 0
        for (i, out) in outs[layer].enumerated() { sum = .fusedSum(parameters[at + i * units + j], out, sum) }
        return run.biases[layer] ? sum + parameters[at + run.sizes[layer] * units + j] : sum
      }
      nets.append(net)
      let kind = run.activations[layer]
      let out = kind == nn_activation_softmax ? Real.softmax(net) : net.map { Real.activate(kind, $0) }
      activated.append(out)
      outs.append(layer < last ? drop(out) : out)
    }
    var delta = zip(target, outs[last + 1]).map { $0 - $1 }
    if ![nn_loss_kind_categorical, nn_loss_kind_binary].contains(run.loss) {
      for j in delta.indices {
        delta[j] = error(delta[j], delta.count) * derivative(last, nets[last][j], outs[last + 1][j])
      }
    }
    for layer in (0...last).reversed() {
      let units = run.sizes[layer + 1]
      let at = offset(layer)
      for (i, out) in outs[layer].enumerated() {
        for j in 0..<units { gradient[at + i * units + j] = .fusedSum(out, delta[j], gradient[at + i * units + j]) }
      }
      if run.biases[layer] {
        for j in 0..<units { gradient[at + run.sizes[layer] * units + j] += delta[j] }
      }
      guard layer > 0 else { continue }
      delta = outs[layer].indices.map { i in
        var error: Real = 0
        for k in 0..<units { error = .fusedSum(parameters[at + i * units + k], delta[k], error) }
        let delta = error * derivative(layer - 1, nets[layer - 1][i], activated[layer][i])
        return factors[layer].isEmpty ? delta : delta * factors[layer][i]
      }
    }
    return loss(target.map { Double($0) }, outs[last + 1].map { Double($0) })
  }

  private func derivative(_ layer: Int, _ net: Real, _ out: Real) -> Real {
    let derivative = Real.derivative(run.activations[layer], net, out)
    return run.flatSpot == 0 ? derivative : derivative + Real(run.flatSpot)
  }

  private func error(_ e: Real, _ outputs: Int) -> Real {
    switch run.loss {
    case nn_loss_kind_squared: 2 * e
    case nn_loss_kind_mean_squared: 2 * e / Real(outputs)
    case nn_loss_kind_mean_absolute: e == 0 ? 0 : (e > 0 ? 1 : -1) / Real(outputs)
    case nn_loss_kind_huber: max(-1, min(1, e))
    default: e
    }
  }

  private func loss(_ target: [Double], _ out: [Double]) -> Double {
    func log(_ x: Double) -> Double { nn_log(x < NN_LOG_FLOOR ? NN_LOG_FLOOR : x) }
    let sum = zip(target, out).reduce(0.0) { sum, pair in
      let (t, o) = pair
      let e = t - o
      switch run.loss {
      case nn_loss_kind_categorical: return nn_fma(-t, log(o), sum)
      case nn_loss_kind_binary: return nn_fma(-(1 - t), log(1 - o), nn_fma(-t, log(o), sum))
      case nn_loss_kind_mean_absolute: return sum + abs(e)
      case nn_loss_kind_huber: return abs(e) <= 1 ? nn_fma(0.5 * e, e, sum) : sum + (abs(e) - 0.5)
      default: return nn_fma(e, e, sum)
      }
    }
    switch run.loss {
    case nn_loss_kind_half_squared: return 0.5 * sum
    case nn_loss_kind_mean_squared, nn_loss_kind_mean_absolute: return sum / Double(out.count)
    default: return sum
    }
  }

  private mutating func update(_ gradient: [Real], _ count: Int) {
    var rule = run.rule
    power1 *= rule.beta1
    power2 *= rule.beta2
    rule.scale1 = rule.rate / (1 - power1)
    rule.scale2 = 1 / (1 - power2)
    let share = 1 / Real(count)
    for index in parameters.indices where !(run.frozen?[index] ?? false) {
      var g = gradient[index]
      if count > 1, !run.sum { g = g * share }
      if rule.decay != 0 { g = .fusedSum(-Real(rule.decay), parameters[index], g) }
      parameters[index] = .step(rule, parameters[index], g, &first[index], &second[index])
    }
  }
}
