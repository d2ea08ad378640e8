import Kernels

extension Network {
  /// The outputs for every sample, samples × outputs, without learning from them.
  package func outputs(_ data: TrainingData, _ rule: BackwardRule, threads: Int = 1) -> [Double] {
    kernelOutputs(data, rule, threads: threads) ?? plainOutputs(data, rule)
  }

  /// Loss and errors over samples without learning from them.
  package func measure(_ data: TrainingData, _ rule: BackwardRule, threads: Int = 1) -> EpochMeasures {
    measures(of: outputs(data, rule, threads: threads), data, rule)
  }

  /// Loss and errors of outputs that `outputs` gave for the samples.
  package func measures(of outputs: [Double], _ data: TrainingData, _ rule: BackwardRule) -> EpochMeasures {
    var sum = MeasuresSum(rule.conventions.arithmetic)
    sum.add(outputs, 0..<data.count, nil, data, LossRule(rule.loss, topology), rule.conventions.arithmetic)
    return sum.total
  }

  func plainOutputs(_ data: TrainingData, _ rule: BackwardRule) -> [Double] {
    var plan = TrainingPlan()
    plan.rule = rule
    plan.update.precision = rule.precision
    return PlainEngine(self, plan.consistent, OptimizerState()).outputs(data)
  }

  /// By the kernels, which train with rate 0 for this; nil where they cannot.
  private func kernelOutputs(_ data: TrainingData, _ rule: BackwardRule, threads: Int) -> [Double]? {
    var plan = TrainingPlan()
    plan.rule = rule
    plan.rule.loss = topology.crossEntropyKind == .categorical ? .crossEntropy : .halfSquared
    plan.rule.flatSpot = 0
    plan.rule.conventions.update = .together
    plan.rule.conventions.derivative = .net
    plan.update.rate = 0
    plan.update.precision = rule.precision
    plan.batch = rule.conventions.arithmetic == .textbook ? 1 : 128
    plan.threads = threads
    var network = self
    network.frozen = []
    network.shared = []
    guard data.count > 0, let run = KernelRun(network, plan.consistent) else { return nil }
    var training = nn_training()
    training.samples = data.count
    training.epochs = 1
    var state = OptimizerState()
    var outputs = [Double](repeating: 0, count: data.count * data.targetCount)
    let outcome = run.train(&training, &network.values, &state, data, order: [], &outputs)
    // Rate 0 times an infinite gradient is no number.
    return outcome == nn_outcome_finished && network.values == values ? outputs : nil
  }
}

extension MeasuresSum {
  /// Adds the measures of the samples at some places of an epoch.
  ///
  /// - Parameters:
  ///   - outputs: of the whole epoch, by place.
  ///   - order: which sample stands at a place; nil for that of the data.
  mutating func add(
    _ outputs: [Double], _ places: Range<Int>, _ order: [Int]?, _ data: TrainingData, _ loss: LossRule,
    _ arithmetic: Conventions.Rounding
  ) {
    switch arithmetic {
    case .fused: add(outputs, places, order, data, loss, in: FusedDouble.self)
    case .textbook: add(outputs, places, order, data, loss, in: TextbookDouble.self)
    }
  }

  private mutating func add<A: Arithmetic>(
    _ outputs: [Double], _ places: Range<Int>, _ order: [Int]?, _ data: TrainingData, _ loss: LossRule, in _: A.Type
  ) {
    let width = data.targetCount
    outputs.withUnsafeBufferPointer { outputs in
      data.targets.withUnsafeBufferPointer { targets in
        for place in places {
          let sample = order.map { $0[place] } ?? place
          let target = UnsafeBufferPointer(rebasing: targets[sample * width..<(sample + 1) * width])
          let out = UnsafeBufferPointer(rebasing: outputs[place * width..<(place + 1) * width])
          var squared = 0.0
          var absolute = 0.0
          for index in 0..<width {
            let error = target[index] - out[index]
            squared += error * error
            absolute += error.magnitude
          }
          let value = loss.value(in: A.self, target: { target[$0] }, out: { out[$0] })
          add(
            loss: value, squared: squared, absolute: absolute, outputs: width,
            agrees: data.classification.agrees(out, with: target))
        }
      }
    }
  }
}
