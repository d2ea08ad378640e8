import Expressions
import NeuralNetwork
import WorkedExamples

/// What is looked at after each epoch: the condition of `until`, and those of `break`.
struct EpochConditions {
  private let until: Expression?
  private let breaks: [Expression]
  private let scope: SessionScope
  /// Whether they read nothing of the network but its measures, so that a training need not be brought to the session
  /// for them.
  let areLight: Bool

  var isEmpty: Bool { until == nil && breaks.isEmpty }

  /// - Parameter scope: of the session when the training begins.
  init(until: Expression?, breaks: [Expression], _ scope: SessionScope) {
    self.until = until
    self.breaks = breaks
    self.scope = scope
    areLight = ([until].compactMap { $0 } + breaks).allSatisfy { $0.readsOnlyMeasures(in: scope.session) }
  }

  /// Whether one of them may hold; where it cannot be said, `ending` finds out why.
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

/// The names that a training gives values to, and those of the session.
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
  /// Nil for what is no measure of an epoch.
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
  /// Whether it reads measures of a training and variables alone, and calls no function of the user's.
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
