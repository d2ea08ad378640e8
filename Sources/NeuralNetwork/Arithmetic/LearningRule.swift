import Expressions

/// How an output's delta follows from its target: backpropagation, or a rule of single-layer networks, which takes no
/// derivative; an entry of `all`.
///
/// The engine, equation lines, hand arithmetic and help read these formulas.
package final class LearningRule: Sendable, Equatable, CustomStringConvertible {
  package let name: String
  /// An output's delta, over its target t, its output o and its net input n; nil for −∂E/∂net.
  private let delta: String?
  /// Its source.
  package let origin: String

  private init(_ name: String, delta: String?, _ origin: String) {
    self.name = name
    self.delta = delta
    self.origin = origin
  }

  package static let gradient = LearningRule("gradient", delta: nil, "−∂E/∂net: backpropagation")

  /// All rules.
  package static let all = [
    gradient,
    LearningRule("perceptron", delta: "t - o", "the perceptron rule and the delta rule of threshold units"),
    LearningRule(
      "perceptron-target", delta: "if(o != t, t, 0)", "the target of an output that differs from it (Fausett)"),
    LearningRule(
      "widrow-hoff", delta: "t - n", "LMS, the delta rule of adalines, whose outputs may be threshold units"),
    LearningRule("hebb", delta: "t", "supervised Hebb learning: the target stands for the output"),
  ]

  package static func == (left: LearningRule, right: LearningRule) -> Bool { left.name == right.name }
  package var description: String { name }

  /// Whether deltas are those of backpropagation.
  package var followsGradient: Bool { delta == nil }

  /// Parsed on first use.
  private static let formulas: [String: Expression] = Dictionary(
    uniqueKeysWithValues: all.compactMap { rule in
      rule.delta.flatMap { Expression(formula: $0) }.map { (rule.name, $0) }
    })

  /// An output's delta as an expression; nil for −∂E/∂net.
  package func delta(target: Expression, out: Expression, net: Expression) -> Expression? {
    LearningRule.formulas[name]?.substituting(["t": target, "o": out, "n": net])
  }

  /// `target - out`
  package var formula: String? {
    delta(target: .name("target"), out: .name("out"), net: .name("net"))?.description
  }

  /// An output's delta; a difference of two single-precision numbers is the same after rounding.
  func delta(target: Double, out: Double, net: Double) -> Double {
    guard let formula = LearningRule.formulas[name] else { return .nan }
    return FormulaScope(variables: [("t", target), ("o", out), ("n", net)]).value(of: formula)
  }
}
