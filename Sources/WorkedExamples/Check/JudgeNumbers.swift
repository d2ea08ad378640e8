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
    let expected = isOpposite ? WrittenNumber(value: -number.value, range: number.range) : number
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
    if let leaf = leaf(expected, operand, earlier: earlier, matching) {
      matching.leaves.append(leaf)
      if number.decimals < 10_000 {
        matching.unroundedLiterals[number.range.lower] = isOpposite ? -leaf.unrounded : leaf.unrounded
      }
      if case .name(let name) = operand.node {
        matching.substituted.append(
          (name.key, NameBinding.Values(printed: BoundedDecimal(expected.value), unrounded: leaf.unrounded)))
      }
      return
    }
    if case .name(let name) = operand.node, name.isQuotient, isOutdated(name) {
      let given = BoundedDecimal(expected.value)
      return matching.boundByPosition.append((name.key, name.description, given, given))
    }
    do throws(EvaluationFailure) {
      let known = try value(operand, .printed, adding: matching)
      matching.unroundedLiterals[number.range.lower] = BoundedDecimal(number.value)
      if case .undecided = expected.comparison(with: known, cutsToIntegers: cutsToIntegers) {
        matching.unchecked.append(.undecided(operand, max(known.uncertainty, 2 * known.slack)))
        return
      }
      matching.mismatches.append(Matching.Mismatch(left: left, right: right, value: isOpposite ? -known : known))
    } catch {
      matching.unchecked.append(error)
    }
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
      let unrounded = try? value(part, .unrounded, adding: matching)
      if index == 0 { isOperandKnown = unrounded != nil }
      // A number repeated with as many decimals is the same number.
      let isRepeated = index == 0 && WrittenNumber(part).map { $0.decimals == number.decimals } ?? false
      for track in isRepeated ? [Track.printed] : [.printed, .unrounded] {
        guard let value = track == .unrounded ? unrounded : try? value(part, track, adding: matching),
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
      ?? recomputed(number, operand) ?? current(number, parts, matching)
  }

  /// The number repeats an earlier one with more digits: the earlier one is its rounding or truncation.
  private func longer(_ number: WrittenNumber, _ operand: Expression) -> Matching.Leaf? {
    var shorter: WrittenNumber?
    var isGiven = true
    if let literal = WrittenNumber(operand) {
      shorter = (unroundedLiterals[literal.range.lower] ?? recalled[literal.range.lower]) == nil ? literal : nil
    } else if case .name(let name) = operand.node, let binding = names[name.key] {
      guard isWithinReach(number, of: binding) else { return nil }
      shorter = binding.written
      isGiven = binding.isGiven
    }
    // A single digit may be exact, unless the text calculates it.
    guard let shorter, shorter.significantDigits >= 2 || !isGiven, number.isLonger(than: shorter) else { return nil }
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
    // A number of one digit is exact: a rate, an input.
    let reach = spread(of: numbers) { $0.significantDigits > 1 } + Bound(number.unit)
    let given = BoundedDecimal(number.value)
    return (given - value).magnitude <= reach || (given - binding.unrounded).magnitude <= reach
  }

  /// The name's previous value: before the line that bound it again, or before the network's last update.
  private func former(_ number: WrittenNumber, _ operand: Expression) -> Matching.Leaf? {
    guard case .name(let name) = operand.node else { return nil }
    let binding = names[name.key]
    let known = binding == nil ? outside(name).dropFirst() : outside(name)[...]
    let others = known.map { NameBinding.Values(printed: $0, unrounded: $0) }
    for other in [binding?.previous].compactMap(\.self) + others where !other.isByPosition {
      guard let agreement = agreement(of: number, with: other.printed) else { continue }
      return Matching.Leaf(
        number: number, value: other.printed, agreement: agreement, source: .numbers, unrounded: other.unrounded)
    }
    return nil
  }

  /// The name's formula with the values that the names in it have now, or had before: a text that goes through a
  /// calculation again may use a quantity before it prints its new value.
  private func recomputed(_ number: WrittenNumber, _ operand: Expression) -> Matching.Leaf? {
    guard case .name(let name) = operand.node, let binding = names[name.key], let origin = binding.origin,
      origin.names.contains(where: { isNewer($0, than: binding) })
    else { return nil }
    var former = self
    for name in origin.names {
      guard let binding = names[name.key], let previous = binding.previous else { continue }
      former.names.set(
        name.key,
        to: NameBinding(
          printed: previous.printed, unrounded: previous.unrounded, corrected: previous.unrounded))
    }
    for judge in [self, former] {
      for track in [Track.printed, .unrounded] {
        guard let value = try? judge.value(origin, track) else { continue }
        let isNear = Bound(value.value - number.value) <= judge.reach(of: origin, from: value)
        guard let agreement = agreement(of: number, with: value) ?? (isNear ? .exact : nil) else { continue }
        let unrounded = isNear ? BoundedDecimal(number.value) : (try? judge.value(origin, .unrounded)) ?? value
        return Matching.Leaf(
          number: number, value: value, agreement: agreement, source: .numbers, unrounded: unrounded)
      }
    }
    return nil
  }

  /// By how much a formula's value changes with a unit in the last printed place of the names in it.
  private func reach(of formula: Expression, from value: BoundedDecimal) -> Bound {
    var sum = Bound.zero
    for name in formula.names {
      guard let binding = names[name.key], let written = binding.written, written.decimals > 0 else { continue }
      var moved = self
      let other = BoundedDecimal(binding.printed.value + written.unit)
      moved.names.set(name.key, to: NameBinding(printed: other, unrounded: other, corrected: other))
      if let other = try? moved.value(formula, .printed) { sum += (other - value).magnitude }
    }
    return sum
  }

  /// The number follows from the session's values of the quantities in a part, which may have changed since lines bound
  /// their names, and have all their digits.
  private func current(_ number: WrittenNumber, _ parts: [Expression], _ matching: Matching) -> Matching.Leaf? {
    for part in parts where part.names.contains(where: { names[$0.key] != nil && !outside($0).isEmpty }) {
      guard let value = try? value(part, .session, adding: matching), let agreement = agreement(of: number, with: value)
      else { continue }
      return Matching.Leaf(number: number, value: value, agreement: agreement, source: .unrounded, unrounded: value)
    }
    return nil
  }

  private func isNewer(_ name: Name, than binding: NameBinding) -> Bool {
    names[name.key].map { $0.order > binding.order } ?? false
  }

  /// Whether the name's value cannot be known until its line is printed again, because a name in its formula has only
  /// been bound by position since: a chain rule with numbers often precedes the lines that calculate its factors anew.
  private func isOutdated(_ name: Name) -> Bool {
    guard let binding = names[name.key], let origin = binding.origin else { return false }
    return origin.names.contains { isNewer($0, than: binding) && names[$0.key]?.isByPosition == true }
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
    number.agreement(with: value, cutsToIntegers: cutsToIntegers)
  }
}

extension Name {
  /// Whether it is a derivative such as `∂E/∂w5`.
  fileprivate var isQuotient: Bool { isPlain && base.contains("/") }
}

extension Expression {
  /// The names in it, left to right.
  var names: [Name] {
    if case .name(let name) = node { return [name] }
    return children.flatMap(\.names)
  }
}
