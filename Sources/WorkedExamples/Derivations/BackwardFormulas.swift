import Expressions
import NeuralNetwork

extension Derivations {
  private var outputs: Range<Int> { network.topology.outputUnits }

  package var lossFormula: Expression {
    let squares = outputs.map { (target($0) - out($0)).power(.number(2)) }
    let total = sum(squares) ?? .number(0)
    let count = Expression.number(Double(outputs.count))
    switch loss {
    case .halfSquared: return .number(0.5) * total
    case .squared: return total
    case .meanSquared: return total / count
    case .meanAbsolute:
      return (sum(outputs.map { .call("abs", target($0) - out($0)) }) ?? .number(0)) / count
    case .huber: return sum(outputs.map { .call("huber", target($0) - out($0)) }) ?? .number(0)
    case .crossEntropy: return crossEntropyFormula
    }
  }

  private var crossEntropyFormula: Expression {
    let one = Expression.number(1)
    let terms = outputs.map { unit -> Expression in
      let wanted = target(unit) * .call("log", out(unit))
      guard network.topology.crossEntropyKind == .binary else { return wanted }
      return wanted + (one - target(unit)) * .call("log", one - out(unit))
    }
    return -(sum(terms) ?? .number(0))
  }

  package func errorFormula(of unit: Int) -> Expression {
    guard outputs.contains(unit) else {
      let part: ParameterPart = conventions.update == .inOrder ? .new : .value
      let terms = network.topology.targets(of: unit).map { link in
        name(.unit(link.unit, .delta)) * weight(link.parameter, network.frozen.contains(link.parameter) ? .value : part)
      }
      return sum(terms) ?? .number(0)
    }
    let difference = target(unit) - out(unit)
    let count = Expression.number(Double(outputs.count))
    let one = Expression.number(1)
    switch loss {
    case .halfSquared: return difference
    case .squared: return .number(2) * difference
    case .meanSquared: return .number(2) * difference / count
    case .meanAbsolute: return .call("sign", difference) / count
    case .huber: return .call("max", -one, .call("min", one, difference))
    case .crossEntropy:
      return network.topology.crossEntropyKind == .binary
        ? difference / (out(unit) * (one - out(unit))) : target(unit) / out(unit)
    }
  }

  /// The derivative at a unit in the form of the convention.
  package func derivativeFormula(of unit: Int) -> Expression {
    let activation = network.topology.activations[unit]
    let out = out(unit)
    let one = Expression.number(1)
    let derivative: Expression
    switch (conventions.derivative, activation) {
    case (.output, .sigmoid): derivative = out * (one - out)
    case (.output, .tanh): derivative = one - out.power(.number(2))
    case (.misapplied, _): derivative = Expression(.call(Name(activation.name, member: "deriv"), [out]))
    default:
      derivative = Expression(.call(Name(activation.name, member: "deriv"), [name(.unit(unit, .net))]))
    }
    return flatSpot == 0 ? derivative : derivative + .number(flatSpot)
  }

  package func deltaFormula(of unit: Int) -> Expression {
    let error = name(.unit(unit, .error))
    guard outputs.contains(unit) else { return derivativeFormula(of: unit) * error }
    if network.topology.deltaIsDifference(under: loss) { return target(unit) - out(unit) }
    if network.topology.activations[unit] == .softmax {
      let common = sum(outputs.map { name(.unit($0, .error)) * out($0) }) ?? .number(0)
      return out(unit) * (error - common)
    }
    return derivativeFormula(of: unit) * error
  }

  /// ∂E/∂parameter of one sample.
  package func gradient(_ parameter: Int) -> Expression {
    switch network.topology.place(of: parameter) {
    case .weight(let source, let target): return -name(.unit(target, .delta)) * out(source)
    case .bias(let unit):
      let delta = name(.unit(unit, .delta))
      return conventions.biasSign == .threshold ? delta : -delta
    }
  }

  func updateFormula(_ parameter: Int, _ record: UpdateRecord, plainDescent: Bool) -> Expression {
    let old = weight(parameter, .old)
    let rate = name(.whole(.rate))
    guard plainDescent else { return old + weight(parameter, .change) }
    guard record.samples == 1, conventions.sign == .delta else { return old - rate * weight(parameter, .gradient) }
    switch network.topology.place(of: parameter) {
    case .weight(let source, let target): return old + out(source) * name(.unit(target, .delta)) * rate
    case .bias(let unit):
      let step = name(.unit(unit, .delta)) * rate
      return conventions.biasSign == .threshold ? old - step : old + step
    }
  }
}
