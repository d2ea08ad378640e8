import Expressions

// By value: two expressions of different shapes.

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
      matching.unjudged.append(error)
    }
  }

  /// Whether both are worth the same, on either track; or within a unit of the last digits of the right side's numbers.
  func isSameValue(_ left: Expression, _ right: Expression, _ matching: Matching, exactly: Bool) -> Bool {
    guard let b = try? value(right, .printed, adding: matching) else { return true }
    let allowance = exactly ? .zero : spread(of: right, apartFrom: left, matching)
    for track in [Track.printed, .unrounded] {
      guard let a = try? value(left, track, adding: matching) else { continue }
      let other = track == .printed ? b : (try? value(right, track, adding: matching)) ?? b
      if a.equals(other) || a.equals(b) || (a - b).magnitude <= allowance { return true }
    }
    return false
  }

  /// How far a unit in the last place of each number that the left side has not moves the value.
  private func spread(of right: Expression, apartFrom left: Expression, _ matching: Matching) -> Bound {
    let given = left.writtenNumbers
    var plain = self
    plain.behind = [:]
    plain.recalled = [:]
    var inner = matching
    inner.behind = [:]
    guard let base = try? plain.value(right, .unrounded, adding: inner) else { return 0 }
    var sum = Bound.zero
    for number in right.writtenNumbers where number.decimals > 0 {
      if given.contains(where: { $0.value == number.value }) { continue }
      inner.behind = [number.range.lower: BoundedDecimal(number.value + number.unit)]
      if let moved = try? plain.value(right, .unrounded, adding: inner) { sum += (moved - base).magnitude }
    }
    return sum
  }
}
