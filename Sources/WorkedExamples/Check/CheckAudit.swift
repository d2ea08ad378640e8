import Expressions

extension Audit {
  /// Checks a line link by link, records the finding, and binds the name on the left to the number on the right.
  ///
  /// - Parameter expectedWrong: whether the line is expected to be wrong.
  /// - Throws: `Fault` for a line that cannot be checked at all: an unknown function, a division by zero.
  package mutating func check(
    _ line: CheckLine, at location: AuditLocation, expectedWrong: Bool = false, in surroundings: CheckSurroundings
  ) throws(Fault) -> Finding {
    let finding = try finding(of: line.inPlainForm, at: location, surroundings)
    record(finding, of: line, at: location, expectedWrong: expectedWrong)
    return finding
  }

  /// Judges a line in its plain form.
  private mutating func finding(of line: CheckLine, at location: AuditLocation, _ surroundings: CheckSurroundings)
    throws(Fault) -> Finding
  {
    if let lower = line.withLowerSigns { return try finding(of: line, and: lower, at: location, surroundings) }
    let line = resolved(line, surroundings).withTargetFirst { isGiven($0, surroundings) }
    let before = place == nil && functions.isEmpty ? nil : self
    let defined = try define(line, surroundings)
    var finding = if let defined { defined } else { try judgedWhole(line, at: location, surroundings) }
    if place != nil, let before {
      if finding.fault == nil {
        noteLogarithm(of: line, before: before, at: location, surroundings)
      } else if let other = otherMeaning(of: line, finding, before: before, at: location, surroundings) {
        finding = other
      }
    }
    if let fault = finding.fault, let before, !functions.isEmpty,
      let blaming = blamingDefinition(of: line, before: before, at: location, surroundings, fault)
    {
      finding = blaming
    }
    return finding
  }

  /// Judges a line with `±`: with the upper signs, and with the lower ones. A result without them follows from either.
  private mutating func finding(
    of line: CheckLine, and lower: CheckLine, at location: AuditLocation, _ surroundings: CheckSurroundings
  ) throws(Fault) -> Finding {
    let before = self
    let one = try finding(of: line.withUpperSigns, at: location, surroundings)
    self = before
    let other = try finding(of: lower, at: location, surroundings)
    self = before
    // The name has two values.
    forget(line)
    let last = line.parts.count - 1
    let hasOneResult = line.parts[last] == lower.parts[last]
    return (one.fault == nil) == hasOneResult ? one : other
  }

  /// Checks a line of numbers, or of vectors.
  mutating func judgedWhole(_ line: CheckLine, at location: AuditLocation, _ surroundings: CheckSurroundings)
    throws(Fault) -> Finding
  {
    if let vectors = try judgedVectors(line, at: location, surroundings) { return vectors }
    return try judged(line, at: location, surroundings)
  }

  /// Whether a name has a value that a line does not change by ending with the name.
  private func isGiven(_ name: Name, _ surroundings: CheckSurroundings) -> Bool {
    names[name.key].map { !$0.isAtEnd } ?? !surroundings.values(of: name).isEmpty
  }

  mutating func judged(_ line: CheckLine, at location: AuditLocation, _ surroundings: CheckSurroundings)
    throws(Fault) -> Finding
  {
    let judge = LineJudge(self, line, surroundings)
    var reading = Reading()
    var finding = Finding(verdict: .exact)
    let target = judge.target
    let first = target == nil ? 0 : 1
    judge.noteOutdatedFactors(of: line.parts[first])
    for index in first..<line.parts.count - 1 {
      judge.integers = line.isApproximate[index] ? .approximate : surroundings.integers
      let earlier = Array(line.parts[first..<index])
      let matching = judge.match(line.parts[index], line.parts[index + 1], earlier: earlier)
      reading.take(matching, isApproximate: line.isApproximate[index])
      bindByPosition(matching, judge, &reading)
      judge.adopt(matching)
      if let mismatch = matching.mismatches.first, finding.fault == nil {
        keepIntended(mismatch, judge)
        report(mismatch, at: index, line, judge, &finding)
      } else if let fault = matching.undefined, finding.fault == nil {
        finding.verdict = .wrong
        finding.fault = fault
      }
    }
    if let target, line.isTargetLast, let value = try? judge.value(line.parts[line.parts.count - 1], .printed) {
      reading.boundByPosition.append("\(target) = \(value.shown(digits: 12))")
    }
    try settle(&finding, reading, line, at: location)
    if finding.fault != nil {
      finding.reusedNames = reusedNames(reading.mismatches)
      finding.mismatch = reading.mismatches.first.flatMap { mismatch in
        WrittenNumber(mismatch.right).flatMap { number in mismatch.value.map { (number, $0) } }
      }
    }
    finding.isWithinDigits = reading.isWithinDigits
    let slips = slips(in: line, first: first, judge, surroundings)
    let corrected = report(slips, of: target, line, first: first, judge, &finding)
    names = judge.names
    guard let target else { return finding }
    if let quantity = surroundings.quantity(target) {
      if slips.isEmpty, finding.fault == nil, let number = WrittenNumber(line.parts[line.parts.count - 1]) {
        let drift = drift(of: target, quantity, number, surroundings, judge)
        if let drift { finding.notes.append(drift.text) }
        finding.drift = drift.flatMap { $0.isInherited ? nil : $0.text }
        let isKnown = surroundings.values(of: target).contains { judge.agreement(of: number, with: $0) != nil }
        if let drift = finding.drift, finding.verdict == .defined, !isKnown {
          finding.gap = Fault(drift, at: number.range, label: "no formula gives it", kind: .mismatch)
        }
      }
      if keys[quantity] != target.key { keys.set(quantity, to: target.key) }
    }
    let known = surroundings.quantity(target).flatMap(surroundings.value).flatMap { BoundedDecimal($0) }
    bind(target, line, at: location, judge, known: known, corrected: corrected, isWrong: finding.fault != nil)
    return finding
  }

