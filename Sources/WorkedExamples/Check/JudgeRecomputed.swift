import Expressions

// Numbers that follow from a name's formula, calculated again.

extension LineJudge {
  /// The name's formula with the values that the names in it have now, or had before: a text that goes through a
  /// calculation again may use a quantity before it prints its new value.
  func recomputed(_ number: WrittenNumber, _ operand: Expression) -> Matching.Leaf? {
    guard case .name(let name) = operand.node, let binding = names[name.key], let origin = binding.origin,
      !binding.isOfSession, hasOtherValue(binding) || origin.names.contains(where: { hasChanged($0, since: binding) })
    else { return nil }
    let former = copy()
    for name in origin.names {
      guard let binding = names[name.key], let previous = binding.previous else { continue }
      former.names.set(
        name.key,
        to: NameBinding(
          printed: previous.printed, unrounded: previous.unrounded, corrected: previous.unrounded))
    }
    for judge in [self, former] {
      for track in [Track.printed, .unrounded, .session] {
        guard let value = try? judge.value(origin, track) else { continue }
        let isNear =
          outside(name).isEmpty && Bound(value.value - number.value) <= judge.reach(of: origin, from: value)
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
    let bindings = formula.names.compactMap { name in names[name.key].map { (name, $0) } }
    // A number of one digit is exact, as rates and inputs are, or has lost the zeros that others have.
    let digits = bindings.compactMap { $1.written?.significantDigits }.max() ?? 1
    for (name, binding) in bindings {
      guard let decimals = binding.decimals, decimals > 0 else { continue }
      let moved = copy()
      let short = binding.written.flatMap { $0.significantDigits == 1 ? $0 : nil }
      let unit = Decimal(1, exponent: short.map { $0.value.leadingExponent + 1 - digits } ?? -decimals)
      let other = BoundedDecimal(binding.printed.value + unit)
      moved.names.set(name.key, to: NameBinding(printed: other, unrounded: other, corrected: other))
      if let other = try? moved.value(formula, .printed) { sum += (other - value).magnitude }
    }
    return sum
  }
}
