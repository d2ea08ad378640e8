import Expressions

// Compares two expressions of different shapes by value.

extension LineJudge {
  func compareValues(_ left: Expression, _ right: Expression, _ matching: inout Matching) {
    do throws(EvaluationFailure) {
      let value = try value(left, .printed, adding: matching)
      _ = try self.value(right, .printed, adding: matching)
      if isSameValue(left, right, matching, exactly: true) || matchWrittenOut(left, right, &matching)
        || matchGroups(left, right, &matching)
      {
        return
      }
      if isSameValue(left, right, matching, exactly: false) {
        matching.isWithinDigits = true
        return
      }
      matching.mismatches.append(Matching.Mismatch(left: left, right: right, value: value))
    } catch {
      matching.unchecked.append(error)
    }
  }

  /// Whether both have the same value on either track; if not `exactly`, to within less than a unit in the last place of
  /// the right side's numbers.
  func isSameValue(_ left: Expression, _ right: Expression, _ matching: Matching, exactly: Bool) -> Bool {
    guard let b = try? value(right, .printed, adding: matching) else { return true }
    let reach = exactly ? (above: .zero, below: .zero) : reach(of: right, apartFrom: left, matching)
    // Of a wrong line, also what it should have printed: the error is on that line.
    for track in [Track.printed, .unrounded, .intended] {
      guard let a = try? value(left, track, adding: matching) else { continue }
      let other = track == .printed ? b : (try? value(right, track, adding: matching)) ?? b
      if a.equals(other) || a.equals(b) { return true }
      // A whole unit is another digit.
      let difference = a - b
      if difference.magnitude < (difference.isNegative ? reach.below : reach.above) * Bound(1 - 1e-9) { return true }
    }
    return false
  }

  /// By how much the value can change with the rounded numbers that are not on the left side.
  private func reach(of right: Expression, apartFrom left: Expression, _ matching: Matching)
    -> (above: Bound, below: Bound)
  {
    let given = left.writtenNumbers
    // What is rounded to one digit is compared with its own operands.
    return reach(of: right, matching) { number in
      number.significantDigits < 2 || given.contains { $0.value == number.value } ? nil : number.unit
    }
  }

  /// By how much the value can become larger and smaller with what each number with decimals may be off by.
  func reach(of part: Expression, _ matching: Matching = Matching(), unit: (WrittenNumber) -> Decimal?)
    -> (above: Bound, below: Bound)
  {
    let plain = copy()
    plain.unroundedLiterals = SmallMap()
    plain.recalled = SmallMap()
    var inner = matching
    inner.unroundedLiterals = SmallMap()
    var reach = (above: Bound.zero, below: Bound.zero)
    guard let base = try? plain.value(part, .unrounded, adding: inner) else { return reach }
    for number in part.writtenNumbers where number.decimals > 0 {
      guard let unit = unit(number) else { continue }
      for moved in [number.value + unit, number.value - unit] {
        inner.unroundedLiterals = SmallMap()
        inner.unroundedLiterals.set(number.range.lower, to: BoundedDecimal(moved))
        guard let change = try? plain.value(part, .unrounded, adding: inner) - base else { continue }
        if change.isNegative { reach.below += change.magnitude } else { reach.above += change.magnitude }
      }
    }
    return reach
  }
}
