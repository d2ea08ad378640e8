import Expressions
import NeuralNetwork

extension Derivations {
  /// The derivations of an update of one parameter: what the optimizer keeps, then the new value.
  ///
  /// Plain descent from one sample is written out. An optimizer without formulas names the change.
  ///
  /// - Parameter isCurrent: whether the sample is that of the last passes, as in
  ///   `update(of:samples:plainDescent:isCurrent:)`.
  package func steps(of parameter: Int, _ record: UpdateRecord, isCurrent: Bool = true) -> [Derivation] {
    guard !record.rule.isPlainDescent, let formulas = record.rule.optimizer.expressions(record.state) else {
      return [
        update(
          of: parameter, samples: record.samples, plainDescent: record.rule.isPlainDescent, isCurrent: isCurrent)
      ]
    }
    var names = [
      "w": weight(parameter, .old), "g": weight(parameter, .gradient), "rate": rate(of: parameter),
    ]
    for part in ParameterPart.allCases where part.optimizerState != nil {
      names[part.rawValue] = weight(parameter, part)
    }
    let states = formulas.state.compactMap { name, formula in
      ParameterPart(rawValue: name).map { Derivation(.parameter(parameter, $0), formula.substituting(names)) }
    }
    return states + [Derivation(.parameter(parameter, .new), formulas.new.substituting(names))]
  }

  /// The name `rate`, or the number of a layer with a rate of its own.
  func rate(of parameter: Int) -> Expression {
    guard !layerRates.isEmpty, let own = layerRates[topology.layer(ofParameter: parameter)] else {
      return name(.whole(.rate))
    }
    return .number(own)
  }
}