  /// After the first line that puts in another number for a given one, either may be the intended one: later lines that
  /// agree with this line are right.
  private func keepIntended(_ mismatch: Matching.Mismatch, _ judge: LineJudge) {
    guard case .name(let name) = mismatch.left.node, let number = WrittenNumber(mismatch.right),
      let binding = judge.names[name.key], binding.isGiven, binding.intended == nil
    else { return }
    judge.names.set(name.key, to: binding.intending(BoundedDecimal(number.value)))
  }

  /// The results of all links of a line.
  private struct Reading {
    var leaves: [Matching.Leaf] = []
    var mismatches: [Matching.Mismatch] = []
    /// Those joined by a plain `=`, which claims equality.
    var claimed: [Matching.Leaf] = []
    var unchecked: [EvaluationFailure] = []
    var boundByPosition: [String] = []
    var checkedLinks = 0
    var links = 0
    var isWithinDigits = false

    var cuts: [Matching.Leaf] { leaves.filter { !$0.agreement.isExact } }

    mutating func take(_ matching: Matching, isApproximate: Bool) {
      links += 1
      if matching.unchecked.isEmpty || !matching.leaves.isEmpty || !matching.mismatches.isEmpty
        || !matching.boundByPosition.isEmpty
      {
        checkedLinks += 1
      }
      leaves += matching.leaves
      mismatches += matching.mismatches
      if !isApproximate { claimed += matching.leaves }
      unchecked += matching.unchecked
      isWithinDigits = isWithinDigits || (matching.isWithinDigits && !isApproximate)
    }
  }

  /// Binds the names that a link bound by position.
  private func bindByPosition(_ matching: Matching, _ judge: LineJudge, _ reading: inout Reading) {
    for (key, text, value, unrounded) in matching.boundByPosition {
      let old = judge.names[key]
      let isSame = old.map { $0.printed.isSame(as: value) } ?? false
      judge.names.set(
        key,
        to: NameBinding(
          printed: value, unrounded: unrounded, corrected: unrounded,
          order: isSame ? old?.order ?? count : count, line: count, previous: isSame ? old?.previous : old?.values,
          isByPosition: true))
      judge.refreshed.insert(key)
      if old?.isByPosition != true || !isSame { reading.boundByPosition.append("\(text) = \(value.shown(digits: 12))") }
    }
  }

