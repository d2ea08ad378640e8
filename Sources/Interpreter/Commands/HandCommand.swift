import Expressions
import NeuralNetwork
import WorkedExamples

/// `hand truncate 2`
package struct HandCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "hand", .hand,
    ["hand truncate|round|half-even DECIMALS [QUANTITY]", "hand exact [QUANTITY]", "hand off", "hand"],
    "calculate a step in decimals, as on paper",
    details: """
      Each line's result is rounded or truncated to DECIMALS decimals, and the next line uses that value.
      QUANTITY: one (h2.deriv, w7), a layer's (h.deriv), or all of a kind (net out loss error deriv delta grad w b);
      the most specific one applies. truncate: cut off. round: half away from zero. half-even: half to the even digit.
      exact: not rounded.
      The arithmetic is decimal: 1 - 0.78 is 0.22. off: use the engine's arithmetic again.
      """,
    examples: [
      "net 2 4 1; hand truncate 2; hand truncate 3 h.deriv; hand exact w; step 0 1 : 1", "hand round 4; hand; hand off",
    ])

  enum Choice: Sendable {
    case off
    case rule(Cut?, decimals: Expression?, Located<String>?)
  }

  let setting: Setting<Choice>

  static var stage: SavingStage { .layerSettings }

  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice {
    if operands.take("off") { return .off }
    let choices: [(String, Cut?)] = Cut.allCases.map { ($0.rawValue, $0) } + [("exact", nil), ("off", nil)]
    let cut = try operands.choice("rounding rule", choices).value
    let decimals = cut == nil ? nil : try operands.number("a number of decimals")
    return .rule(cut, decimals: decimals, operands.atEnd() ? nil : try operands.word("a quantity"))
  }

  static func commands(_ session: Session) -> [String] {
    guard let hand = session.hand else { return ["hand off"] }
    func command(_ rule: HandRule, _ selection: String) -> String {
      switch rule {
      case .exact: "hand exact\(selection)"
      case .cut(let cut, let decimals): "hand \(cut.rawValue) \(decimals)\(selection)"
      }
    }
    return [command(hand.general, "")]
      + hand.particular.map { selection, rule in
        switch selection {
        case .kind(let kind): command(rule, " \(kind.rawValue)")
        case .quantities(let text, _): command(rule, " \(text)")
        }
      }
  }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    guard case .rule(let cut, let decimals, let quantity) = choice else {
      interpreter.session.hand = nil
      return
    }
    var rule = HandRule.exact
    if let cut, let decimals {
      rule = .cut(cut, decimals: try interpreter.whole(decimals, "the number of decimals", in: 0...30))
    }
    var hand = interpreter.session.hand ?? HandArithmetic()
    if let quantity {
      hand.set(rule, for: try selection(quantity, interpreter))
    } else {
      hand.general = rule
    }
    interpreter.session.hand = hand
  }

  private func selection(_ quantity: Located<String>, _ interpreter: Interpreter) throws -> HandArithmetic.Selection {
    if let kind = LineKind(rawValue: quantity.value) { return .kind(kind) }
    let topology = try interpreter.session.topology(quantity.range)
    if let reference = interpreter.session.names.reference(quantity.value, in: topology) {
      return .quantities(quantity.value, reference.quantities)
    }
    var cursor = Cursor(interpreter.source.bytes, from: quantity.range.lower, to: quantity.range.upper)
    guard cursor.atIdentifier, case .name(let name) = try cursor.readNameOrCall().node,
      cursor.position == quantity.range.upper,
      let reference = try QuantityNames(topology).resolve(
        name, at: quantity.range, index: { expression throws(Fault) in try interpreter.number(expression) })
    else {
      throw Fault(
        "'\(quantity.value)' is not a quantity", at: quantity.range,
        label: "use one such as h2.deriv or h.deriv, or \(LineKind.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return .quantities(quantity.value, reference.quantities)
  }
}
