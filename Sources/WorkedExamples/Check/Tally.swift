/// What a summary needs of the lines checked so far: numbers of them, and those that it names.
struct Tally: Sendable {
  /// A line that is wrong, or whose number the network does not have.
  struct Remarkable: Sendable {
    var location: AuditLocation
    var name: String
    var isExpectedWrong: Bool
    var verdict: Verdict
    var correction: String?
    var drift: String?
  }

  /// The number of lines.
  private(set) var count = 0
  /// The number of lines with each verdict, in the order of `Verdict.allCases`.
  private var counts = [Int](repeating: 0, count: Verdict.allCases.count)
  /// The number of those rounded for which truncating would do as well.
  private(set) var either = 0
  private(set) var cuts = CutRule()
  /// The first line with a derivative taken of an output, and the number of these.
  private(set) var firstSlip: (location: AuditLocation, name: String)?
  private(set) var slips = 0
  /// The number of lines up to the last of which a part could not be checked.
  private(set) var lastGap = 0
  private var remarkableCount = 0
  private var remarkableLines = PersistentMap<Int, Remarkable>()

  subscript(verdict: Verdict) -> Int { counts[verdict.index] }

  var remarkable: [Remarkable] { (0..<remarkableCount).compactMap { remarkableLines[$0] } }

  mutating func add(
    _ finding: Finding, of name: @autoclosure () -> String, at location: AuditLocation, expectedWrong: Bool
  ) {
    let verdict = finding.verdict
    count += 1
    counts[verdict.index] += 1
    if verdict == .rounded, !finding.cuts.isEmpty, finding.cuts.allSatisfy(\.truncates) { either += 1 }
    for cut in finding.cuts { cuts.add(cut) }
    if finding.hasSlip {
      slips += 1
      if firstSlip == nil { firstSlip = (location, name()) }
    }
    if verdict == .notChecked || verdict == .partlyChecked { lastGap = count }
    guard !verdict.isRight || finding.drift != nil else { return }
    remarkableLines.set(
      remarkableCount,
      to: Remarkable(
        location: location, name: name(), isExpectedWrong: expectedWrong, verdict: verdict,
        correction: finding.correction, drift: finding.drift))
    remarkableCount += 1
  }
}

extension Verdict {
  fileprivate var index: Int { Verdict.allCases.firstIndex(of: self) ?? 0 }
}

/// The rule, rounding or truncating, and the decimals that explain most of the cut numbers.
struct CutRule: Sendable {
  private(set) var count = 0
  private var rounding = 0
  private var truncating = 0
  /// The number of printed numbers by their count of decimals.
  private var decimals: [(decimals: Int, count: Int)] = []

  var truncatingWins: Bool { truncating > rounding }

  mutating func add(_ cut: Finding.Cut) {
    count += 1
    if cut.rounds { rounding += 1 }
    if cut.truncates { truncating += 1 }
    if let known = decimals.firstIndex(where: { $0.decimals == cut.decimals }) {
      decimals[known].count += 1
    } else {
      decimals.append((cut.decimals, 1))
    }
  }

  /// - Parameter isStated: whether the text says that its numbers are truncated.
  func lines(_ isStated: Bool) -> [String] {
    guard count > 0 else { return [] }
    let usual = decimals.sorted { ($1.count, $0.decimals) < ($0.count, $1.decimals) }
    let decimals = usual.prefix(3).map { "\($0.decimals) (\($0.count) of \(count))" }.joined(separator: ", ")
    let numbers = "\(count) cut \(count == 1 ? "number" : "numbers")"
    let explained: String
    if truncatingWins {
      explained =
        "truncating explains \(truncating) of \(numbers), rounding \(rounding)"
        + (isStated ? "" : ": the numbers are truncated, which the text does not say")
    } else {
      explained =
        "rounding explains \(rounding) of \(numbers)\(truncating == rounding ? "" : ", truncating \(truncating)")"
    }
    return [explained, "decimals: \(decimals)"]
  }
}
