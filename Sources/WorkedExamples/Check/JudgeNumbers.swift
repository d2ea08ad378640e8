import Expressions

// Compares a number with the operand in the same position on the other side, or with the parts before it.

extension LineJudge {
  func judge(
    _ number: WrittenNumber, _ left: Expression, _ right: Expression, earlier: [Expression], _ matching: inout Matching
  ) {
    var operand = left
    var isOpposite = false
    if case .negate(let inner) = left.node, case .name = inner.node {
      operand = inner
      isOpposite = true
    }
    let expected = isOpposite ? number.negated : number
    if case .name(let name) = operand.node, isUnbound(name, matching) {
      let hidden = unroundedLiterals[number.range.lower] ?? recalled[number.range.lower]
      let given = BoundedDecimal(expected.value)
      let unrounded = hidden.map { isOpposite ? -$0 : $0 } ?? given
      matching.boundByPosition.append((name.key, name.description, given, unrounded))
      return
    }
    if case .call(let function, _) = operand.node, !functions.isKnown(function) {
      matching.unchecked.append(.unknownFunction(function, operand.range))
      return
    }
    let isOther = isOther(than: operand, expected)
    if !isOther, let leaf = leaf(expected, operand, earlier: earlier, matching) {
      matching.leaves.append(leaf)
      if number.decimals < 10_000 {
        matching.unroundedLiterals.set(number.range.lower, to: isOpposite ? -leaf.unrounded : leaf.unrounded)
      }
      if case .name(let name) = operand.node {
        matching.substituted.append(
          (name.key, NameBinding.Values(printed: BoundedDecimal(expected.value), unrounded: leaf.unrounded)))
      }
      return
    }
    if case .name(let name) = operand.node, outside(name).isEmpty,
      name.isQuotient ? hasOutdatedFactors || isOutdated(name) : followsOutdated(name) || isOfFormerPass(name)
    {
      let given = BoundedDecimal(expected.value)
      return matching.boundByPosition.append((name.key, name.description, given, given))
    }
    if let leaf = conventional(expected, operand, matching) { return matching.leaves.append(leaf) }
    do throws(EvaluationFailure) {
      let known = try value(operand, .printed, adding: matching)
      matching.unroundedLiterals.set(number.range.lower, to: BoundedDecimal(number.value))
      if case .undecided = expected.comparison(with: known, integers: integers) {
        if let leaf = recorded(expected, left) { return matching.leaves.append(leaf) }
        matching.unchecked.append(.undecided(operand, max(known.uncertainty, 2 * known.slack)))
        return
      }
      if let uncertain = uncertainName(in: operand) { return matching.unchecked.append(uncertain) }
      matching.mismatches.append(Matching.Mismatch(left: left, right: right, value: isOpposite ? -known : known))
    } catch {
      if case .outsideDomain(let fault) = error, !mayVanish(operand, matching) {
        matching.undefined = matching.undefined ?? undefined(fault, number)
      } else {
        matching.unchecked.append(error)
      }
    }
  }

  /// Whether a part has a factor 0, with which texts leave out what has no value: `0 * log(0)`.
  private func mayVanish(_ part: Expression, _ matching: Matching) -> Bool {
    part.contains { expression in
      guard case .product(let factors) = Shape(expression) else { return false }
      return factors.contains {
        !$0.isInverse && ((try? value($0.factor, .printed, adding: matching))?.isZero ?? false)
      }
    }
  }

  private func undefined(_ fault: Fault, _ number: WrittenNumber) -> Fault {
    var fault = fault
    fault.kind = .mismatch
    fault.label = "so \(number.text) does not follow"
    return fault
  }

  /// How the number follows from the operand or an earlier part of the line: from the printed numbers, or else from the
  /// unrounded ones.
  private func leaf(_ number: WrittenNumber, _ operand: Expression, earlier: [Expression], _ matching: Matching)
    -> Matching.Leaf?
  {
    let parts = [operand] + earlier.reversed()
    var cut: Matching.Leaf?
    var isOperandKnown = false
    for (index, part) in parts.enumerated() {
      usesUnrounded = false
      let unrounded = try? value(part, .unrounded, adding: matching)
      let isAsPrinted = unrounded != nil && !usesUnrounded
      if index == 0 { isOperandKnown = unrounded != nil }
      // A number repeated with as many decimals is the same number.
      let isRepeated = index == 0 && WrittenNumber(part).map { $0.decimals == number.decimals } ?? false
      if isRepeated, let literal = WrittenNumber(part), literal.value != number.value { continue }
      for track in isRepeated ? [Track.printed] : [.printed, .unrounded] {
        let isKnown = track == .unrounded || isAsPrinted
        guard let value = isKnown ? unrounded : try? value(part, track, adding: matching),
          let agreement = agreement(of: number, with: value)
        else { continue }
        let leaf = Matching.Leaf(
          number: number, value: value, agreement: agreement,
          source: track == .printed && (index == 0 || !isOperandKnown) ? .numbers : .unrounded,
          unrounded: unrounded ?? BoundedDecimal(number.value))
        // With many digits, agreement by rounding is no coincidence: the number was rounded from unrounded ones rather
        // than truncated from printed ones.
        if agreement.rounds || number.significantDigits < 6 { return leaf }
        cut = cut ?? leaf
      }
    }
    return cut ?? longer(number, operand) ?? former(number, operand) ?? intended(number, parts, matching)
      ?? recomputed(number, operand) ?? current(number, parts, matching) ?? computed(number, operand, matching)
  }

