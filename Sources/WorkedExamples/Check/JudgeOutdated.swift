import Expressions

// Names whose values may have changed without a line that says so: texts go through a calculation again.

extension LineJudge {
  /// Whether the value of a derivative cannot be known until its line is printed again, because a name in its formula
  /// has only been bound by position since, or a factor in it is another derivative with a new value: a chain rule with
  /// numbers often precedes the lines that calculate its factors anew.
  func isOutdated(_ name: Name, depth: Int = 0) -> Bool {
    guard depth < 20, let binding = names[name.key], let origin = binding.origin else { return false }
    if hasOtherValue(binding) { return true }
    // One name may have a new value that the text does not print, once another has.
    if origin.names.contains(where: { hasChanged($0, since: binding) }),
      origin.names.contains(where: { names[$0.key]?.isByPosition == true })
    {
      return true
    }
    return origin.names.contains { part in
      if part.member == "old", let new = names[part.withoutMember.key], !new.printed.isSame(as: binding.printed) {
        return true
      }
      return part.isQuotient && (isOutdated(part, depth: depth + 1) || hasNewValue(part))
    }
  }

  /// Whether the formula of another name has a derivative whose value cannot be known.
  func followsOutdated(_ name: Name) -> Bool {
    guard let origin = names[name.key]?.origin else { return false }
    return origin.names.contains { $0.isQuotient && isOutdated($0) }
  }

  /// Whether a name in the formula of a derivative has another value since.
  private func hasNewValue(_ name: Name) -> Bool {
    guard let binding = names[name.key], let origin = binding.origin else { return false }
    return origin.names.contains { hasChanged($0, since: binding) }
  }

  /// Whether the line goes through its calculation again with another result, and the text has calculated a quantity of
  /// its own unit, such as `h1.net`, only before the last time: printed steps may leave out lines of some kinds.
  func isOfFormerPass(_ name: Name) -> Bool {
    guard name.member != nil, let target, let former = names[target.key], let binding = names[name.key],
      let origin = former.origin,
      former.line > binding.line, !binding.isGiven,
      let result = WrittenNumber(result), let written = former.written, written.value != result.value
    else { return false }
    return origin.names.contains { $0.key == name.key }
  }

  /// Notes whether one of the factors of a chain rule is outdated: then all may be.
  func noteOutdatedFactors(of part: Expression) {
    hasOutdatedFactors =
      part.contents.contains(.derivativeNames) && part.names.contains { $0.isQuotient && isOutdated($0) }
  }

  /// Whether a later line gave the name another value than when a line bound another name.
  func hasChanged(_ name: Name, since binding: NameBinding) -> Bool {
    names[name.key].map { $0.order > binding.line } ?? false
  }

  /// Whether the name's formula has another value in the session now.
  func hasOtherValue(_ binding: NameBinding) -> Bool {
    guard let origin = binding.origin, origin.names.contains(where: { !outside($0).isEmpty }),
      let value = try? value(origin, .session)
    else { return false }
    return !binding.printed.isCut(of: value)
  }

  /// A name in a formula that was only bound by position on an earlier line, and may have another value here.
  func uncertainName(in formula: Expression) -> EvaluationFailure? {
    if case .name = formula.node { return nil }
    guard let name = formula.names.first(where: { names[$0.key]?.isByPosition == true && !refreshed.contains($0.key) })
    else { return nil }
    return .unknownName(name, formula.range)
  }
}

extension Name {
  /// `w5` of `w5.old`.
  fileprivate var withoutMember: Name {
    var name = self
    name.member = nil
    return name
  }
}
