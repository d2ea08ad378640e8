import Expressions

/// The engine of a training whose steps are computed in another arithmetic.
final class StepwiseEngine: TrainingEngine {
  private(set) var steps: any TrainingSteps
  private let plan: TrainingPlan
  private let topology: Topology
  private var fault: Fault?

  let gradientNorm = Double.infinity

  init(_ network: Network, _ plan: TrainingPlan, _ steps: any TrainingSteps) {
    topology = network.topology
    self.plan = plan
    self.steps = steps
  }

  func present(
    _ epoch: inout EpochProgress, _ data: TrainingData, rate: Double, updates: Int, interrupted: () -> Bool
  ) -> Int {
    var made = 0
    while epoch.position < data.count, made < updates, !interrupted() {
      let end = min(data.count, epoch.position + (plan.batch ?? data.count))
      let before = (steps, epoch.sum)
      do throws(Fault) {
        for position in epoch.position..<end {
          let sample = epoch.order?[position] ?? position
          let target = Array(data.target(sample))
          let (forward, backward) = try steps.present(Array(data.input(sample)), target: target, rate: rate)
          epoch.sum.add(forward, backward, topology, data.classification)
        }
        try steps.update(rate: rate)
      } catch {
        (steps, epoch.sum) = before
        fault = error
        return made
      }
      epoch.position = end
      made += 1
    }
    return made
  }

  var divergence: Divergence? { fault.map { .undefined($0.message) } }

  func measure(_ data: TrainingData) -> EpochMeasures {
    do throws(Fault) {
      return try steps.measure(data, plan, topology, interrupted: { false }).measures
    } catch {
      fault = error
      return EpochMeasures()
    }
  }

  func store(_ values: inout [Double], _ state: inout OptimizerState) { values = steps.values }
}
