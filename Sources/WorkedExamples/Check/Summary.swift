extension Audit {
  /// The summary: counts by verdict, the rule that explains the rounded or truncated numbers, slips, drift, and wrong
  /// lines with corrections.
  ///
  /// - Parameter truncationIsStated: whether hand arithmetic in the session states how numbers are cut.
  package func summary(truncationIsStated: Bool = false) -> [String] {
    guard tally.count > 0 else { return ["no lines checked"] }
    var lines = [counted]
    lines += tally.cuts.lines(truncationIsStated)
    lines += slipLines
    let remarkable = tally.remarkable
    for line in remarkable { if let drift = line.drift { lines.append("\(line.location): \(drift)") } }
    for line in remarkable where !line.verdict.isRight {
      let correction = line.correction.map { ": \($0)" } ?? ""
      let expected = line.isExpectedWrong ? " (as expected)" : ""
      lines.append("\(line.location): \(line.verdict.rawValue)\(expected) in \(line.name)\(correction)")
    }
    return lines
  }

  /// The rule that the cut numbers follow, and conventions of the text that differ from the chain rule.
  package var conventions: [String] { tally.cuts.lines(false) + slipLines }

  /// The number of lines with each verdict; a number for which rounding and truncating agree counts for the rule that
  /// explains more.
  private var counted: String {
    let moved = tally.cuts.truncatingWins ? tally.either : 0
    let verdicts = Verdict.allCases.compactMap { verdict -> String? in
      let count = tally[verdict] + (verdict == .truncated ? moved : verdict == .rounded ? -moved : 0)
      return count > 0 ? "\(count) \(verdict.rawValue)" : nil
    }
    return "\(tally.count) \(tally.count == 1 ? "line" : "lines"): \(verdicts.joined(separator: ", "))"
  }

  private var slipLines: [String] {
    guard let first = tally.firstSlip else { return [] }
    let others = tally.slips == 1 ? "" : " and \(tally.slips - 1) more"
    return [
      "\(first.location): the derivative is taken of the output instead of the net input in \(first.name)\(others)"
    ]
  }
}
