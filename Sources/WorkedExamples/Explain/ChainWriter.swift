import Expressions
import NeuralNetwork

/// Writes equations over named numbers whose printed result follows from their printed numbers.
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

  /// The equation of each factor of a chain, in order of first use.
  var factors: [Explanation.Line] {
    (rule?.factors ?? []).map { equation($0.name, $0.formula, values[$0.name.description] ?? .nan) }
  }

  /// `name = formula = numbers = result`; a part that repeats the one before it is omitted.
  func equation(_ name: Expression, _ formula: Expression, _ value: Double, extra: [String: Double] = [:])
    -> Explanation.Line
  {
    let all = values.merging(extra) { $1 }
    let substituted = SubstitutedNumbers(
      formula: formula, digits: digits...17, value: { all[$0.description] }, call: call)
    // With cancellation in doubles, record and chain differ in the last digits: the chain's own value is printed.
    let own = substituted.number(formula) ?? value
    let value = significant(own, digits) == significant(value, digits) ? value : own
    var parts = [name, formula.renamingFunctions(names)]
    let precision = substituted.fewestDigits(giving: value, to: digits) ?? substituted.maxDigits
    let stages = substituted.stages(precision).map { $0.renamingFunctions(names) }
    for stage in stages + [.number(value, digits: digits)] where parts.last?.description != stage.description {
      parts.append(stage)
    }
    return .equation(parts)
  }
}
