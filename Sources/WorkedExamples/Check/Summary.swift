extension Audit {
  /// The tally: lines by verdict, the rule that explains the cut numbers, slips, drift, and the wrong lines with
  /// correction.
  ///
  /// - Parameter truncationIsSaid: whether the session's own arithmetic says how numbers are cut.
  package func summary(truncationIsSaid: Bool = false) -> [String] {
    guard !entries.isEmpty else { return ["no lines checked"] }
    var lines = [tally]
    lines += rule(truncationIsSaid)
    lines += slipLines
    for entry in entries { if let drift = entry.drift { lines.append("\(entry.place): \(drift)") } }
    for entry in entries where !entry.verdict.isRight {
      let correction = entry.correction.map { ": \($0)" } ?? ""
      let said = entry.isWrongAsSaid ? " (as said)" : ""
      lines.append("\(entry.place): \(entry.verdict.rawValue)\(said) in \(entry.name)\(correction)")
    }
    return lines
  }

  private var tally: String {
    let counts = Verdict.allCases.compactMap { verdict -> String? in
      let count = entries.count { self.verdict(of: $0) == verdict }
      return count == 0 ? nil : "\(count) \(verdict.rawValue)"
    }
    return "\(entries.count) \(entries.count == 1 ? "line" : "lines"): \(counts.joined(separator: ", "))"
  }

  /// A number that rounds and truncates alike counts for the rule that explains more.
  private func verdict(of entry: Entry) -> Verdict {
    let isEither = entry.verdict == .rounded && !entry.cuts.isEmpty && entry.cuts.allSatisfy(\.truncates)
    return isEither && truncatingWins ? .truncated : entry.verdict
  }

  private var truncatingWins: Bool {
    let cuts = entries.flatMap(\.cuts)
    return cuts.count { $0.truncates } > cuts.count { $0.rounds }
  }

  /// Rounding or truncating, and to how many decimals: what explains most of the numbers that were cut.
  private func rule(_ isSaid: Bool) -> [String] {
    let cuts = entries.flatMap(\.cuts)
    guard !cuts.isEmpty else { return [] }
    let rounding = cuts.count { $0.rounds }
    let truncating = cuts.count { $0.truncates }
    var counts: [Int: Int] = [:]
    for cut in cuts { counts[cut.decimals, default: 0] += 1 }
    let usual = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let decimals = usual.prefix(3).map { "\($0.key) (\($0.value) of \(cuts.count))" }.joined(separator: ", ")
    let count = "\(cuts.count) cut \(cuts.count == 1 ? "number" : "numbers")"
    let explained: String
    if rounding >= truncating {
      explained =
        "rounding explains \(rounding) of \(count)\(truncating == rounding ? "" : ", truncating \(truncating)")"
    } else {
      explained =
        "truncating explains \(truncating) of \(count), rounding \(rounding)"
        + (isSaid ? "" : ": the numbers are cut off, which is said nowhere")
    }
    return [explained, "decimals: \(decimals)"]
  }

  private var slipLines: [String] {
    let slips = entries.filter(\.hasSlip)
    guard let first = slips.first else { return [] }
    let others = slips.count == 1 ? "" : " and \(slips.count - 1) more"
    return [
      "\(first.place): the derivative is taken of the output instead of the net input in \(first.name)\(others)"
    ]
  }
}
