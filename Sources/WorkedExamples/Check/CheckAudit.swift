import Expressions

extension Audit {
  /// Judges a line link by link, records what it came to, and binds the name it begins with to the number it ends with.
  ///
  /// - Parameter wrongAsSaid: whether the line is expected to be wrong.
  /// - Throws: `Fault` for a line that cannot be judged at all: an unknown function, a division by zero.
  package mutating func check(
    _ line: CheckLine, at place: AuditPlace, wrongAsSaid: Bool = false, in surroundings: CheckSurroundings
  ) throws(Fault) -> Finding {
    let line = resolved(line, surroundings)
    let defined = try define(line, surroundings)
    let finding = if let defined { defined } else { try judged(line, at: place, surroundings) }
    record(finding, of: line, at: place, wrongAsSaid: wrongAsSaid)
    return finding
  }

  private mutating func judged(_ line: CheckLine, at place: AuditPlace, _ surroundings: CheckSurroundings)
    throws(Fault) -> Finding
  {
    var judge = LineJudge(self, line, surroundings)
    var reading = Reading()
    var finding = Finding(verdict: .exact)
    let target: Name? = if case .name(let name) = line.parts[0].node { name } else { nil }
    let first = target == nil ? 0 : 1
    for index in first..<line.parts.count - 1 {
      judge.cutsToIntegers = line.isApproximate[index] || surroundings.cutsToIntegers
      let earlier = Array(line.parts[first..<index])
      let matching = judge.match(line.parts[index], line.parts[index + 1], earlier: earlier)
      reading.take(matching, isApproximate: line.isApproximate[index])
      bindPlaces(matching, &judge, &reading)
      judge.adopt(matching)
      if let mismatch = matching.mismatches.first, finding.fault == nil {
        report(mismatch, at: index, line, judge, &finding)
      }
    }
    try settle(&finding, reading, line, at: place)
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
      keys.set(quantity, to: target.key)
    }
    bind(target, line, at: place, judge, corrected: corrected, isWrong: finding.fault != nil)
    return finding
  }

  /// What the links of a line came to together.
  private struct Reading {
    var leaves: [Matching.Leaf] = []
    /// Those that a plain `=` claims to be equal.
    var claimed: [Matching.Leaf] = []
    var unjudged: [EvaluationFailure] = []
    var placed: [String] = []
    var judgedLinks = 0
    var links = 0
    var isWithinDigits = false

    var cuts: [Matching.Leaf] { leaves.filter { !$0.agreement.isExact } }

    mutating func take(_ matching: Matching, isApproximate: Bool) {
      links += 1
      if matching.unjudged.isEmpty || !matching.leaves.isEmpty || !matching.mismatches.isEmpty
        || !matching.placed.isEmpty
      {
        judgedLinks += 1
      }
      leaves += matching.leaves
      if !isApproximate { claimed += matching.leaves }
      unjudged += matching.unjudged
      isWithinDigits = isWithinDigits || (matching.isWithinDigits && !isApproximate)
    }
  }

  /// Takes over what a link bound by place.
  private func bindPlaces(_ matching: Matching, _ judge: inout LineJudge, _ reading: inout Reading) {
    for (key, text, value, unrounded) in matching.placed {
      let old = judge.names[key]
      judge.names.set(
        key,
        to: NameBinding(printed: value, unrounded: unrounded, corrected: unrounded, isByPlace: true))
      judge.refreshed.insert(key)
      let isRepeated = old.map { $0.isByPlace && $0.printed.equals(value) } ?? false
      if !isRepeated { reading.placed.append("\(text) = \(value.shown(digits: 12))") }
    }
  }

  private func settle(_ finding: inout Finding, _ reading: Reading, _ line: CheckLine, at place: AuditPlace)
    throws(Fault)
  {
    finding.cuts = reading.cuts.map { leaf in
      Finding.Cut(decimals: leaf.number.decimals, rounds: leaf.agreement.rounds, truncates: leaf.agreement.truncates)
    }
    guard finding.fault == nil else { return }
    if reading.links == 0 {
      finding.verdict = .defined
      return
    }
    if reading.judgedLinks == 0, let failure = reading.unjudged.first {
      let endsInNumber = WrittenNumber(line.parts[line.parts.count - 1]) != nil
      if !failure.isUndecided, endsInNumber || !failure.isUnknownName { throw failure.fault }
      finding.verdict = .notJudged
      finding.notes = ["not judged: \(reasons(reading))"]
      return
    }
    if !reading.unjudged.isEmpty {
      finding.verdict = .partlyJudged
    } else if reading.cuts.contains(where: { !$0.agreement.rounds }) {
      finding.verdict = .truncated
    } else if !reading.cuts.isEmpty || reading.isWithinDigits {
      finding.verdict = .rounded
    }
    var remarks: [String] = []
    for remark in reading.claimed.compactMap({ $0.remark(at: place) }) where !remarks.contains(remark) {
      remarks.append(remark)
    }
    if reading.isWithinDigits { remarks.append("equal within the digits written") }
    if !reading.placed.isEmpty { remarks.append("by place: \(reading.placed.joined(separator: ", "))") }
    if reading.unjudged.isEmpty {
      if !remarks.isEmpty { finding.notes = ["ok: \(remarks.joined(separator: "; "))"] }
    } else {
      finding.notes = ["partly judged: \(([reasons(reading)] + remarks).joined(separator: "; "))"]
    }
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

  /// - Parameter corrected: the value without the slips of this line; nil if it has none.
  private mutating func bind(
    _ target: Name, _ line: CheckLine, at place: AuditPlace, _ judge: LineJudge, corrected: BoundedDecimal?,
    isWrong: Bool
  ) {
    let parts = line.parts.dropFirst()
    guard let last = parts.last, let origin = parts.first, let printed = try? judge.value(last, .printed) else {
      return
    }
    let unrounded = isWrong ? printed : (try? judge.value(last, .unrounded)) ?? printed
    let formula = isWrong || parts.count == 1 ? nil : try? judge.value(origin, .corrected)
    let written = WrittenNumber(last)
    names.set(
      target.key,
      to: NameBinding(
        printed: printed, written: written, unrounded: unrounded, corrected: corrected ?? formula ?? unrounded,
        intended: isWrong ? try? judge.value(origin, .printed) : nil,
        previous: names[target.key].flatMap { $0.isByPlace ? nil : $0.values }, origin: origin, place: place))
    if let written { remember(written, of: target.key, unrounded: unrounded) }
  }
}

