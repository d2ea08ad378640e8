/// The result for a line.
package enum Verdict: String, Sendable, CaseIterable {
  /// The printed digits are the value.
  case exact
  case rounded
  case truncated
  /// A name or a function was defined; there was nothing to compare.
  case defined
  /// Right as far as it can be checked: a part has names without a value, or is not known accurately enough.
  case partlyChecked = "partly checked"
  /// Names without a value left nothing to compare.
  case notChecked = "not checked"
  case lastDigitOff = "last digit off"
  case wrong

  package var isRight: Bool { self != .lastDigitOff && self != .wrong }
}
