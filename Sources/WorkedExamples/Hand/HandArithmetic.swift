import Expressions
import NeuralNetwork

/// The settings of `hand`: a general rule, and rules for kinds and for single quantities, which take precedence.
package struct HandArithmetic: Sendable {
  package enum Selection: Sendable, Hashable {
    case kind(LineKind)
    /// A quantity or those of a layer, with the name as written.
    case quantities(String, [Quantity])
  }

  package var general = HandRule.exact
  package private(set) var particular: [(selection: Selection, rule: HandRule)] = []

  package init() {}

  /// Sets a rule; a later rule for the same selection replaces it.
  package mutating func set(_ rule: HandRule, for selection: Selection) {
    particular.removeAll { $0.selection == selection }
    particular.append((selection, rule))
  }

  /// Whether any result is rounded or truncated to a whole number.
  package var cutsToIntegers: Bool {
    ([general] + particular.map(\.rule)).contains { if case .cut(_, decimals: 0) = $0 { true } else { false } }
  }

  /// The rule for a quantity: its own, else its layer's, else its kind's, else the general one.
  package func rule(for quantity: Quantity, _ topology: Topology) -> HandRule {
    particularRule(for: quantity, topology) ?? general
  }

  /// The rule for the quantity or its kind; nil if only the general one applies.
  package func particularRule(for quantity: Quantity, _ topology: Topology) -> HandRule? {
    var base = quantity
    if case .parameter(let parameter, .new) = quantity { base = .parameter(parameter, .value) }
    var best: (count: Int, rule: HandRule)?
    for (selection, rule) in particular.reversed() {
      guard case .quantities(_, let list) = selection, list.contains(base) || list.contains(quantity) else {
        continue
      }
      if list.count < best?.count ?? .max { best = (list.count, rule) }
    }
    if let best { return best.rule }
    guard let kind = LineKind(quantity, topology) else { return nil }
    return particular.last { $0.selection == .kind(kind) }?.rule
  }
}
