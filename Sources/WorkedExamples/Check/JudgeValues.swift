import Expressions

// Compares two expressions of different shapes by value.

extension LineJudge {
  func compareValues(_ left: Expression, _ right: Expression, _ matching: inout Matching) {
    do throws(EvaluationFailure) {
      let value = try value(left, .printed, adding: matching)
      _ = try self.value(right, .printed, adding: matching)
      if isSameValue(left, right, matching, exactly: true) { return }
      if isSameValue(left, right, matching, exactly: false) {
        matching.isWithinDigits = true
        return
      }
      matching.mismatches.append(Matching.Mismatch(left: left, right: right, value: value))
    } catch {
      matching.unchecked.append(error)
    }
  }

  /// Whether both have the same value on either track; if not `exactly`, to within a unit in the last place of the
  /// right side's numbers.
  func isSameValue(_ left: Expression, _ right: Expression, _ matching: Matching, exactly: Bool) -> Bool {
    guard let b = try? value(right, .printed, adding: matching) else { return true }
    let allowance = exactly ? .zero : spread(of: right, apartFrom: left, matching)
    // Of a wrong line, also what it should have printed: the error is on that line.
    for track in [Track.printed, .unrounded, .intended] {
      guard let a = try? value(left, track, adding: matching) else { continue }
      let other = track == .printed ? b : (try? value(right, track, adding: matching)) ?? b
      if a.equals(other) || a.equals(b) || (a - b).magnitude <= allowance { return true }
    }
    return false
  }

  /// By how much the value changes with a unit in the last place of each number that is not on the left side.
  private func spread(of right: Expression, apartFrom left: Expression, _ matching: Matching) -> Bound {
    let given = left.writtenNumbers
    return spread(of: right, matching) { number in given.contains { $0.value == number.value } ? nil : number.unit }
  }

  /// By how much the value changes with what each number with decimals may be off by.
  func spread(of part: Expression, _ matching: Matching = Matching(), unit: (WrittenNumber) -> Decimal?) -> Bound {
    let plain = copy()
    plain.unroundedLiterals = SmallMap()
    plain.recalled = SmallMap()
    var inner = matching
    inner.unroundedLiterals = SmallMap()
    guard let base = try? plain.value(part, .unrounded, adding: inner) else { return 0 }
    var sum = Bound.zero
    for number in part.writtenNumbers where number.decimals > 0 {
      guard let unit = unit(number) else { continue }
      inner.unroundedLiterals = SmallMap()
      inner.unroundedLiterals.set(number.range.lower, to: BoundedDecimal(number.value + unit))
      if let moved = try? plain.value(part, .unrounded, adding: inner) { sum += (moved - base).magnitude }
    }
    return sum
  }
}
