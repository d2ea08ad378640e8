/// The engine for every topology, convention and option.
///
/// A switch over the arithmetics, so that the compiler specializes the loops for each number type.
final class PlainEngine: TrainingEngine {
  private enum Core {
    case textbook(BufferedPasses<TextbookDouble>)
    case textbookSingle(BufferedPasses<TextbookSingle>)
    case double(BufferedPasses<FusedDouble>)
    case single(BufferedPasses<FusedSingle>)
  }

  private let core: Core

  init(_ network: Network, _ plan: TrainingPlan, _ state: OptimizerState) {
    core =
      switch (plan.rule.conventions.arithmetic, plan.rule.precision) {
      case (.textbook, .double): .textbook(BufferedPasses(network, plan, state))
      case (.textbook, .single): .textbookSingle(BufferedPasses(network, plan, state))
      case (.fused, .double): .double(BufferedPasses(network, plan, state))
      case (.fused, .single): .single(BufferedPasses(network, plan, state))
      }
  }

  func present(
    _ epoch: inout EpochProgress, _ data: TrainingData, rate: Double, updates: Int, interrupted: () -> Bool
  ) -> Int {
    switch core {
    case .textbook(let core): core.present(&epoch, data, rate: rate, updates: updates, interrupted: interrupted)
    case .textbookSingle(let core): core.present(&epoch, data, rate: rate, updates: updates, interrupted: interrupted)
    case .double(let core): core.present(&epoch, data, rate: rate, updates: updates, interrupted: interrupted)
    case .single(let core): core.present(&epoch, data, rate: rate, updates: updates, interrupted: interrupted)
    }
  }

  var gradientNorm: Double {
    switch core {
    case .textbook(let core): core.gradientNorm
    case .textbookSingle(let core): core.gradientNorm
    case .double(let core): core.gradientNorm
    case .single(let core): core.gradientNorm
    }
  }

  var divergence: Divergence? {
    switch core {
    case .textbook(let core): core.divergence
    case .textbookSingle(let core): core.divergence
    case .double(let core): core.divergence
    case .single(let core): core.divergence
    }
  }

  func measure(_ data: TrainingData) -> EpochMeasures {
    switch core {
    case .textbook(let core): core.measure(data)
    case .textbookSingle(let core): core.measure(data)
    case .double(let core): core.measure(data)
    case .single(let core): core.measure(data)
    }
  }

  /// The outputs (samples × outputs).
  func outputs(_ data: TrainingData, interrupted: (() -> Bool)?) -> [Double] {
    switch core {
    case .textbook(let core): core.outputs(data, interrupted: interrupted)
    case .textbookSingle(let core): core.outputs(data, interrupted: interrupted)
    case .double(let core): core.outputs(data, interrupted: interrupted)
    case .single(let core): core.outputs(data, interrupted: interrupted)
    }
  }

  func store(_ values: inout [Double], _ state: inout OptimizerState) {
    switch core {
    case .textbook(let core): core.store(&values, &state)
    case .textbookSingle(let core): core.store(&values, &state)
    case .double(let core): core.store(&values, &state)
    case .single(let core): core.store(&values, &state)
    }
  }
}
