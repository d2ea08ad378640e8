import Kernels

extension EngineCore {
  /// Draws which units stand out of the next sample: factor 0 with the layer's probability, else 1 / (1 − probability).
  ///
  /// One number per unit of such a layer, in order; a unit is left out if it is below the probability, or where the
  /// plan says so not below 1 − probability (inverted dropout, Srivastava et al. 2014).
  func drop(_ random: inout RandomNumbers) {
    kept.update(repeating: 1)
    for (layer, units) in layout.layers.enumerated() {
      guard let share = plan.dropout[layer] else { continue }
      let scale = Number(1 / (1 - share))
      let keepsLow = plan.dropsHigh.contains(layer)
      let border = keepsLow ? 1 - share : share
      for unit in units { kept[unit] = (random.uniform() < border) == keepsLow ? scale : 0 }
    }
  }

  /// net, g(net) and out of every unit for the inputs of one sample.
  @inline(__always)
  func forward(_ inputs: UnsafePointer<Double>, dropping: Bool) {
    for unit in layout.layers[0] {
      let input = Number(inputs[unit])
      out[unit] = dropping ? input * kept[unit] : input
    }
    for layer in 1..<layout.layers.count {
      let units = layout.layers[layer]
      var hasSoftmax = false
      for unit in units {
        net[unit] = netInput(unit)
        if layout.kinds[unit] == nn_activation_softmax {
          hasSoftmax = true
        } else {
          activated[unit] = activate(unit, net[unit])
        }
      }
      if hasSoftmax { softmax(units) }
      for unit in units { out[unit] = dropping ? activated[unit] * kept[unit] : activated[unit] }
    }
  }

  @inline(__always)
  private func netInput(_ unit: Int) -> Number {
    let parameter = layout.bias[unit]
    var bias: Number = parameter < 0 ? 0 : values[parameter]
    if subtractsBias { bias = -bias }
    var sum: Number = biasFirst ? bias : 0
    let row = layout.incoming[unit]
    if row.stride > 0 {
      var weight = row.parameter
      for source in row.first..<row.first + row.count {
        sum = A.multiplyAdd(values[weight], out[source], sum)
        weight += row.stride
      }
    } else {
      for index in row.first..<row.first + row.count {
        let link = layout.links[index]
        sum = A.multiplyAdd(values[link.parameter], out[link.unit], sum)
      }
    }
    return !biasFirst && parameter >= 0 ? sum + bias : sum
  }

  @inline(__always)
  private func activate(_ unit: Int, _ net: Number) -> Number {
    if layout.hasCustom, let custom = layout.custom[unit] { return Number(custom.value(Double(net))) }
    return A.activate(kind: layout.kinds[unit], net)
  }

  private func softmax(_ units: Range<Int>) {
    let units = units.filter { layout.kinds[$0] == nn_activation_softmax }
    guard let largest = units.map({ net[$0] }).max() else { return }
    var sum: Number = 0
    for unit in units {
      activated[unit] = A.exp(net[unit] - largest)
      sum += activated[unit]
    }
    for unit in units { activated[unit] /= sum }
  }

  /// Adds what the outputs are worth against the targets of the sample.
  @inline(__always)
  func measure(_ targets: UnsafePointer<Double>, _ classification: Classification, _ sum: inout MeasuresSum) {
    let outputs = topology.outputUnits
    let first = outputs.lowerBound
    var squared = 0.0
    var absolute = 0.0
    var agrees = true
    for (index, unit) in outputs.enumerated() {
      let target = targets[index]
      let error = target - Double(out[unit])
      squared += error * error
      absolute += error.magnitude
      if case .threshold(let middle) = classification, (Double(out[unit]) > middle) != (target > middle) {
        agrees = false
      }
    }
    if classification == .largest {
      agrees =
        Classification.indexOfLargest(outputs.lazy.map { Double(self.out[$0]) })
        == Classification.indexOfLargest(UnsafeBufferPointer(start: targets, count: outputs.count))
    }
    let value = loss.value(in: A.self, target: { targets[$0] }, out: { Double(out[first + $0]) })
    sum.add(loss: value, squared: squared, absolute: absolute, outputs: outputs.count, agrees: agrees)
  }

  /// Deltas from the outputs back; then the sums of the batch, or with `descending` the update itself.
  @inline(__always)
  func backward(_ targets: UnsafePointer<Double>, rate: Number, descending: Bool) {
    for layer in stride(from: layout.layers.count - 1, through: 1, by: -1) {
      findDeltas(layer, targets, rate, previewing: inOrder && !descending)
      if descending, inOrder { for unit in layout.layers[layer] { descend(unit, rate) } }
    }
    if descending, inOrder { return }
    for unit in topology.inputCount..<topology.unitCount {
      if descending { descend(unit, rate) } else { gather(unit) }
    }
  }

  /// Errors and deltas of a layer, from those of the layer it feeds.
  @inline(__always)
  func findDeltas(_ layer: Int, _ targets: UnsafePointer<Double>, _ rate: Number, previewing: Bool) {
    let outputLayer = layout.layers.count - 1
    let sendsErrors = error.count > 0
    let units = layout.layers[layer]
    for unit in units {
      let error =
        layer == outputLayer
        ? loss.error(Number(targets[unit - units.lowerBound]), out[unit], in: A.self)
        : sentBack(unit, rate, previewing: previewing)
      delta[unit] = factorsDelta ? factored(error, unit) : error * derivative(unit)
      if drops { delta[unit] *= kept[unit] }
      if sendsErrors { self.error[unit] = drops ? error * kept[unit] : error }
    }
    if layer == outputLayer { outputDeltas(targets) }
  }

