import Expressions
import NeuralNetwork

extension Derivations {
  private var outputs: Range<Int> { topology.outputUnits }

  package var lossFormula: Expression {
    topology.form(of: loss).value(outputs.map { (target: target($0), out: out($0)) })
  }

  /// target − out, or out − target where δ = ∂E/∂net.
  private func difference(_ unit: Int) -> Expression {
    conventions.sign == .delta ? target(unit) - out(unit) : out(unit) - target(unit)
  }

  /// Whether the error of the output units follows from the loss.
  private var isOfLoss: Bool { seed == nil }

  /// ∂E/∂out: −error, or for an input −Σ delta · weight.
  func gradient(ofOut unit: Int) -> Expression {
    let isGradient = conventions.sign == .gradient
    guard unit < topology.inputCount else { return isGradient ? name(.unit(unit, .error)) : -name(.unit(unit, .error)) }
    let terms = topology.targets(of: unit).map { name(.unit($0.unit, .delta)) * weight($0.parameter) }
    guard !isGradient, let first = terms.first, case .binary(_, let delta, let factor) = first.node else {
      return sum(terms) ?? .number(0)
    }
    return terms.count == 1 ? -delta * factor : -(sum(terms) ?? .number(0))
  }

  func errorFormula(of unit: Int) -> Expression {
    if let seed, topology.layer(of: unit) >= topology.layer(of: seed) {
      return .number(unit != seed ? 0 : conventions.sign == .delta ? -1 : 1)
    }
    guard outputs.contains(unit) else {
      let part: ParameterPart = conventions.update == .inOrder ? .new : .value
      let sent: UnitPart = conventions.sentBack == .error ? .error : .delta
      let terms = topology.targets(of: unit).map { link in
        name(.unit(link.unit, sent)) * weight(link.parameter, network.frozen.contains(link.parameter) ? .value : part)
      }
      return sum(terms) ?? .number(0)
    }
    let form = topology.form(of: loss)
    return conventions.sign == .delta
      ? form.error(target(unit), out(unit), outputs: outputs.count)
      : form.slope(target(unit), out(unit), outputs: outputs.count)
  }

  /// The derivative at a unit, in the form of its convention.
  func derivativeFormula(of unit: Int) -> Expression {
    let activation = topology.activations[unit]
    let argument: Quantity = conventions.derivative == .misapplied ? .unit(unit, .out) : .unit(unit, .net)
    var derivative = activation.call(name(argument), member: UnitPart.derivative.rawValue)
    if conventions.derivative == .output, let written = activation.derivative(ofOutput: out(unit)) {
      derivative = written
    }
    return flatSpot == 0 ? derivative : derivative + .number(flatSpot)
  }

  func delta(of unit: Int) -> Derivation {
    let quantity = Quantity.unit(unit, .delta)
    let error = name(.unit(unit, .error))
    if outputs.contains(unit) {
      if isOfLoss, let delta = learning.delta(target: target(unit), out: out(unit), net: name(.unit(unit, .net))) {
        return Derivation(quantity, conventions.sign == .delta ? delta : delta.opposite)
      }
      if isOfLoss, topology.deltaIsDifference(under: loss) { return Derivation(quantity, difference(unit)) }
      if topology.activations[unit] == .softmax {
        let common = sum(outputs.map { name(.unit($0, .error)) * out($0) }) ?? .number(0)
        return Derivation(quantity, out(unit) * (error - common))
      }
    }
    let isLast = conventions.derivativePosition == .last
    func product(_ derivative: Expression) -> Expression { isLast ? error * derivative : derivative * error }
    if namesDerivatives { return Derivation(quantity, product(name(.unit(unit, .derivative)))) }
    let derivative = derivativeFormula(of: unit)
    if isLast, case .binary(.multiply, let left, let right) = derivative.node {
      return Derivation(quantity, error * left * right)
    }
    return Derivation(
      quantity, product(derivative), part: Derivation.Part(formula: derivative, quantity: .unit(unit, .derivative)))
  }

  /// Whether the delta of the unit is error · derivative.
  package func usesDerivative(_ unit: Int) -> Bool {
    guard outputs.contains(unit) else { return true }
    guard learning.followsGradient else { return false }
    return !(isOfLoss && topology.deltaIsDifference(under: loss)) && topology.activations[unit] != .softmax
  }

  /// ∂E/∂parameter of one sample, from deltas in the sign of the convention.
  func gradient(_ parameter: Int) -> Expression {
    let isGradient = conventions.sign == .gradient
    switch topology.role(of: parameter) {
    case .weight(let source, let target):
      let delta = name(.unit(target, .delta))
      return (isGradient ? delta : -delta) * out(source)
    case .bias(let unit):
      let delta = name(.unit(unit, .delta))
      return isGradient == (conventions.biasSign == .plus) ? delta : -delta
    }
  }

  /// The new value of a parameter.
  ///
  /// Plain descent from one sample is written out; from several samples it names the gradient. Other optimizers name
  /// the change.
  ///
  /// - Parameter isCurrent: whether the sample is that of the last passes: if another has been forward since, its
  ///   output and delta have no name, and the gradient is named.
  package func update(of parameter: Int, samples: Int, plainDescent: Bool, isCurrent: Bool = true)
    -> Derivation
  {
    Derivation(.parameter(parameter, .new), updateFormula(parameter, samples == 1 && isCurrent, plainDescent))
  }

  private func updateFormula(_ parameter: Int, _ isOfOneSample: Bool, _ plainDescent: Bool) -> Expression {
    let old = weight(parameter, .old)
    let rate = rate(of: parameter)
    guard plainDescent else { return old + weight(parameter, .change) }
    let isWrittenOut = isOfOneSample && conventions.sign == .delta && !isShared(parameter)
    guard isWrittenOut else { return old - rate * weight(parameter, .gradient) }
    let product = network.shared.isEmpty ? conventions.effectiveProduct : .gradient
    switch topology.role(of: parameter) {
    case .weight(let source, let target):
      let delta = name(.unit(target, .delta))
      switch product {
      case .delta: return old + rate * delta * out(source)
      case .out: return old + rate * out(source) * delta
      case .gradient: return old + out(source) * delta * rate
      }
    case .bias(let unit):
      let delta = name(.unit(unit, .delta))
      let step = product == .gradient ? delta * rate : rate * delta
      return conventions.biasSign == .threshold ? old - step : old + step
    }
  }

  func isShared(_ parameter: Int) -> Bool { network.shared.contains { $0.contains(parameter) } }
}

extension Expression {
  /// The negated expression, of a difference the opposite one.
  fileprivate var opposite: Expression {
    if case .binary(.subtract, let left, let right) = node { right - left } else { negated }
  }
}
