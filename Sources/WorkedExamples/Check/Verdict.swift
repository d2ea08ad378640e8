/// What became of a line.
package enum Verdict: String, Sendable, CaseIterable {
  /// The digits as written are the value.
  case exact
  case rounded
  case truncated
  /// A name or a function was given its meaning; there was nothing to compare.
  case defined
  /// Right as far as it goes: a part has names without meaning, or is known too roughly.
  case partlyJudged = "partly judged"
  /// Names without meaning left nothing to compare.
  case notJudged = "not judged"
  case lastDigitOff = "last digit off"
  case wrong

  package var isRight: Bool { self != .lastDigitOff && self != .wrong }
}
