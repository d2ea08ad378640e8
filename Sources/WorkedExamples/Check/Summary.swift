extension Audit {
  /// The summary: counts by verdict, the rule that explains the rounded or truncated numbers, slips, drift, and wrong
  /// lines with corrections.
  ///
  /// - Parameter truncationIsStated: whether hand arithmetic in the session states how numbers are cut.
  package func summary(truncationIsStated: Bool = false) -> [String] {
    let entries = entries
    guard !entries.isEmpty else { return ["no lines checked"] }
    let rule = CutRule(entries.flatMap(\.finding.cuts))
    var lines = [tally(entries, rule)]
    lines += rule.lines(truncationIsStated)
    lines += slipLines(entries)
    for entry in entries { if let drift = entry.finding.drift { lines.append("\(entry.location): \(drift)") } }
    for entry in entries where !entry.finding.verdict.isRight {
      let correction = entry.finding.correction.map { ": \($0)" } ?? ""
      let expected = entry.isExpectedWrong ? " (as expected)" : ""
      lines.append("\(entry.location): \(entry.finding.verdict.rawValue)\(expected) in \(entry.name)\(correction)")
    }
    return lines
  }

  /// The rule that the cut numbers follow, and conventions of the text that differ from the chain rule.
  package var conventions: [String] {
    let entries = entries
    return CutRule(entries.flatMap(\.finding.cuts)).lines(false) + slipLines(entries)
  }

  private func tally(_ entries: [Entry], _ rule: CutRule) -> String {
    var counts: [Verdict: Int] = [:]
    for entry in entries { counts[verdict(of: entry.finding, rule), default: 0] += 1 }
    let verdicts = Verdict.allCases.compactMap { verdict in counts[verdict].map { "\($0) \(verdict.rawValue)" } }
    return "\(entries.count) \(entries.count == 1 ? "line" : "lines"): \(verdicts.joined(separator: ", "))"
  }

  /// A number for which rounding and truncating agree counts for the rule that explains more.
  private func verdict(of finding: Finding, _ rule: CutRule) -> Verdict {
    let isEither = finding.verdict == .rounded && !finding.cuts.isEmpty && finding.cuts.allSatisfy(\.truncates)
    return isEither && rule.truncatingWins ? .truncated : finding.verdict
  }

  private func slipLines(_ entries: [Entry]) -> [String] {
    let slips = entries.filter(\.finding.hasSlip)
    guard let first = slips.first else { return [] }
    let others = slips.count == 1 ? "" : " and \(slips.count - 1) more"
    return [
      "\(first.location): the derivative is taken of the output instead of the net input in \(first.name)\(others)"
    ]
  }
}

/// The rule, rounding or truncating, and the decimals that explain most of the cut numbers.
private struct CutRule {
  private let cuts: [Finding.Cut]
  private let rounding: Int
  private let truncating: Int

  init(_ cuts: [Finding.Cut]) {
    self.cuts = cuts
    rounding = cuts.count { $0.rounds }
    truncating = cuts.count { $0.truncates }
  }

  var truncatingWins: Bool { truncating > rounding }

  func lines(_ isStated: Bool) -> [String] {
    guard !cuts.isEmpty else { return [] }
    var counts: [Int: Int] = [:]
    for cut in cuts { counts[cut.decimals, default: 0] += 1 }
    let usual = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let decimals = usual.prefix(3).map { "\($0.key) (\($0.value) of \(cuts.count))" }.joined(separator: ", ")
    let count = "\(cuts.count) cut \(cuts.count == 1 ? "number" : "numbers")"
    let explained: String
    if truncatingWins {
      explained =
        "truncating explains \(truncating) of \(count), rounding \(rounding)"
        + (isStated ? "" : ": the numbers are truncated, which the text does not say")
    } else {
      explained =
        "rounding explains \(rounding) of \(count)\(truncating == rounding ? "" : ", truncating \(truncating)")"
    }
    return [explained, "decimals: \(decimals)"]
  }
}
