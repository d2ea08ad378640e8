import Expressions
import NeuralNetwork

// An update in decimals, by the formulas of the optimizer.

extension HandCalculation {
  /// Whether updates by a rule can be computed: by an optimizer with formulas, without weight decay and clipping.
  package static func supportsUpdates(_ rule: StepRule) -> Bool {
    rule.isPlainDescent || rule.optimizer.formulas != nil && rule.decay == 0 && rule.clip == nil
  }

  /// Like `NetworkState.runUpdate`, in decimals.
  package mutating func update() throws(Fault) {
    guard let gathered = state.gathered else { return }
    state.hand.isOn = true
    let old = state.network.values
    for parameter in old.indices {
      state.hand.decimals[.parameter(parameter, .old)] = state.decimal(.parameter(parameter, .value))
    }
    var direction = gathered.sums
    for parameter in old.indices {
      let gradient = try mean(parameter, gathered.samples)
      state.hand.decimals[.parameter(parameter, .gradient)] = gradient
      direction[parameter] = gradient.isZero ? 0 : -gradient.double
    }
    // From here on, a gradient is the mean after cutting.
    state.gathered = nil
    state.network.values =
      rule.isPlainDescent
      ? try plainUpdate(old, direction, gathered)
      : try optimizerUpdate(
        direction, gathered)
    state.progress.updates += 1
    for parameter in old.indices where !state.network.frozen.contains(parameter) {
      // The next step takes the weights as printed, as exact.
      state.hand.decimals[.parameter(parameter, .value)] = state.hand.decimals[.parameter(parameter, .new)]?.asGiven
    }
  }

  /// The new values by w + rate·G.
  private mutating func plainUpdate(_ old: [Double], _ direction: [Double], _ gathered: GradientSum) throws(Fault)
    -> [Double]
  {
    var values = old
    for parameter in old.indices where !state.network.frozen.contains(parameter) {
      let derivation = derivations.update(
        of: parameter, samples: gathered.samples, plainDescent: true, isCurrent: state.backward != nil)
      values[parameter] = try compute(derivation).double
    }
    state.update = UpdateRecord(old: old, direction: direction, rule: rule, samples: gathered.samples)
    return values
  }

  /// The new values by the optimizer's formulas, whose state is kept in decimals too.
  private mutating func optimizerUpdate(_ direction: [Double], _ gathered: GradientSum) throws(Fault) -> [Double] {
    // The engine's update, from which the count of updates and the state before them are taken.
    var network = state.network
    var record = network.update(gathered, rule, &state.optimizerState)
    record.direction = direction
    state.update = record
    var values = state.network.values
    for parameter in values.indices where !state.network.frozen.contains(parameter) {
      for part in ParameterPart.allCases where part.optimizerState?.isOld == false {
        guard let before = ParameterPart(rawValue: "\(part.rawValue)_old") else { continue }
        state.hand.decimals[.parameter(parameter, before)] = state.hand.decimals[.parameter(parameter, part)]
      }
      for derivation in derivations.steps(of: parameter, record, isCurrent: state.backward != nil) {
        let value = try compute(derivation).double
        guard case .parameter(_, let part) = derivation.quantity, part.optimizerState != nil else {
          values[parameter] = value
          continue
        }
        state.update?.state.set(part, of: parameter, to: value, rule.optimizer)
      }
    }
    if let update = state.update { state.optimizerState = update.state }
    return values
  }

  /// The mean or sum of the samples' gradients, over all parameters tied to this one.
  private func mean(_ parameter: Int, _ samples: Int) throws(Fault) -> BoundedDecimal {
    let group = state.network.shared.first { $0.contains(parameter) } ?? [parameter]
    var sum = BoundedDecimal(0)
    if state.hand.gradients.count == samples {
      for gradients in state.hand.gradients { for member in group { sum = sum + gradients[member] } }
      if rule.conventions.batch == .mean {
        sum = sum.divided(by: BoundedDecimal(samples), digits: HandRule.digits) ?? sum
      }
    } else if let direction = state.gathered?.direction(
      of: parameter, rule.conventions.batch, shared: state.network.shared),
      let decimal = BoundedDecimal(-direction)
    {
      // Some samples were gathered before hand arithmetic was turned on.
      sum = decimal
    }
    return rules.rule(for: .parameter(parameter, .gradient), topology).applied(to: sum)
  }
}