extension Matching.Leaf {
  /// `0.64 truncated from 0.645656…`; nil where the number is that of the numbers before it.
  fileprivate func remark(at place: AuditPlace) -> String? {
    let shown = value.shown(digits: max(number.significantDigits + 4, 6))
    switch source {
    case .longer(let shorter): return "\(number.text) put in for \(shorter)"
    case .intended(let binding):
      let intended = binding.intended.map { $0.shown() } ?? shown
      let line =
        binding.place.map { "; \($0.described(from: place)) prints \(binding.written?.text ?? "another")" } ?? ""
      return "follows from \(intended)\(line)"
    case .numbers, .unrounded:
      let isUnrounded = if case .unrounded = source { true } else { false }
      if agreement.isExact { return isUnrounded ? "\(number.text) follows from unrounded numbers" : nil }
      let isEither = agreement.rounds && agreement.truncates
      let rule = isEither ? "rounded or truncated" : agreement.rounds ? "rounded" : "truncated"
      return "\(number.text) \(rule) from \(isUnrounded ? "unrounded " : "")\(shown)"
    }
  }
}

extension EvaluationFailure {
  fileprivate var isUndecided: Bool { if case .undecided = self { true } else { false } }
  fileprivate var isUnknownName: Bool { if case .unknownName = self { true } else { false } }
}