  private func settle(_ finding: inout Finding, _ reading: Reading, _ line: CheckLine, at location: AuditLocation)
    throws(Fault)
  {
    finding.cuts = reading.cuts.map { leaf in
      Finding.Cut(decimals: leaf.number.decimals, rounds: leaf.agreement.rounds, truncates: leaf.agreement.truncates)
    }
    guard finding.fault == nil else { return }
    finding.gap = reading.unchecked.first.map { failure in
      var fault = failure.fault
      fault.message = "not checked: \(reasons(reading))"
      fault.kind = .mismatch
      return fault
    }
    if reading.links == 0 {
      finding.verdict = .defined
      if !reading.boundByPosition.isEmpty { finding.notes = ["ok: \(byPosition(reading))"] }
      return
    }
    if reading.checkedLinks == 0, let failure = reading.unchecked.first {
      let endsInNumber = WrittenNumber(line.parts[line.parts.count - 1]) != nil
      switch failure {
      case .unknownFunction where endsInNumber, .undefined: throw failure.fault
      default: break
      }
      finding.verdict = .notChecked
      finding.notes = ["not checked: \(reasons(reading))"]
      return
    }
    if !reading.unchecked.isEmpty {
      finding.verdict = .partlyChecked
    } else if reading.cuts.contains(where: { !$0.agreement.rounds }) {
      finding.verdict = .truncated
    } else if !reading.cuts.isEmpty || reading.isWithinDigits {
      finding.verdict = .rounded
    }
    var remarks: [String] = []
    for remark in reading.claimed.compactMap({ $0.remark(at: location) }) where !remarks.contains(remark) {
      remarks.append(remark)
    }
    if reading.isWithinDigits { remarks.append("equal within the printed digits") }
    if !reading.boundByPosition.isEmpty {
      remarks.append(byPosition(reading))
    }
    if reading.unchecked.isEmpty {
      if !remarks.isEmpty { finding.notes = ["ok: \(remarks.joined(separator: "; "))"] }
    } else {
      finding.notes = ["partly checked: \(([reasons(reading)] + remarks).joined(separator: "; "))"]
    }
  }

  private func byPosition(_ reading: Reading) -> String {
    "by position: \(reading.boundByPosition.joined(separator: ", "))"
  }

  /// Why parts of the line were not checked: `a, b have no value yet`.
  private func reasons(_ reading: Reading) -> String {
    var names: [String] = []
    var others: [String] = []
    for failure in reading.unchecked {
      switch failure {
      case .unknownName(let name, _), .unknownFunction(let name, _):
        if !names.contains(name.description) { names.append(name.description) }
      case .undefined, .outsideDomain, .undecided: others.append(failure.fault.message)
      }
    }
    let missing = "\(names.joined(separator: ", ")) \(names.count == 1 ? "has" : "have") no value yet"
    return ((names.isEmpty ? [] : [missing]) + others).joined(separator: "; ")
  }

  /// - Parameters:
  ///   - known: the network's value, which is the unrounded one if the printed number follows from it.
  ///   - corrected: the value without the slips of this line; nil if there are none.
  private mutating func bind(
    _ target: Name, _ line: CheckLine, at location: AuditLocation, _ judge: LineJudge, known: BoundedDecimal?,
    corrected: BoundedDecimal?, isWrong: Bool
  ) {
    let parts = line.parts.dropFirst()
    guard let last = parts.last, let origin = parts.first, let printed = try? judge.value(last, .printed) else {
      return
    }
    let written = WrittenNumber(last)
    let exact = known.flatMap { known in written.flatMap { judge.agreement(of: $0, with: known) }.map { _ in known } }
    let unrounded = isWrong ? printed : exact ?? (try? judge.value(last, .unrounded)) ?? printed
    let key = target.key
    let old = names[key]
    let formula = isWrong || parts.count == 1 ? nil : try? judge.value(origin, .corrected)
    names.set(
      key,
      to: NameBinding(
        printed: printed, written: written, unrounded: unrounded, corrected: corrected ?? formula ?? unrounded,
        order: old.map { $0.printed.isSame(as: printed) ? $0.order : count } ?? count, line: count,
        isOfSession: !isWrong && exact != nil, intended: isWrong ? try? judge.value(origin, .printed) : nil,
        previous: old?.values, namesakes: old?.namesakes(beside: origin) ?? [],
        isAtEnd: line.isTargetLast, origin: origin,
        source: line.sourceOfResult, location: location))
    if let written { remember(written, of: key, unrounded: unrounded) }
  }
}

extension Matching.Leaf {
  /// `0.64 truncated from 0.645656…`; nil where the number follows exactly from those before it.
  fileprivate func remark(at location: AuditLocation) -> String? {
    switch source {
    case .longer(let shorter): return "\(number.text) used for \(shorter)"
    case .intended(let binding):
      let intended = binding.intended.map { $0.shown() } ?? shown
      let line =
        binding.location.map { "; \($0.described(from: location)) prints \(binding.written?.text ?? "another")" } ?? ""
      return "follows from \(intended)\(line)"
    case .numbers, .unrounded:
      let isUnrounded = if case .unrounded = source { true } else { false }
      if agreement.isExact { return isUnrounded ? "\(number.text) follows from unrounded numbers" : nil }
      let isEither = agreement.rounds && agreement.truncates
      let rule = isEither ? "rounded or truncated" : agreement.rounds ? "rounded" : "truncated"
      return "\(number.text) \(rule) from \(isUnrounded ? "unrounded " : "")\(shown)"
    }
  }

  private var shown: String { value.shown(digits: max(number.significantDigits + 4, 6)) }
}
