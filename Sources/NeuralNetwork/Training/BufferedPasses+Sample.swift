import Kernels

/// The dropout of a layer, ready for drawing.
struct LayerDropout<Number: BinaryFloatingPoint> {
  let units: Range<Int>
  /// Units are kept whose number is below this border, or the others.
  let border: Double
  let keepsLow: Bool
  /// The factor of the units that are kept.
  let scale: Number

  init(_ units: Range<Int>, _ probability: Double, high: Bool) {
    self.units = units
    border = high ? 1 - probability : probability
    keepsLow = high
    scale = Number(1 / (1 - probability))
  }
}

extension BufferedPasses {
  /// Draws the dropout factors of the next sample: 0 with the layer's probability p, else 1 / (1 − p) (inverted
  /// dropout, Srivastava et al. 2014).
  ///
  /// One random number per unit of a layer with dropout, in order. A unit is dropped if its number is below p; in
  /// layers of `TrainingPlan.dropsHigh`, if it is at least 1 − p.
  func drop(_ random: inout RandomNumbers) {
    kept.update(repeating: 1)
    for dropout in dropouts {
      for unit in dropout.units {
        kept[unit] = (random.uniform() < dropout.border) == dropout.keepsLow ? dropout.scale : 0
      }
    }
  }

  /// Computes net, g(net) and out of every unit for the inputs of one sample.
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
          activated[unit] = layout.activate(unit, net[unit], in: A.self)
        }
      }
      if hasSoftmax { softmax(units) }
      for unit in units { out[unit] = dropping ? activated[unit] * kept[unit] : activated[unit] }
    }
  }

  @inline(__always)
  private func netInput(_ unit: Int) -> Number {
    let parameter = layout.bias[unit]
    let bias = parameter < 0 ? nil : values[parameter]
    let row = layout.incoming[unit]
    // Two loops, so that the common one has no branch inside.
    if row.stride > 0 {
      return formulas.netInput(bias: bias, inputs: row.count) {
        (values[row.parameter + $0 * row.stride], out[row.first + $0])
      }
    }
    return formulas.netInput(bias: bias, inputs: row.count) {
      let link = layout.links[row.first + $0]
      return (values[link.parameter], out[link.unit])
    }
  }

  private func softmax(_ units: Range<Int>) {
    let units = units.filter { layout.kinds[$0] == nn_activation_softmax }
    for (unit, value) in zip(units, formulas.softmax(units.map { net[$0] })) { activated[unit] = value }
  }

  /// Adds the loss and errors of the current outputs against the targets of the sample.
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
    let value = formulas.loss.value(in: A.self, target: { targets[$0] }, out: { Double(out[first + $0]) })
    let sample = MeasuresSum.Sample(loss: value, squared: squared, absolute: absolute, agrees: agrees)
    sum.add(sample, outputs: outputs.count)
  }

  /// Backpropagates the deltas; then adds to the sums of the batch or, with `descending`, makes the update itself.
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

  /// Computes the errors and deltas of a layer from those of the layer it feeds.
  @inline(__always)
  func findDeltas(_ layer: Int, _ targets: UnsafePointer<Double>, _ rate: Number, previewing: Bool) {
    let outputLayer = layout.layers.count - 1
    let sendsErrors = error.count > 0
    let units = layout.layers[layer]
    for unit in units {
      let error =
        layer == outputLayer
        ? formulas.outputError(Number(targets[unit - units.lowerBound]), out[unit])
        : sentBack(unit, rate, previewing: previewing)
      delta[unit] = delta(error, unit)
      if drops { delta[unit] *= kept[unit] }
      if sendsErrors { self.error[unit] = drops ? error * kept[unit] : error }
    }
    if layer == outputLayer { outputDeltas(targets) }
  }

  /// The error of a hidden unit; with `previewing`, over the weights that an update by only this sample would give.
  @inline(__always)
  private func sentBack(_ unit: Int, _ rate: Number, previewing: Bool) -> Number {
    let row = layout.outgoing[unit]
    let sent = error.count > 0 ? error : delta
    return formulas.sentBack(from: row.count) { index in
      let (target, parameter) = layout.connection(row, index)
      var weight = values[parameter]
      if previewing, isFrozen.isEmpty || !isFrozen[parameter] {
        weight = formulas.stepped(weight, rate: rate, delta: delta[target], out: out[unit])
      }
      return (weight, sent[target])
    }
  }

  /// The delta of a unit from its error.
  @inline(__always)
  private func delta(_ error: Number, _ unit: Int) -> Number {
    let kind = layout.kinds[unit]
    if layout.hasCustom, let custom = layout.custom[unit] {
      let slope = { (net: Number, _: Number) in Number(custom.derivative(at: Double(net))) }
      return formulas.delta(
        error, net: net[unit], out: activated[unit], value: { Number(custom.value(at: Double($0))) }, slope: slope,
        factored: { error * slope($0, $1) })
    }
    return formulas.delta(
      error, net: net[unit], out: activated[unit], value: { A.activate(kind: kind, $0) },
      slope: { A.derivative(kind: kind, $0, $1) }, factored: { A.factored(error, kind: kind, $0, $1) })
  }

  @inline(__always)
  private func outputDeltas(_ targets: UnsafePointer<Double>) {
    let units = topology.outputUnits
    formulas.outputDeltas(
      units.count, isSoftmax: layout.kinds[units.lowerBound] == nn_activation_softmax,
      target: { Number(targets[$0]) }, out: { out[units.lowerBound + $0] }, net: { net[units.lowerBound + $0] },
      set: { delta[units.lowerBound + $0] = $1 })
  }

  @inline(__always)
  func gather(_ unit: Int) {
    let delta = delta[unit]
    let row = layout.incoming[unit]
    for index in 0..<row.count {
      let (source, parameter) = layout.connection(row, index)
      sums[parameter] = A.multiplyAdd(out[source], delta, sums[parameter])
    }
    let bias = layout.bias[unit]
    if bias >= 0 { sums[bias] += formulas.signed(delta) }
  }

  /// Replaces the sums of a single sample by products that start with the rate.
  func multiply(by rate: Number, into units: Range<Int>) {
    for unit in units {
      let row = layout.incoming[unit]
      for index in 0..<row.count {
        let (source, parameter) = layout.connection(row, index)
        sums[parameter] = formulas.change(rate: rate, delta: delta[unit], out: out[source])
      }
      let bias = layout.bias[unit]
      if bias >= 0 { sums[bias] = formulas.signed(rate * delta[unit]) }
    }
  }

  @inline(__always)
  private func descend(_ unit: Int, _ rate: Number) {
    let delta = delta[unit]
    let row = layout.incoming[unit]
    for index in 0..<row.count {
      let (source, parameter) = layout.connection(row, index)
      guard isFrozen.isEmpty || !isFrozen[parameter] else { continue }
      values[parameter] = formulas.stepped(values[parameter], rate: rate, delta: delta, out: out[source])
    }
    let bias = layout.bias[unit]
    guard bias >= 0, isFrozen.isEmpty || !isFrozen[bias] else { return }
    values[bias] = A.multiplyAdd(rate, formulas.signed(delta), values[bias])
  }
}
