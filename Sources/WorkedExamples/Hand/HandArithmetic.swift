import Expressions
import NeuralNetwork

/// How much of a line's result is kept.
package enum HandRule: Sendable, Equatable {
  case exact
  case cut(Cut, decimals: Int)

  /// Significant digits of what has no end.
  static let digits = 40

  /// What is kept of a result: no digits that are not right, and the rule's.
  package func applied(to value: BoundedDecimal) -> BoundedDecimal {
    let right = value.rightDigits(atMost: HandRule.digits)
    switch self {
    case .exact: return right.normalized
    case .cut(let cut, let decimals):
      let kept = right.value.cut(cut, decimals: decimals)
      return kept == right.value ? right.normalized : BoundedDecimal(kept)
    }
  }
}

/// What `hand` has set: the rule for every line, and those for kinds and for single quantities, which go before it.
package struct HandArithmetic: Sendable {
  package enum Selection: Sendable, Hashable {
    case kind(LineKind)
    /// One quantity's, or a layer's; as it was written.
    case quantities(String, [Quantity])
  }

  package var general = HandRule.exact
  package private(set) var particular: [(selection: Selection, rule: HandRule)] = []

  package init() {}

  /// The last rule for the same selection holds.
  package mutating func set(_ rule: HandRule, for selection: Selection) {
    particular.removeAll { $0.selection == selection }
    particular.append((selection, rule))
  }

  /// Whether any line's result is cut to a whole number.
  package var cutsToIntegers: Bool {
    ([general] + particular.map(\.rule)).contains { if case .cut(_, decimals: 0) = $0 { true } else { false } }
  }

  /// The rule for a quantity: its own, else its layer's, else its kind's, else the general one.
  package func rule(for quantity: Quantity, _ topology: Topology) -> HandRule {
    particularRule(for: quantity, topology) ?? general
  }

  /// The rule that names the quantity or its kind; nil if only the general one holds.
  package func particularRule(for quantity: Quantity, _ topology: Topology) -> HandRule? {
    var wanted = quantity
    if case .parameter(let parameter, .new) = quantity { wanted = .parameter(parameter, .value) }
    var best: (count: Int, rule: HandRule)?
    for (selection, rule) in particular.reversed() {
      guard case .quantities(_, let list) = selection, list.contains(wanted) || list.contains(quantity) else {
        continue
      }
      if list.count < best?.count ?? .max { best = (list.count, rule) }
    }
    if let best { return best.rule }
    guard let kind = LineKind(quantity, topology) else { return nil }
    return particular.last { $0.selection == .kind(kind) }?.rule
  }
}
