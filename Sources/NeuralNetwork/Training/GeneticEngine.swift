/// A genetic algorithm that minimizes the loss without gradients.
///
/// The first individual is the network itself; the others add a standard normal number to every parameter. In each
/// generation the individuals are ranked by their loss over all samples. The best tenth, at least one, survives
/// unchanged; the rest are children, which take each parameter from one of two parents, each the better of two drawn at
/// random, and with probability 0.1 add a normal number times the rate. The network is the best individual so far.
final class GeneticEngine: TrainingEngine {
  private let network: Network
  private let plan: TrainingPlan
  private let forward: ForwardRun
  private let size: Int
  private let free: [Int]
  /// The best individual so far.
  private var values: [Double]
  private var state: OptimizerState

  let gradientNorm = Double.infinity

  init(_ network: Network, _ plan: TrainingPlan, _ state: OptimizerState, population size: Int) {
    self.network = network
    self.plan = plan
    forward = ForwardRun(network, plan)
    self.size = size
    self.state = state
    values = network.values
    free = network.values.indices.filter { !network.frozen.contains($0) }
  }

  func present(
    _ epoch: inout EpochProgress, _ data: TrainingData, rate: Double, updates: Int, interrupted: () -> Bool
  ) -> Int {
    var random = epoch.random
    var individuals = state.population
    if individuals.count != size || individuals.first != values {
      individuals = [values]
      while individuals.count < size { individuals.append(mutated(values, 1, 1, &random)) }
    } else {
      individuals = nextGeneration(individuals, rate, &random)
    }
    var ranked: [(values: [Double], measures: EpochMeasures)] = []
    for individual in individuals {
      if interrupted() { return 0 }
      ranked.append((individual, measured(individual, data)))
    }
    func fitness(_ measures: EpochMeasures) -> Double { measures.lossSum.isNaN ? .infinity : measures.lossSum }
    let order = ranked.indices.sorted { (fitness(ranked[$0].measures), $0) < (fitness(ranked[$1].measures), $1) }
    state.population = order.map { ranked[$0].values }
    values = state.population[0]
    epoch.sum = MeasuresSum(ranked[order[0]].measures)
    epoch.random = random
    epoch.position = data.count
    state.updates += 1
    return 1
  }

  private func measured(_ values: [Double], _ data: TrainingData) -> EpochMeasures {
    network.measure(data, outputs: forward.outputs(values, for: data), plan.rule)
  }

  private func nextGeneration(_ ranked: [[Double]], _ rate: Double, _ random: inout RandomNumbers) -> [[Double]] {
    var next = Array(ranked.prefix(max(1, size / 10)))
    func parent() -> [Double] { ranked[min(random.integer(below: size), random.integer(below: size))] }
    while next.count < size {
      let (mother, father) = (parent(), parent())
      var child = mother
      for parameter in free where random.integer(below: 2) == 1 { child[parameter] = father[parameter] }
      next.append(mutated(child, rate, 0.1, &random))
    }
    return next
  }

  private func mutated(_ values: [Double], _ deviation: Double, _ probability: Double, _ random: inout RandomNumbers)
    -> [Double]
  {
    var mutant = network
    mutant.values = values
    for parameter in free where probability == 1 || random.uniform() < probability {
      mutant.values[parameter] += random.normal(0, deviation)
    }
    mutant.unify(free)
    return mutant.values
  }

  var divergence: Divergence? { nil }

  func measure(_ data: TrainingData) -> EpochMeasures { measured(values, data) }

  func store(_ values: inout [Double], _ state: inout OptimizerState) {
    values = self.values
    state = self.state
  }
}
