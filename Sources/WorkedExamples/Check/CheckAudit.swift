import Expressions

extension Audit {
  /// Judges a line link by link and binds the name it begins with to the number it ends with.
  ///
  /// - Throws: `Fault` for a line that cannot be judged at all: an unknown function, a division by zero.
  package mutating func check(_ line: CheckLine, in surroundings: CheckSurroundings) throws(Fault) -> Finding {
    let line = resolved(line, surroundings)
    if let finding = try define(line, surroundings) { return finding }
    var judge = LineJudge(
      names: names, functions: surroundings.lineFunctions(functions), digits: precision(of: line), line: line,
      outside: surroundings.values)
    var reading = Reading()
    var finding = Finding(verdict: .exact)
    let target: Name? = if case .name(let name) = line.parts[0].node { name } else { nil }
    let first = target == nil ? 0 : 1
    for index in first..<line.parts.count - 1 {
      let earlier = Array(line.parts[first..<index])
      let matching = judge.match(line.parts[index], line.parts[index + 1], earlier: earlier)
      reading.take(matching, isApproximate: line.isApproximate[index])
      adopt(matching, &judge, &reading)
      if let mismatch = matching.mismatches.first, finding.fault == nil {
        report(mismatch, at: index, line, judge, &finding)
      }
    }
    try settle(&finding, reading, line, first: first)
    let slips = slips(in: line, first: first, judge, surroundings)
    let corrected = report(slips, of: target, line, first: first, judge, &finding)
    names = judge.names
    guard let target else { return finding }
    if let quantity = surroundings.quantity(target) {
      if slips.isEmpty, finding.fault == nil, let number = WrittenNumber(line.parts[line.parts.count - 1]) {
        let drift = drift(of: target, quantity, number, surroundings, judge)
        if let drift { finding.notes.append(drift.text) }
        finding.drift = drift.flatMap { $0.isInherited ? nil : $0.text }
      }
      keys[quantity] = target.key
    }
    bind(target, line, judge, corrected: corrected, isWrong: finding.fault != nil)
    return finding
  }

  /// What the links of a line came to together.
  struct Reading {
    var leaves: [Matching.Leaf] = []
    /// Those that a plain `=` claims to be equal and that are cut.
    var claimed: [Matching.Leaf] = []
    var unjudged: [EvaluationFailure] = []
    var placed: [String] = []
    var judgedLinks = 0
    var links = 0
    var isWithinDigits = false

    mutating func take(_ matching: Matching, isApproximate: Bool) {
      links += 1
      if matching.unjudged.isEmpty || !matching.leaves.isEmpty || !matching.mismatches.isEmpty
        || !matching.placed.isEmpty
      {
        judgedLinks += 1
      }
      leaves += matching.leaves
      if !isApproximate { claimed += matching.leaves.filter { !$0.agreement.isExact } }
      unjudged += matching.unjudged
      isWithinDigits = isWithinDigits || (matching.isWithinDigits && !isApproximate)
    }
  }

  /// Takes over what a link bound by place.
  private mutating func adopt(_ matching: Matching, _ judge: inout LineJudge, _ reading: inout Reading) {
    judge.behind.merge(matching.behind) { $1 }
    for (key, text, value, unrounded) in matching.placed {
      let old = judge.names[key]
      judge.names[key] = NameBinding(
        printed: value, written: nil, unrounded: unrounded, corrected: unrounded, previous: nil, isByPlace: true)
      judge.refreshed.insert(key)
      let isRepeated = old.map { $0.isByPlace && $0.printed.equals(value) } ?? false
      if !isRepeated { reading.placed.append("\(text) = \(value.shown(digits: 12))") }
    }
  }

