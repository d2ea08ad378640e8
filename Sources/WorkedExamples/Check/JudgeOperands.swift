import Expressions
import NeuralNetwork

// Compares two expressions of the same shape, operand by operand.

extension LineJudge {
  /// Compares two parts of a line; the right one may also follow from the `earlier` parts.
  func match(_ left: Expression, _ right: Expression, earlier: [Expression] = []) -> Matching {
    var matching = Matching()
    match(left, right, earlier: earlier, &matching)
    return matching
  }

  private func match(_ left: Expression, _ right: Expression, earlier: [Expression], _ matching: inout Matching) {
    if let number = WrittenNumber(right) { return judge(number, left, right, earlier: earlier, &matching) }
    if case .name(let name) = left.node, isUnbound(name, matching) { return bind(name, to: right, &matching) }
    if case .name(let name) = right.node, isUnbound(name, matching) { return bind(name, to: left, &matching) }
    if let number = WrittenNumber(left) { return judge(number, right, left, earlier: [], &matching) }
    var inner = matching
    if matchOperands(left, right, &inner) {
      let isClean = inner.mismatches.count == matching.mismatches.count
      if isClean || !isSameValue(left, right, matching, exactly: true) || involveNames(inner.mismatches) {
        matching = inner
        return
      }
    }
    compareValues(left, right, &matching)
  }

  /// A wrong number for a name is an error even if the value is the same (`0 * w` with another w).
  private func involveNames(_ mismatches: [Matching.Mismatch]) -> Bool {
    mismatches.contains { if case .name = $0.left.node { true } else { false } }
  }

  /// Matches the operands of two expressions; false if their shapes differ.
  private func matchOperands(_ left: Expression, _ right: Expression, _ matching: inout Matching) -> Bool {
    switch (left.node, right.node) {
    case (.call(let f, let x), .call(let g, let y)):
      guard functions.resolved(f) == functions.resolved(g), x.count == y.count else { return false }
      for (a, b) in zip(x, y) { match(a, b, earlier: [], &matching) }
      return true
    case (.binary(.power, let a, let m), .binary(.power, let b, let n)):
      match(a, b, earlier: [], &matching)
      match(m, n, earlier: [], &matching)
      return true
    default: break
    }
    switch (Shape(left), Shape(right)) {
    case (.sum(let a), .sum(let b)) where a.count == b.count:
      pair(a.map { ($0.isNegative, $0.term) }, b.map { ($0.isNegative, $0.term) }, &matching) { pairing, matching in
        let (isOpposite, x, y) = pairing
        match(isOpposite ? Expression(.negate(x), at: x.range) : x, y, earlier: [], &matching)
      }
      return true
    case (.product(let a), .product(let b)) where a.count == b.count && a.map(\.isInverse) == b.map(\.isInverse):
      pair(a.map { (false, $0.factor) }, b.map { (false, $0.factor) }, &matching) { pairing, matching in
        match(pairing.1, pairing.2, earlier: [], &matching)
      }
      return true
    default:
      if case .negate(let a) = left.node, case .negate(let b) = right.node {
        match(a, b, earlier: [], &matching)
        return true
      }
      return false
    }
  }

  /// Pairs operands in order, or in another order if only that gives no mismatch.
  private func pair(
    _ left: [(Bool, Expression)], _ right: [(Bool, Expression)], _ matching: inout Matching,
    _ match: ((Bool, Expression, Expression), inout Matching) -> Void
  ) {
    var inOrder = matching
    for (a, b) in zip(left, right) { match((a.0 != b.0, a.1, b.1), &inOrder) }
    guard inOrder.mismatches.count > matching.mismatches.count, left.count <= 40 else {
      matching = inOrder
      return
    }
    var reordered = matching
    var free = Array(right.indices)
    for a in left {
      var found: Int?
      for index in free {
        var attempt = reordered
        match((a.0 != right[index].0, a.1, right[index].1), &attempt)
        if attempt.mismatches.count == reordered.mismatches.count {
          reordered = attempt
          found = index
          break
        }
      }
      guard let found else {
        matching = inOrder
        return
      }
      free.removeAll { $0 == found }
    }
    matching = reordered
  }

  /// Whether a name has no value, or only one bound by position on an earlier line.
  func isUnbound(_ name: Name, _ matching: Matching) -> Bool {
    let key = name.key
    if matching.boundByPosition.contains(where: { $0.key == key }) { return false }
    if let binding = names[key] { return binding.isByPosition && !refreshed.contains(key) }
    return outside(name).isEmpty && !(name.isPlain && Functions.constants[name.base] != nil)
  }

  /// Binds a name by position to the value on the other side.
  private func bind(_ name: Name, to right: Expression, _ matching: inout Matching) {
    do throws(EvaluationFailure) {
      let printed = try value(right, .printed, adding: matching)
      let unrounded = try value(right, .unrounded, adding: matching)
      matching.boundByPosition.append((name.key, name.description, printed, unrounded))
    } catch {
      if names[name.key] == nil { matching.unchecked.append(.unknownName(name, SourceRange(0, 0))) }
    }
  }
}
