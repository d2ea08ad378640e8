import Expressions

/// What a line to check came to.
package struct Finding: Sendable {
  package internal(set) var verdict: Verdict
  /// What there is to say about a right line: verdicts, names bound by place, slips, drift.
  package internal(set) var notes: [String] = []
  /// The fault of a wrong line, at the operand.
  package internal(set) var fault: Fault?
  /// What should stand there instead: `0.6 → 0.7`.
  var correction: String?
  /// The numbers that were cut, for the rule they follow.
  var cuts: [Cut] = []
  /// Whether a derivative is taken of an output.
  var hasSlip = false
  /// What the numbers printed before do not explain of the difference to the network's value.
  var drift: String?

  struct Cut: Sendable {
    var decimals: Int
    var rounds: Bool
    var truncates: Bool
  }
}