  /// The number repeats an earlier one with more digits: the earlier one is its rounding or truncation.
  private func longer(_ number: WrittenNumber, _ operand: Expression) -> Matching.Leaf? {
    var shorter: WrittenNumber?
    var isGiven = true
    if let literal = WrittenNumber(operand) {
      shorter = (unroundedLiterals[literal.range.lower] ?? recalled[literal.range.lower]) == nil ? literal : nil
    } else if case .name(let name) = operand.node, let binding = names[name.key] {
      guard !binding.isOfSession, isWithinReach(number, of: binding) else { return nil }
      shorter = binding.written
      isGiven = binding.isGiven
    }
    guard let shorter, number.isLonger(than: shorter) else { return nil }
    // A single digit may be exact, unless the text calculates it; a program's output may omit zeros after it.
    guard shorter.significantDigits >= 2 || !isGiven || isInFormula || number.isNear(shorter) else { return nil }
    let value = BoundedDecimal(number.value)
    return Matching.Leaf(
      number: number, value: value, agreement: .exact, source: .longer(shorter.text), unrounded: value)
  }

  /// Whether a number with more digits than the name was printed with can be the name's value: the numbers that it was
  /// calculated from may have hidden digits, which reach this far.
  private func isWithinReach(_ number: WrittenNumber, of binding: NameBinding) -> Bool {
    guard let numbers = binding.numbers, !numbers.writtenNumbers.isEmpty,
      let value = try? value(numbers, .printed)
    else { return true }
    // A number of one digit that the text gives is exact; another has lost the zeros that others have.
    let digits = (numbers.writtenNumbers + [binding.written].compactMap(\.self)).map(\.significantDigits).max() ?? 1
    let givens = (binding.origin?.names ?? []).compactMap { names[$0.key] }.filter(\.isGiven)
    let moves = reach(of: numbers) { put in
      if put.significantDigits > 1 { return put.unit }
      let isGiven = givens.contains { [$0.printed, $0.previous?.printed].contains { $0?.value == put.value } }
      return isGiven ? nil : Decimal(1, exponent: put.value.leadingExponent + 1 - digits)
    }
    let hidden = 2 * (value - binding.unrounded).magnitude
    let reach = max(moves.above, moves.below) + Bound(number.unit) + value.magnitude * Bound(0x1p-23) + hidden
    let given = BoundedDecimal(number.value)
    return (given - value).magnitude <= reach || (binding.written.map(number.isNear) ?? false)
  }

  /// The name's previous value: before the line that bound it again, or before the network's last update.
  private func former(_ number: WrittenNumber, _ operand: Expression) -> Matching.Leaf? {
    guard case .name(let name) = operand.node else { return nil }
    let binding = names[name.key]
    let known = binding == nil ? outside(name).dropFirst() : outside(name)[...]
    let others = known.map { NameBinding.Values(printed: $0, unrounded: $0) }
    let previous = binding.flatMap { $0.isOfSession ? nil : $0.previous }
    let namesakes = binding?.namesakes.filter { $0.printed.value.normalized.digitCount > 1 } ?? []
    for other in others + [previous].compactMap(\.self) + namesakes where !other.isByPosition {
      guard let agreement = agreement(of: number, with: other.printed) else { continue }
      // A number of one digit follows from too many others.
      guard agreement.isExact || number.significantDigits > 1 || !others.isEmpty else { continue }
      return Matching.Leaf(
        number: number, value: other.printed, agreement: agreement, source: .numbers, unrounded: other.unrounded)
    }
    return nil
  }

