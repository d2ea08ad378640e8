import Expressions

// Numbers that follow by a convention of hand arithmetic.

extension LineJudge {
  /// The value of a step at 0, which is 0, ½ or 1 by convention, and of a sign, which may be -1 too; or an integer for a
  /// value that only a small number such as 1e-8, added against a division by zero, keeps from it.
  func conventional(_ number: WrittenNumber, _ operand: Expression, _ matching: Matching) -> Matching.Leaf? {
    let value = BoundedDecimal(number.value)
    if let calculated = withinGivenDigits(number, operand, matching) {
      return Matching.Leaf(number: number, value: calculated, agreement: .rounded, source: .numbers, unrounded: value)
    }
    guard isStepAtZero(number, operand, matching) || isWithoutEpsilon(number, operand, matching) else { return nil }
    return Matching.Leaf(number: number, value: value, agreement: .exact, source: .numbers, unrounded: value)
  }

  private func isStepAtZero(_ number: WrittenNumber, _ operand: Expression, _ matching: Matching) -> Bool {
    guard case .call(let function, let arguments) = operand.node, arguments.count == 1, function.isPlain,
      target.map({ outside($0).isEmpty }) ?? true
    else { return false }
    let values = ["sign": ["-1", "0", "1"], "step": ["0", "0.5", "1"]]
    guard let values = values[functions.resolved(function).base], functions.own[function.base] == nil,
      values.contains(where: { Decimal($0) == number.value })
    else { return false }
    return (try? value(arguments[0], .printed, adding: matching))?.isZero ?? false
  }

  /// The value of a calculation with rounded numbers for which a whole number is put in: `exp(-5.196^2 / 200)` and
  /// `exp(-27 / 200)`.
  private func withinGivenDigits(_ number: WrittenNumber, _ operand: Expression, _ matching: Matching)
    -> BoundedDecimal?
  {
    guard number.isInteger, !isResult(number), WrittenNumber(operand) == nil,
      let value = try? value(operand, .printed, adding: matching)
    else { return nil }
    let reach = reach(of: operand, matching) { $0.significantDigits >= 4 ? $0.unit : nil }
    // A rounded number is off by half a unit at most.
    let isNear = (value - BoundedDecimal(number.value)).magnitude <= max(reach.above, reach.below) * Bound(0.5)
    return isNear ? value : nil
  }

  private func isWithoutEpsilon(_ number: WrittenNumber, _ operand: Expression, _ matching: Matching) -> Bool {
    guard number.isInteger, !number.value.isZero, number.significantDigits <= 6,
      operand.contains(where: { isEpsilon($0, matching) }),
      let value = try? value(operand, .printed, adding: matching)
    else { return false }
    return (value - BoundedDecimal(number.value)).magnitude <= value.magnitude * Bound(0x1p-20)
  }

  /// Whether a number is added to another that is at least a million times as large.
  private func isEpsilon(_ expression: Expression, _ matching: Matching) -> Bool {
    guard case .binary(.add, let left, let right) = expression.node,
      let large = try? value(left, .printed, adding: matching),
      let small = try? value(right, .printed, adding: matching), !small.isZero
    else { return false }
    return small.magnitude * Bound(1e6) <= large.magnitude
  }
}
