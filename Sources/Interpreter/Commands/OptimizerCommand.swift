import Expressions
import NeuralNetwork

/// `optimizer momentum 0.9`
package struct OptimizerCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "optimizer", .data, Optimizer.methods.map { $0.definition.form } + ["optimizer"],
    "choose the optimizer (default sgd)",
    details: """
      w is a parameter, g the gradient ∂E/∂w of a batch, rate the learning rate, t the number of the update.
      What a method keeps for each parameter has a name, as w1.m, or w1.m_old before the update.
      \(Optimizer.methods.map { $0.definition.helpLines }.joined(separator: "\n"))
      Until a rate is set it is
      \(defaultRates).
      """,
    examples: [
      "optimizer momentum 0.9; optimizer", "net 1 1; optimizer adam; step 1 : 1; print w1.m, w1.v",
      "optimizer momentum 0.1 last-gradient; optimizer",
      "net 2 4 1; optimizer rprop; batch all; train 20",
      "net 2 2 1; optimizer genetic 20; train 5",
    ])

  /// `0.01 for adagrad; 0.001 for rmsprop, adam; 0.5 for the others`
  private static var defaultRates: String {
    let common = Optimizer.sgd.definition.defaultRate
    var names: [(rate: Double, names: [String])] = []
    for definition in Optimizer.methods.map({ $0.definition }) where definition.defaultRate != common {
      if let index = names.firstIndex(where: { $0.rate == definition.defaultRate }) {
        names[index].names.append(definition.name)
      } else {
        names.append((definition.defaultRate, [definition.name]))
      }
    }
    let parts = names.map { "\(shortest($0.rate)) for \($0.names.joined(separator: ", "))" }
    return (parts + ["\(shortest(common)) for the others"]).joined(separator: "; ")
  }

  struct Choice: Sendable {
    let method: Located<any OptimizerMethod.Type>
    var operands: [Expression] = []
    var variant: String?
  }

  let setting: Setting<Choice>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice {
    var choice = Choice(method: try operands.choice("optimizer", Optimizer.methods.map { ($0.definition.name, $0) }))
    let definition = choice.method.value.definition
    for operand in definition.operands where operands.atNumber() {
      choice.operands.append(try operands.number(operand.name))
    }
    if !definition.variants.isEmpty, !operands.atEnd() {
      let variants = definition.variants.map { ($0, $0) }
      choice.variant = try operands.choice("variant of \(definition.name)", variants).value
    }
    return choice
  }

  static func commands(_ session: Session) -> [String] {
    let optimizer = session.settings.plan.rule.optimizer
    let variant = optimizer.variant.map { [$0] } ?? []
    return [
      (["optimizer", optimizer.definition.name] + optimizer.shownOperands.map(shortest) + variant).joined(
        separator: " ")
    ]
  }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    var values: [Double] = []
    for (expression, operand) in zip(choice.operands, choice.method.value.definition.operands) {
      let value = try interpreter.number(expression)
      guard operand.accepts(value) else {
        throw Fault("\(operand.name) must be \(operand.requirement), got \(shortest(value))", at: expression.range)
      }
      values.append(value)
    }
    let optimizer = Optimizer(choice.method.value, values, variant: choice.variant)
    if let complaint = optimizer.operandError {
      throw Fault(complaint, at: choice.operands.first.map { $0.range.union(choice.operands[values.count - 1].range) })
    }
    let oldRate = interpreter.session.settings.plan.rule.rate
    try interpreter.session.changePlan(choice.method.range) { $0.rule.optimizer = optimizer }
    interpreter.session.forgetOptimizer()
    guard interpreter.session.settings.plan.rule.rate != oldRate else { return }
    interpreter.session.restartSchedule()
    interpreter.output.report(
      "# rate \(shortest(interpreter.session.settings.plan.rule.rate)), the default of this optimizer")
  }
}

extension Optimizer {
  /// The operands without hidden ones at the end.
  fileprivate var shownOperands: ArraySlice<Double> {
    var shown = operands[...]
    while let last = shown.last, definition.operands[shown.count - 1].isHidden,
      last == definition.operands[shown.count - 1].defaultValue(variant)
    {
      shown.removeLast()
    }
    return shown
  }
}

extension OptimizerDefinition {
  /// `optimizer rprop [FIRST [LARGEST]] [rest]`
  fileprivate var form: String {
    var form = operands.reversed().reduce("") { inner, operand in
      " [\(operand.name.prefix { $0 != " " }.uppercased())\(inner)]"
    }
    if !variants.isEmpty { form += " [\(variants.joined(separator: "|"))]" }
    return "optimizer \(name)\(form)"
  }

  /// `rmsprop    s = …`, the formulas of the variants and the defaults of the operands.
  fileprivate var helpLines: String {
    var lines = formulas(nil)?.lines ?? []
    for variant in variants {
      let others = (formulas(variant)?.lines ?? []).filter { !lines.contains($0) }
      lines += others.map { "\(variant): \($0)" }
    }
    lines += help.split(separator: "\n").map(String.init)
    if !operands.isEmpty { lines.append("default: \(defaults(nil).joined(separator: ", "))") }
    for variant in variants {
      let others = defaults(variant).filter { !defaults(nil).contains($0) }
      if !others.isEmpty { lines.append("\(variant): \(others.joined(separator: ", "))") }
    }
    let column = String(repeating: " ", count: 11)
    return "\(name)\(column.dropFirst(name.count))\(lines.joined(separator: "\n" + column))"
  }

  /// `beta1 0.9`, for each operand.
  private func defaults(_ variant: String?) -> [String] {
    operands.map { "\($0.name) \(shortest($0.defaultValue(variant)))" }
  }
}