  /// The number follows from the session's values of the quantities in a part, which may have changed since lines bound
  /// their names, and have all their digits.
  private func current(_ number: WrittenNumber, _ parts: [Expression], _ matching: Matching) -> Matching.Leaf? {
    for part in parts where part.names.contains(where: { names[$0.key] != nil && !outside($0).isEmpty }) {
      for part in [part, withKnownDerivatives(part)] {
        guard let value = try? value(part, .session, adding: matching),
          let agreement = agreement(of: number, with: value)
        else { continue }
        return Matching.Leaf(number: number, value: value, agreement: agreement, source: .unrounded, unrounded: value)
      }
    }
    return nil
  }

  /// With `h1.deriv`, which hand arithmetic may have cut, for `sigmoid.deriv(h1.net)`, or for that and a flat spot.
  private func withKnownDerivatives(_ part: Expression) -> Expression {
    var call = part
    if case .binary(.add, let left, let right) = part.node, WrittenNumber(right) != nil { call = left }
    if case .call(let function, let arguments) = call.node, functions.resolved(function).isDerivative,
      let first = arguments.first, case .name(var name) = first.node, name.member == "net" || name.member == "out"
    {
      name.member = "deriv"
      if !outside(name).isEmpty { return Expression(.name(name), at: part.range) }
    }
    return part.mapChildren(withKnownDerivatives)
  }

  /// The number is a function's value as the engine's arithmetic computes it, which may differ from the true one where
  /// digits cancel, or where a power in it is beyond the range of a double.
  private func computed(_ number: WrittenNumber, _ operand: Expression, _ matching: Matching) -> Matching.Leaf? {
    if case .negate(let call) = operand.node {
      return computed(number.negated, call, matching).map { leaf in
        Matching.Leaf(
          number: number, value: -leaf.value, agreement: leaf.agreement, source: leaf.source, unrounded: -leaf.unrounded
        )
      }
    }
    guard case .call(let function, let arguments) = operand.node else { return nil }
    for track in [Track.printed, .unrounded] {
      let values = arguments.compactMap { try? value($0, track, adding: matching).double }
      guard values.count == arguments.count, let result = functions.computed(function, values),
        let value = BoundedDecimal(result), let agreement = agreement(of: number, with: value), agreement.rounds
      else { continue }
      return Matching.Leaf(
        number: number, value: value, agreement: agreement, source: track == .printed ? .numbers : .unrounded,
        unrounded: value)
    }
    return nil
  }

  /// The result of a calculation in which digits cancel, as the session has it, or as its arithmetic gives it from left
  /// to right.
  private func recorded(_ number: WrittenNumber, _ part: Expression) -> Matching.Leaf? {
    guard let target, isResult(number) else { return nil }
    let known = outside(target)
    let computed = known.isEmpty ? nil : functions.computed(part).flatMap { BoundedDecimal($0) }
    for value in known + [computed].compactMap(\.self) {
      guard let agreement = agreement(of: number, with: value) else { continue }
      return Matching.Leaf(number: number, value: value, agreement: agreement, source: .numbers, unrounded: value)
    }
    return nil
  }

  /// Whether a long number has other last digits than those that the name has in the session and was printed with: a
  /// number put in is not rounded as calculations are.
  private func isOther(than operand: Expression, _ number: WrittenNumber) -> Bool {
    guard number.significantDigits >= 15, case .name(let name) = operand.node else { return false }
    var known = outside(name)
    guard !known.isEmpty else { return false }
    if let binding = names[name.key] {
      known += [binding.printed, binding.unrounded] + [binding.previous?.printed].compactMap(\.self)
    }
    let near = known.filter { Bound($0.value - number.value) * Bound(1e13) < $0.magnitude }
    return !near.isEmpty && near.allSatisfy { -$0.value.exponent == number.decimals && $0.value != number.value }
  }

  /// The number follows from what an earlier line should have printed: the error is on that line.
  private func intended(_ number: WrittenNumber, _ parts: [Expression], _ matching: Matching) -> Matching.Leaf? {
    for part in parts {
      guard let binding = part.names.lazy.compactMap({ self.names[$0.key] }).first(where: { $0.intended != nil }),
        let value = try? value(part, .intended, adding: matching), let agreement = agreement(of: number, with: value)
      else { continue }
      return Matching.Leaf(
        number: number, value: value, agreement: agreement, source: .intended(binding), unrounded: value)
    }
    return nil
  }

  /// How a value leads to the printed digits; nil if it does not.
  func agreement(of number: WrittenNumber, with value: BoundedDecimal) -> Agreement? {
    number.agreement(with: value, integers: integers)
  }
}

extension WrittenNumber {
  /// The number with the other sign.
  fileprivate var negated: WrittenNumber { WrittenNumber(value: -value, range: range) }
}

extension Name {
  /// Whether it is a derivative such as `∂E/∂w5`.
  var isQuotient: Bool { isPlain && base.contains(byte: Ascii.slash) }
}