  /// Σ over the units fed: weight·delta, or weight·error by convention; `previewing` with the weight that an update of this sample alone would give.
  @inline(__always)
  private func sentBack(_ unit: Int, _ rate: Number, previewing: Bool) -> Number {
    let row = layout.outgoing[unit]
    let sent = error.count > 0 ? error : delta
    var sum: Number = 0
    for index in 0..<row.count {
      let link =
        row.stride > 0
        ? Link(unit: row.first + index, parameter: row.parameter + index * row.stride) : layout.links[row.first + index]
      var weight = values[link.parameter]
      if previewing, isFrozen.isEmpty || !isFrozen[link.parameter] {
        weight = stepped(weight, rate, delta[link.unit], out[unit])
      }
      sum = A.multiplyAdd(weight, sent[link.unit], sum)
    }
    return sum
  }

  @inline(__always)
  private func stepped(_ weight: Number, _ rate: Number, _ delta: Number, _ out: Number) -> Number {
    switch product {
    case .delta: A.multiplyAdd(rate * delta, out, weight)
    case .out: A.multiplyAdd(rate * out, delta, weight)
    case .gradient: A.multiplyAdd(rate, out * delta, weight)
    }
  }

  /// The net input and the output that the derivative is taken at.
  @inline(__always)
  private func derivativeArguments(_ unit: Int) -> (net: Number, out: Number) {
    guard plan.rule.conventions.derivative == .misapplied else { return (net[unit], activated[unit]) }
    return (activated[unit], activate(unit, activated[unit]))
  }

  /// error·derivative, factor by factor.
  @inline(__always)
  private func factored(_ error: Number, _ unit: Int) -> Number {
    if layout.hasCustom, layout.custom[unit] != nil { return error * derivative(unit) }
    let (x, y) = derivativeArguments(unit)
    return A.factored(error, kind: layout.kinds[unit], x, y)
  }

  @inline(__always)
  private func derivative(_ unit: Int) -> Number {
    let (x, y) = derivativeArguments(unit)
    var value: Number
    if layout.hasCustom, let custom = layout.custom[unit] {
      value = Number(custom.derivative(Double(x)))
    } else {
      value = A.derivative(kind: layout.kinds[unit], x, y)
    }
    if flatSpot != 0 { value += flatSpot }
    return value
  }

  /// Where delta is not error·derivative of the same unit: cross-entropy, and softmax under other losses.
  @inline(__always)
  private func outputDeltas(_ targets: UnsafePointer<Double>) {
    let units = topology.outputUnits
    if loss.loss == .crossEntropy, loss.crossEntropyKind != nil {
      for (index, unit) in units.enumerated() { delta[unit] = Number(targets[index]) - out[unit] }
    } else if layout.kinds[units.lowerBound] == nn_activation_softmax {
      var common: Number = 0
      func error(_ index: Int) -> Number {
        loss.error(Number(targets[index]), out[units.lowerBound + index], in: A.self)
      }
      for index in 0..<units.count { common = A.multiplyAdd(error(index), out[units.lowerBound + index], common) }
      for (index, unit) in units.enumerated() { delta[unit] = out[unit] * (error(index) - common) }
    }
  }

  @inline(__always)
  func gather(_ unit: Int) {
    let delta = delta[unit]
    let row = layout.incoming[unit]
    for index in 0..<row.count {
      let (source, parameter) = connection(row, index)
      sums[parameter] = A.multiplyAdd(out[source], delta, sums[parameter])
    }
    let bias = layout.bias[unit]
    if bias >= 0 { sums[bias] += subtractsBias ? -delta : delta }
  }

  /// Turns the sums of a single sample into steps that begin with the rate.
  func multiply(by rate: Number, into units: Range<Int>) {
    for unit in units {
      let step = rate * delta[unit]
      let row = layout.incoming[unit]
      for index in 0..<row.count {
        let (source, parameter) = connection(row, index)
        sums[parameter] = product == .out ? rate * out[source] * delta[unit] : step * out[source]
      }
      let bias = layout.bias[unit]
      if bias >= 0 { sums[bias] = subtractsBias ? -step : step }
    }
  }

  @inline(__always)
  private func descend(_ unit: Int, _ rate: Number) {
    let delta = delta[unit]
    let row = layout.incoming[unit]
    for index in 0..<row.count {
      let (source, parameter) = connection(row, index)
      guard isFrozen.isEmpty || !isFrozen[parameter] else { continue }
      values[parameter] = stepped(values[parameter], rate, delta, out[source])
    }
    let bias = layout.bias[unit]
    guard bias >= 0, isFrozen.isEmpty || !isFrozen[bias] else { return }
    let step = subtractsBias ? -delta : delta
    values[bias] = A.multiplyAdd(rate, step, values[bias])
  }

  @inline(__always)
  private func connection(_ row: ConnectionRow, _ index: Int) -> (unit: Int, parameter: Int) {
    guard row.stride > 0 else {
      let link = layout.links[row.first + index]
      return (link.unit, link.parameter)
    }
    return (row.first + index, row.parameter + index * row.stride)
  }
}
