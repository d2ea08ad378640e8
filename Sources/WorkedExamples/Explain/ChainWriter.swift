import Expressions
import NeuralNetwork

/// Writes equations over named numbers so that the numbers printed in one give the result printed in it.
struct ChainWriter {
  private let values: [String: Double]
  private let rule: ChainRule?
  private let names: Names
  private let digits: Int
  private let call: @Sendable (Name, [Double]) -> Double?

  init(_ rule: ChainRule, names: Names, digits: Int) {
    values = rule.values
    self.rule = rule
    self.names = names
    self.digits = digits
    call = rule.state.network.functions(.fused)
  }

  init(values: [String: Double], state: NetworkState, names: Names, digits: Int) {
    self.values = values
    rule = nil
    self.names = names
    self.digits = digits
    call = state.network.functions(.fused)
  }

  /// What each factor of a chain is, in the order of their first use.
  var factors: [Explanation.Line] {
    (rule?.factors ?? []).map { equation($0.name, $0.formula, values[$0.name.description] ?? .nan) }
  }

  /// `name = formula = numbers = result`; parts that read the same stand once.
  func equation(_ name: Expression, _ formula: Expression, _ value: Double, extra: [String: Double] = [:])
    -> Explanation.Line
  {
    let all = values.merging(extra) { $1 }
    var value = value
    // Where doubles cancel, the record and the chain part in the last digits: the chain's own value is printed.
    if let own = try? putIn(formula, all, 17).number(in: CallScope(call: call)),
      significant(own, digits) != significant(value, digits)
    {
      value = own
    }
    let printed = significant(value, digits)
    var parts = [name, written(formula)]
    let stages = stages(of: formula, all, printed)
    for stage in stages.map(written) + [literal(value, digits)] where parts.last?.description != stage.description {
      parts.append(stage)
    }
    return .equation(parts)
  }

  /// The numbers put in, then the functions' values, with as few digits as give the result and each other.
  private func stages(of formula: Expression, _ values: [String: Double], _ printed: String) -> [Expression] {
    let isCall = if case .call = formula.node { true } else { false }
    for first in digits...17 {
      let numbers = putIn(formula, values, first)
      guard gives(printed, numbers) else { continue }
      if isCall || !formula.containsCall { return [numbers] }
      for second in digits...17 {
        let applied = applied(formula, values, first, second)
        if gives(printed, applied.stage), applied.valuesFollow { return [numbers, applied.stage] }
      }
    }
    let numbers = putIn(formula, values, 17)
    return isCall || !formula.containsCall ? [numbers] : [numbers, applied(formula, values, 17, 17).stage]
  }

  /// Functions under the article's names.
  private func written(_ expression: Expression) -> Expression { expression.renamingFunctions(names) }

  private func putIn(_ expression: Expression, _ values: [String: Double], _ digits: Int) -> Expression {
    expression.mapped { node in
      guard case .name(let name) = node, let value = values[name.description] else { return nil }
      return literal(value, digits)
    }
  }

  /// With numbers for names and for the values of functions; and whether these are those of the numbers put in.
  private func applied(_ expression: Expression, _ values: [String: Double], _ first: Int, _ second: Int)
    -> (stage: Expression, valuesFollow: Bool)
  {
    var valuesFollow = true
    let stage = expression.mapped { node in
      switch node {
      case .name(let name): return values[name.description].map { literal($0, first) }
      case .call:
        let exact = try? putIn(Expression(node), values, 17).number(in: CallScope(call: call))
        let shown = try? putIn(Expression(node), values, first).number(in: CallScope(call: call))
        guard let exact, let shown else { return nil }
        if significant(exact, second) != significant(shown, second) { valuesFollow = false }
        return literal(exact, second)
      default: return nil
      }
    }
    return (stage, valuesFollow)
  }

  private func literal(_ value: Double, _ digits: Int) -> Expression {
    let text = significant(value == 0 ? 0 : value, digits)
    return Expression(.number(Numeral(value: Double(text) ?? value, text: text)))
  }

  private func gives(_ printed: String, _ stage: Expression) -> Bool {
    guard let value = try? stage.number(in: CallScope(call: call)) else { return true }
    return significant(value, digits) == printed
  }

  private struct CallScope: Scope {
    let call: @Sendable (Name, [Double]) -> Double?

    func value(of name: Name, at range: SourceRange) throws(Fault) -> Value {
      throw Fault("\(name) has no value", at: range)
    }

    func call(_ function: Name, _ arguments: [Value], at range: SourceRange) throws(Fault) -> Value {
      var numbers: [Double] = []
      for case .number(let number) in arguments { numbers.append(number) }
      guard let value = call(function, numbers) else { throw Fault("\(function) is no function", at: range) }
      return .number(value)
    }
  }
}