  private func settle(_ finding: inout Finding, _ reading: Reading, _ line: CheckLine, first: Int) throws(Fault) {
    for leaf in reading.leaves where !leaf.agreement.isExact {
      finding.cuts.append(
        Finding.Cut(
          decimals: leaf.number.decimals, rounds: leaf.agreement.rounds, truncates: leaf.agreement.truncates))
    }
    guard finding.fault == nil else { return }
    if reading.links == 0 {
      finding.verdict = .defined
      return
    }
    if reading.judgedLinks == 0, let failure = reading.unjudged.first {
      let endsInNumber = WrittenNumber(line.parts[line.parts.count - 1]) != nil
      if !isUndecided(failure), endsInNumber || !isUnknownName(failure) { throw failure.fault }
      finding.verdict = .notJudged
      finding.notes = ["not judged: \(reasons(reading))"]
      return
    }
    let cuts = reading.leaves.filter { !$0.agreement.isExact }
    if cuts.contains(where: { !$0.agreement.rounds }) {
      finding.verdict = .truncated
    } else if !cuts.isEmpty || reading.isWithinDigits {
      finding.verdict = .rounded
    }
    var remarks: [String] = []
    for remark in reading.claimed.map(remark) where !remarks.contains(remark) { remarks.append(remark) }
    if reading.isWithinDigits { remarks.append("equal within the digits written") }
    if !reading.placed.isEmpty { remarks.append("by place: \(reading.placed.joined(separator: ", "))") }
    if !reading.unjudged.isEmpty { remarks.append("not all of it judged: \(reasons(reading))") }
    if !remarks.isEmpty { finding.notes = ["ok: \(remarks.joined(separator: "; "))"] }
  }

  private func isUnknownName(_ failure: EvaluationFailure) -> Bool {
    if case .unknownName = failure { true } else { false }
  }

  private func isUndecided(_ failure: EvaluationFailure) -> Bool {
    if case .undecided = failure { true } else { false }
  }

  /// Why parts of the line were not judged: `a, b have no value yet`.
  private func reasons(_ reading: Reading) -> String {
    var names: [String] = []
    var others: [String] = []
    for failure in reading.unjudged {
      switch failure {
      case .unknownName(let name, _), .unknownFunction(let name, _):
        if !names.contains(name.description) { names.append(name.description) }
      case .undefined, .undecided: others.append(failure.fault.message)
      }
    }
    let lacking = "\(names.joined(separator: ", ")) \(names.count == 1 ? "has" : "have") no value yet"
    return ((names.isEmpty ? [] : [lacking]) + others).joined(separator: "; ")
  }

  /// `0.64 truncated from 0.645656…`
  private func remark(_ leaf: Matching.Leaf) -> String {
    let isEither = leaf.agreement.rounds && leaf.agreement.truncates
    let rule = isEither ? "rounded or truncated" : leaf.agreement.rounds ? "rounded" : "truncated"
    let digits = max(leaf.number.significantDigits + 4, 6)
    let source = leaf.isUnrounded ? "unrounded " : ""
    return "\(leaf.number.text) \(rule) from \(source)\(leaf.value.shown(digits: digits))"
  }

  /// Enough for the longest number of the line, and forty at least.
  private func precision(of line: CheckLine) -> Int {
    min(5000, max(40, line.parts.map(\.longestNumber).reduce(0, max) + 20))
  }

  /// - Parameter corrected: the value without the slips of this line; nil if it has none.
  private mutating func bind(
    _ target: Name, _ line: CheckLine, _ judge: LineJudge, corrected: BoundedDecimal?, isWrong: Bool
  ) {
    let parts = line.parts.dropFirst()
    guard let last = parts.last, let origin = parts.first, let printed = try? judge.value(last, .printed) else {
      return
    }
    let unrounded = isWrong ? printed : (try? judge.value(last, .unrounded)) ?? printed
    let formula = isWrong || parts.count == 1 ? nil : try? judge.value(origin, .corrected)
    names[target.key] = NameBinding(
      printed: printed, written: WrittenNumber(last), unrounded: unrounded,
      corrected: corrected ?? formula ?? unrounded,
      previous: names[target.key].flatMap { $0.isByPlace ? nil : $0.printed }, origin: origin)
  }
}

extension Expression {
  /// Digits of the longest number in it.
  var longestNumber: Int {
    if case .number(let numeral) = node { return numeral.text.utf8.count }
    return children.map(\.longestNumber).reduce(0, max)
  }
}
