import Expressions

// Compares a calculation with one that has fewer operands, as some are calculated already: `0.3 * 0.5 + 0.2 * 0.1 + 0.4`
// and `0.15 + 0.42`.

extension LineJudge {
  /// Compares the two operand by operand, those of the left side taken together as the right side has them.
  ///
  /// - Returns: whether this tells that they agree, or which number of a quotient differs.
  func matchGroups(_ left: Expression, _ right: Expression, _ matching: inout Matching) -> Bool {
    let before = matching
    switch (Shape(left), Shape(right)) {
    case (.sum(let a), .sum(let b)) where a.count > b.count:
      if matchInOrder(a.map { signed($0) }, b.map { signed($0) }, +, &matching) { return true }
    case (.product(let a), .product(let b)) where a.contains(where: \.isInverse) && b.contains(where: \.isInverse):
      if matchQuotients(a, b, &matching) { return true }
    case (.product(let a), .product(let b)) where !a.contains(where: \.isInverse) && !b.contains(where: \.isInverse):
      if matchInOrder(a.map(\.factor), b.map(\.factor), *, &matching) { return true }
    default: break
    }
    matching = before
    return false
  }

  private func signed(_ term: (isNegative: Bool, term: Expression)) -> Expression {
    term.isNegative ? Expression(.negate(term.term), at: term.term.range) : term.term
  }

  /// Compares each operand of the right side with the fewest operands of the left side that it is the value of; the last
  /// one with all that are left.
  private func matchInOrder(
    _ left: [Expression], _ right: [Expression], _ join: (Expression, Expression) -> Expression,
    _ matching: inout Matching
  ) -> Bool {
    guard left.count > right.count, left.count <= 40 else { return false }
    var next = 0
    for (index, operand) in right.enumerated() {
      let rest = right.count - index - 1
      var group = left[next]
      var end = next + 1
      while true {
        if rest > 0 || end == left.count {
          var attempt = matching
          if agree(group, operand, &attempt) {
            matching = attempt
            break
          }
        }
        guard end < left.count - rest else { return false }
        group = join(group, left[end])
        end += 1
      }
      next = end
    }
    return true
  }

  /// Compares the dividends and the divisors. One of them may be the only one that differs.
  private func matchQuotients(
    _ left: [(isInverse: Bool, factor: Expression)], _ right: [(isInverse: Bool, factor: Expression)],
    _ matching: inout Matching
  ) -> Bool {
    func product(_ factors: [(isInverse: Bool, factor: Expression)], isInverse: Bool) -> Expression {
      let chosen = factors.filter { $0.isInverse == isInverse }.map(\.factor)
      return chosen.dropFirst().reduce(chosen.first ?? .number(1), *)
    }
    let mark = matching.mark
    for isInverse in [false, true] {
      match(product(left, isInverse: isInverse), product(right, isInverse: isInverse), earlier: [], &matching)
    }
    guard isComplete(matching, since: mark) else { return false }
    let mismatches = matching.mismatches[mark.mismatches...]
    guard let first = mismatches.first else { return true }
    // Both differ where a factor is taken out of them.
    return mismatches.count == 1 && WrittenNumber(first.right) != nil
  }

  /// Whether two operands match, and all of them could be compared.
  private func agree(_ left: Expression, _ right: Expression, _ matching: inout Matching) -> Bool {
    let mark = matching.mark
    match(left, right, earlier: [], &matching)
    return matching.mismatches.count == mark.mismatches && isComplete(matching, since: mark)
  }
}
