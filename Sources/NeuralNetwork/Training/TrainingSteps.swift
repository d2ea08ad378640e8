import Expressions

/// The steps of a training in another arithmetic than the engine's: in decimals, as by hand.
package protocol TrainingSteps: Sendable {
  /// The parameters.
  var values: [Double] { get }

  /// The passes of a sample, without learning from it.
  func passes(_ inputs: [Double], target: [Double], rate: Double) throws(Fault) -> (ForwardPass, BackwardPass)

  /// Passes a sample forward and backward, and gathers its gradient.
  mutating func present(_ inputs: [Double], target: [Double], rate: Double) throws(Fault) -> (
    ForwardPass, BackwardPass
  )

  /// Applies the gathered gradients.
  mutating func update(rate: Double) throws(Fault)
}

extension TrainingSteps {
  /// The outputs of all samples, samples × outputs, and their measures; of those before an interruption.
  package func measure(
    _ data: TrainingData, _ plan: TrainingPlan, _ topology: Topology, interrupted: () -> Bool
  ) throws(Fault) -> (outputs: [Double], measures: EpochMeasures) {
    var sum = MeasuresSum(plan.rule)
    var outputs: [Double] = []
    for sample in 0..<data.count where !interrupted() {
      let (forward, backward) = try passes(
        Array(data.input(sample)), target: Array(data.target(sample)), rate: plan.rule.rate)
      outputs += forward.out[topology.outputUnits]
      sum.add(forward, backward, topology, data.classification)
    }
    return (outputs, sum.total)
  }
}

extension MeasuresSum {
  mutating func add(
    _ forward: ForwardPass, _ backward: BackwardPass, _ topology: Topology, _ classification: Classification
  ) {
    add(out: forward.out[topology.outputUnits], target: backward.target[...], loss: backward.loss, classification)
  }
}

extension Training {
  /// The passes of a sample in the arithmetic of the training, without learning from it.
  package func passes(_ inputs: [Double], target: [Double]) -> (ForwardPass, BackwardPass) {
    if let passes = try? steps?.passes(inputs, target: target, rate: rate) { return passes }
    let forward = network.forward(inputs, plan.rule)
    return (forward, network.backward(forward, target: target, plan.rule))
  }
}
