import Expressions
import NeuralNetwork
import WorkedExamples

/// The conditions evaluated after each epoch: that of `until` and those of `break`.
struct EpochConditions {
  private let until: Expression?
  private let breaks: [Expression]
  private let scope: SessionScope
  /// Whether the conditions read only measures of the epoch, so that they can be evaluated without storing the training
  /// in the session.
  let areLight: Bool

  var isEmpty: Bool { until == nil && breaks.isEmpty }

  /// - Parameter scope: that of the session when the training starts.
  init(until: Expression?, breaks: [Expression], _ scope: SessionScope) {
    self.until = until
    self.breaks = breaks
    self.scope = scope
    areLight = ([until].compactMap { $0 } + breaks).allSatisfy { $0.readsOnlyMeasures(in: scope.session) }
  }

  /// Whether a condition may hold; also true if one fails, so that `ending` reports why.
  func look(_ report: EpochReport) -> Bool {
    let inner = EpochScope(report: report, base: scope)
    return ([until].compactMap { $0 } + breaks).contains { condition in
      (try? condition.truth(in: inner)) ?? true
    }
  }

  /// The condition that holds, and whether it ends the training for good: `until` does, `break` does not.
  func ending(in scope: SessionScope) throws(Fault) -> (text: String?, isFinal: Bool) {
    if let until, try until.truth(in: scope) { return ("\(until)", true) }
    for condition in breaks where try condition.truth(in: scope) { return ("break \(condition)", false) }
    return (nil, false)
  }
}

/// The measures of an epoch, on top of the names of the session.
private struct EpochScope: Scope {
  let report: EpochReport
  let base: SessionScope

  func value(of name: Name, at range: SourceRange) throws(Fault) -> Value {
    guard name.isPlain, let part = WholePart(rawValue: name.base) else { return try base.value(of: name, at: range) }
    switch part {
    case .epoch: return .number(Double(report.progress.epoch))
    case .iteration: return .number(Double(report.progress.updates))
    case .rate: return .number(report.rate)
    default: break
    }
    if let value = report.measures.value(part) { return .number(value) }
    return try base.value(of: name, at: range)
  }

  func call(_ function: Name, _ arguments: [Value], at range: SourceRange) throws(Fault) -> Value {
    try base.call(function, arguments, at: range)
  }
}

extension EpochMeasures {
  /// Nil if the part is not a measure of an epoch.
  func value(_ part: WholePart) -> Double? {
    switch part {
    case .loss: loss
    case .sse: sse
    case .mse: mse
    case .mae: mae
    case .misclassified: Double(misclassified)
    case .accuracy: accuracy
    case .epoch, .iteration, .rate, .samples, .parameters: nil
    }
  }
}

extension Expression {
  /// Whether it reads only measures and variables, and calls no user-defined function.
  fileprivate func readsOnlyMeasures(in session: Session) -> Bool {
    switch node {
    case .text: return false
    case .name(let name) where !name.isPlain: return false
    case .name(let name):
      return WholePart(rawValue: name.base) != nil || session.variables[name.base] != nil
    case .call(let function, _) where session.functions[function.base] != nil: return false
    default: return children.allSatisfy { $0.readsOnlyMeasures(in: session) }
    }
  }
}
