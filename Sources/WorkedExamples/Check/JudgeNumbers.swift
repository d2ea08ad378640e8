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
    for (index, part) in parts.enumerated() {
      let unrounded = try? value(part, .unrounded, adding: matching)
      for track in [Track.printed, .unrounded] {
        guard let value = track == .unrounded ? unrounded : try? value(part, track, adding: matching),
          let agreement = agreement(of: number, with: value)
        else { continue }
        let leaf = Matching.Leaf(
          number: number, value: value, agreement: agreement,
          source: index == 0 && track == .printed ? .numbers : .unrounded,
          unrounded: unrounded ?? BoundedDecimal(number.value))
        // With many digits, agreement by rounding is no coincidence: the number was rounded from unrounded ones rather
        // than truncated from printed ones.
        if agreement.rounds || number.significantDigits < 6 { return leaf }
        cut = cut ?? leaf
      }
    }
    return cut ?? longer(number, operand) ?? former(number, operand) ?? intended(number, parts, matching)
  }

  /// The number repeats an earlier one with more digits: the earlier one is its rounding or truncation.
  private func longer(_ number: WrittenNumber, _ operand: Expression) -> Matching.Leaf? {
    var shorter: WrittenNumber?
    var isGiven = true
    if let literal = WrittenNumber(operand) {
      shorter = (unroundedLiterals[literal.range.lower] ?? recalled[literal.range.lower]) == nil ? literal : nil
    } else if case .name(let name) = operand.node, let binding = names[name.key] {
      shorter = binding.written
      isGiven = binding.isGiven
    }
    // A single digit may be exact, unless the text calculates it.
    guard let shorter, shorter.significantDigits >= 2 || !isGiven, number.isLonger(than: shorter) else { return nil }
    let value = BoundedDecimal(number.value)
    return Matching.Leaf(
      number: number, value: value, agreement: .exact, source: .longer(shorter.text), unrounded: value)
  }

  /// The name's previous value: before the line that bound it again, or before the network's last update.
  private func former(_ number: WrittenNumber, _ operand: Expression) -> Matching.Leaf? {
    guard case .name(let name) = operand.node else { return nil }
    var others: [NameBinding.Values] = []
    if let binding = names[name.key] {
      others = [binding.previous].compactMap(\.self)
    } else {
      others = outside(name).dropFirst().map { NameBinding.Values(printed: $0, unrounded: $0) }
    }
    for other in others {
      guard let agreement = agreement(of: number, with: other.printed) else { continue }
      return Matching.Leaf(
        number: number, value: other.printed, agreement: agreement, source: .numbers, unrounded: other.unrounded)
    }
    return nil
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

extension Expression {
  /// The names in it, left to right.
  var names: [Name] {
    if case .name(let name) = node { return [name] }
    return children.flatMap(\.names)
  }
}
