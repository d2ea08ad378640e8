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

  func match(_ left: Expression, _ right: Expression, earlier: [Expression], _ matching: inout Matching) {
    if let number = WrittenNumber(right) {
      // A sign that the formula has, and not the number put in.
      if isInFormula, case .negate(let a) = left.node, case .negate(let b) = right.node {
        return match(a, b, earlier: [], &matching)
      }
      return judge(number, left, right, earlier: earlier, &matching)
    }
    if case .name(let name) = left.node, isUnbound(name, matching) {
      return bind(name, at: left.range, to: right, &matching)
    }
    if case .name(let name) = right.node, isUnbound(name, matching) {
      return bind(name, at: right.range, to: left, &matching)
    }
    if let number = WrittenNumber(left) { return judge(number, right, left, earlier: [], &matching) }
    let mark = matching.mark
    if matchOperands(left, right, &matching) {
      let mismatches = matching.mismatches[mark.mismatches...]
      guard isRewriting(mismatches) else { return }
      // One wrong number is not another way to calculate the same.
      let isOne = isOneNumber(mismatches)
      let operands = matching
      matching.takeBack(to: mark)
      guard
        isSameValue(left, right, matching, exactly: true)
          || !isOne && isSameValue(left, right, matching, exactly: false)
      else {
        matching = operands
        return
      }
    }
    compareValues(left, right, &matching)
  }

  /// Whether differing operands may be the same value written differently: `2 * 6 = 3 * 4`, `(-0.2)^2 = 0.2^2`.
  ///
  /// A wrong number for a name is an error even if the value is the same (`0 * w` with another w), and so is a single
  /// operand that differs: a factor of zero or a maximum hides it.
  private func isRewriting(_ mismatches: ArraySlice<Matching.Mismatch>) -> Bool {
    guard !mismatches.isEmpty, !mismatches.contains(where: { !$0.left.names.isEmpty }) else { return false }
    return mismatches.count > 1 || mismatches.allSatisfy(isOpposite)
  }

  private func isOpposite(_ mismatch: Matching.Mismatch) -> Bool {
    guard let value = mismatch.value, let other = try? self.value(mismatch.right, .printed) else { return false }
    return (value + other).isZero
  }

  /// Matches the operands of two expressions; false if their shapes differ.
  func matchOperands(_ left: Expression, _ right: Expression, _ matching: inout Matching) -> Bool {
    switch (left.node, right.node) {
    case (.call(let f, let x), .call(let g, let y)):
      guard functions.resolved(f) == functions.resolved(g), x.count == y.count else { return false }
      // `P(1) = P(2)`
      if !functions.isKnown(f), zip(x, y).allSatisfy({ WrittenNumber($0) != nil && WrittenNumber($1) != nil }) {
        matching.unchecked.append(.unknownFunction(f, left.range))
        return true
      }
      for (a, b) in zip(x, y) { match(a, b, earlier: [], &matching) }
      return true
    case (.binary(let symbol, let a, let m), .binary(let other, let b, let n))
    where symbol == other && (symbol == .power || symbol.isOfConditions):
      match(a, b, earlier: [], &matching)
      match(m, n, earlier: [], &matching)
      return true
    case (.call(let function, let x), .binary(.power, let base, let y))
    where x.count == 1 && isEuler(base) && functions.resolved(function) == ("exp", false):
      match(.call("exp", .number(1)), base, earlier: [], &matching)
      match(x[0], y, earlier: [], &matching)
      return true
    case (.not(let a), .not(let b)):
      match(a, b, earlier: [], &matching)
      return true
    default: break
    }
    switch (Shape(left), Shape(right)) {
    case (.sum(let a), .sum(let b)) where a.count == b.count:
      pair(a.map { ($0.isNegative, $0.term) }, b.map { ($0.isNegative, $0.term) }, &matching) { x, y, matching in
        let left = x.isMarked == y.isMarked ? x.operand : Expression(.negate(x.operand), at: x.operand.range)
        match(left, y.operand, earlier: [], &matching)
        return true
      }
      return true
    case (.product(let a), .product(let b)) where a.count == b.count && a.map(\.isInverse) == b.map(\.isInverse):
      pair(a.map { ($0.isInverse, $0.factor) }, b.map { ($0.isInverse, $0.factor) }, &matching) { x, y, matching in
        guard x.isMarked == y.isMarked else { return false }
        match(x.operand, y.operand, earlier: [], &matching)
        return true
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

  /// Whether it is Euler's number rounded: `2.718`.
  private func isEuler(_ base: Expression) -> Bool {
    guard let number = WrittenNumber(base), number.significantDigits >= 2,
      let constant = DecimalFunctions.constant("e", digits: digits)
    else { return false }
    return number.agreement(with: constant) != nil
  }

  /// A term, marked if it is subtracted, or a factor, marked if it divides.
  private typealias Operand = (isMarked: Bool, operand: Expression)

  /// Pairs operands in order, or in another order if only that gives no mismatch.
  ///
  /// - Parameter match: compares two operands; false if they cannot be a pair.
  private func pair(
    _ left: [Operand], _ right: [Operand], _ matching: inout Matching,
    _ match: (Operand, Operand, inout Matching) -> Bool
  ) {
    let mark = matching.mark
    for (a, b) in zip(left, right) { _ = match(a, b, &matching) }
    guard matching.mismatches.count > mark.mismatches, left.count <= 40 else { return }
    let inOrder = matching
    matching.takeBack(to: mark)
    let matchingBefore = matching
    var reordered = matching
    var free = Array(right.indices)
    // First those that only one number fits: an unknown name takes any.
    let isUnknown = { (operand: Operand) in
      if case .name(let name) = operand.operand.node { self.isUnbound(name, matchingBefore) } else { false }
    }
    let places = Array(left.enumerated())
    for (place, a) in places.filter({ !isUnknown($0.element) }) + places.filter({ isUnknown($0.element) }) {
      var found: Int?
      for index in free {
        var attempt = reordered
        if index == place || canMove(a.operand, to: right[index].operand, matching), match(a, right[index], &attempt),
          attempt.mismatches.count == reordered.mismatches.count
        {
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
    matching = isPlausible(reordered, after: matching) ? reordered : inOrder
  }

  /// Whether two operands may be a pair in different positions: not a name and a calculation, nor calls of different
  /// functions, nor calculations that are 0, which a factor makes equal.
  private func canMove(_ left: Expression, to right: Expression, _ matching: Matching) -> Bool {
    if left.isSingle { return right.isSingle }
    if right.isSingle { return WrittenNumber(right)?.value.isZero != true }
    if case .call(let f, _) = left.node {
      guard case .call(let g, _) = right.node, functions.resolved(f) == functions.resolved(g) else { return false }
    } else if case .call = right.node {
      return false
    }
    return (try? value(left, .printed, adding: matching))?.isZero != true
  }

  /// Whether operands are meant in another order: each number is the value of its operand, and a name that had a value
  /// has it still. A short number follows from many values, and an unknown name takes any.
  private func isPlausible(_ reordered: Matching, after matching: Matching) -> Bool {
    let leaves = reordered.leaves[matching.leaves.count...]
    let bound = reordered.boundByPosition[matching.boundByPosition.count...]
    return reordered.unchecked.count == matching.unchecked.count
      && leaves.allSatisfy {
        $0.agreement.isExact && (bound.isEmpty || !$0.number.isInteger && !$0.number.value.isZero)
      }
      && bound.allSatisfy { bound in names[bound.key].map { $0.printed.equals(bound.value) } ?? true }
  }

  /// Whether a name has no value, or only one bound by position on an earlier line.
  func isUnbound(_ name: Name, _ matching: Matching) -> Bool {
    let key = name.key
    if matching.boundByPosition.contains(where: { $0.key == key }) { return false }
    if let binding = names[key] { return binding.isByPosition && !refreshed.contains(key) }
    return outside(name).isEmpty && !(name.isPlain && Functions.constants[name.base] != nil)
  }

  /// Binds a name by position to the value on the other side.
  private func bind(_ name: Name, at range: SourceRange, to right: Expression, _ matching: inout Matching) {
    do throws(EvaluationFailure) {
      let printed = try value(right, .printed, adding: matching)
      let unrounded = try value(right, .unrounded, adding: matching)
      matching.boundByPosition.append((name.key, name.description, printed, unrounded))
    } catch {
      if names[name.key] == nil { matching.unchecked.append(.unknownName(name, range)) }
    }
  }
}

extension Operator {
  fileprivate var isOfConditions: Bool { isComparison || self == .and || self == .or }
}

extension Expression {
  /// Whether it is a name or a number, with or without a sign.
  fileprivate var isSingle: Bool {
    switch node {
    case .name, .number: true
    case .negate(let operand): operand.isSingle
    default: WrittenNumber(self) != nil
    }
  }
}
