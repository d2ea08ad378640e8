import Expressions

/// The result of checking a line.
package struct Finding: Sendable {
  package internal(set) var verdict: Verdict
  /// Remarks on a right line: rounding, names bound by position, slips, drift.
  package internal(set) var notes: [String] = []
  /// The fault of a wrong line, at the operand.
  package internal(set) var fault: Fault?
  /// The first part of a right line that could not be checked.
  package internal(set) var gap: Fault?
  /// The function that the line defines.
  package internal(set) var definedFunction: String?
  /// The wrong definition of a function, if only that makes the line wrong.
  package internal(set) var wrongDefinition: WrongDefinition?
  /// The keys of names that can have other values in this section of a document: then the line is not wrong.
  var reusedNames: [String] = []
  /// Whether two sides are equal only within the precision of their printed numbers.
  var isWithinDigits = false
  /// The number of a wrong line, and the value that it should be.
  var mismatch: (number: WrittenNumber, value: BoundedDecimal)?
  /// The correction: `0.6 should be 0.7`.
  var correction: String?
  /// The rounded or truncated numbers, from which the summary finds the rule.
  var cuts: [Cut] = []
  /// Whether a derivative is taken of an output instead of a net input.
  var hasSlip = false
  /// The difference to the network's value, unless the numbers printed before explain it.
  var drift: String?

  struct Cut: Sendable {
    var decimals: Int
    var rounds: Bool
    var truncates: Bool
  }
}
