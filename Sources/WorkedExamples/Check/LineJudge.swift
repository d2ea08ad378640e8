import Expressions

/// Judges the links of one line against what earlier lines have bound.
struct LineJudge {
  var names: [String: NameBinding]
  let functions: LineFunctions
  /// What names mean outside the lines: variables and quantities of the network, nearest first.
  let outside: (Name) -> [BoundedDecimal]
  let digits: Int
  /// Unrounded numbers behind literals of this line.
  var behind: [Int: BoundedDecimal] = [:]
  /// Names that this line has bound by their place.
  var refreshed: Set<String> = []

  func value(_ expression: Expression, _ track: Track, adding matching: Matching = Matching())
    throws(EvaluationFailure) -> BoundedDecimal
  {
    let evaluator = LineEvaluator(functions: functions, digits: digits) { name, _ in
      number(name, track, matching)
    } behind: { range in
      track == .printed ? nil : matching.behind[range.lower] ?? behind[range.lower] ?? recalled(range)
    }
    return try evaluator.evaluate(expression)
  }

  private func number(_ name: Name, _ track: Track, _ matching: Matching) -> BoundedDecimal? {
    let key = name.key
    if let placed = matching.placed.first(where: { $0.key == key }) {
      return track == .printed ? placed.value : placed.unrounded
    }
    if let binding = names[key] {
      switch track {
      case .printed: return binding.printed
      case .unrounded: return binding.unrounded
      case .corrected: return binding.corrected
      }
    }
    return outside(name).first
  }

  /// The unrounded number behind a literal that stands for an earlier result: same digits, at least two of them.
  private func recalled(_ range: SourceRange) -> BoundedDecimal? { literals[range.lower] ?? nil }

  /// Literals of the line and the unrounded number of the one earlier result that is printed alike.
  private var literals: [Int: BoundedDecimal?] = [:]

  init(
    names: [String: NameBinding], functions: LineFunctions, digits: Int, line: CheckLine,
    outside: @escaping (Name) -> [BoundedDecimal]
  ) {
    self.names = names
    self.functions = functions
    self.digits = digits
    self.outside = outside
    for part in line.parts { recall(part) }
  }

  private mutating func recall(_ expression: Expression) {
    if let number = WrittenNumber(expression) {
      guard number.significantDigits >= 2 else { return }
      let alike = names.values.filter { binding in
        guard let written = binding.written, !binding.isByPlace else { return false }
        return written.decimals == number.decimals && written.value == number.value
      }
      if alike.count == 1 { literals[expression.range.lower] = alike[0].unrounded }
      return
    }
    for child in expression.children { recall(child) }
  }
}

// MARK: - Operand by operand

extension LineJudge {
  /// Compares two parts of a line; `earlier` are the parts before them, whose values the right one may follow from too.
  func match(_ left: Expression, _ right: Expression, earlier: [Expression] = []) -> Matching {
    var matching = Matching()
    match(left, right, earlier: earlier, &matching)
    return matching
  }

  private func match(_ left: Expression, _ right: Expression, earlier: [Expression], _ matching: inout Matching) {
    if let number = WrittenNumber(right) { return judge(number, left, right, earlier: earlier, &matching) }
    if case .name(let name) = left.node, isUnbound(name, matching) { return place(name, right, &matching) }
    if case .name(let name) = right.node, isUnbound(name, matching) { return place(name, left, &matching) }
    if let number = WrittenNumber(left) { return judge(number, right, left, earlier: [], &matching) }
    var inner = matching
    if matchOperands(left, right, &inner) {
      let isClean = inner.mismatches.count == matching.mismatches.count
      if isClean || !isSameValue(left, right, matching, exactly: true) || namesStandIn(inner.mismatches) {
        matching = inner
        return
      }
    }
    compareValues(left, right, &matching)
  }

  /// A name put in wrongly is wrong even where the value is not (`0 * w` for another w).
  private func namesStandIn(_ mismatches: [Matching.Mismatch]) -> Bool {
    mismatches.contains { if case .name = $0.left.node { true } else { false } }
  }

  /// Matches parts of the same shape; false if the shapes differ.
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

  /// Pairs operands in order, or in another order if that fits without a mismatch.
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

  /// Whether a name has no meaning, or only the one that its place gave it on an earlier line.
  func isUnbound(_ name: Name, _ matching: Matching) -> Bool {
    let key = name.key
    if matching.placed.contains(where: { $0.key == key }) { return false }
    if let binding = names[key] { return binding.isByPlace && !refreshed.contains(key) }
    return outside(name).isEmpty && !(name.isPlain && Functions.constants[name.base] != nil)
  }

  private func place(_ name: Name, _ right: Expression, _ matching: inout Matching) {
    do throws(EvaluationFailure) {
      let printed = try value(right, .printed, adding: matching)
      let unrounded = try value(right, .unrounded, adding: matching)
      matching.placed.append((name.key, name.description, printed, unrounded))
    } catch {
      if names[name.key] == nil { matching.unjudged.append(.unknownName(name, SourceRange(0, 0))) }
    }
  }

  private func judge(
    _ number: WrittenNumber, _ left: Expression, _ right: Expression, earlier: [Expression], _ matching: inout Matching
  ) {
    let opposite: Bool
    var operand = left
    if case .negate(let inner) = left.node, case .name = inner.node {
      operand = inner
      opposite = true
    } else {
      opposite = false
    }
    let wanted = opposite ? WrittenNumber(value: -number.value, range: number.range) : number
    if case .name(let name) = operand.node, isUnbound(name, matching) {
      let hidden = behind[number.range.lower] ?? recalled(number.range)
      let given = BoundedDecimal(wanted.value)
      let unrounded = hidden.map { opposite ? -$0 : $0 } ?? given
      matching.placed.append((name.key, name.description, given, unrounded))
      return
    }
    if case .call(let function, _) = operand.node, !functions.isKnown(function) {
      matching.unjudged.append(.unknownFunction(function, operand.range))
      return
    }
    var known: BoundedDecimal?
    var failure: EvaluationFailure?
    do throws(EvaluationFailure) {
      known = try value(operand, .printed, adding: matching)
    } catch {
      failure = error
    }
    if let leaf = leaf(wanted, operand, earlier: earlier, matching) {
      matching.leaves.append(leaf)
      if let unrounded = try? value(operand, .unrounded, adding: matching), number.decimals < 10_000 {
        let fits = wanted.agreement(with: unrounded) != nil || !leaf.isUnrounded
        matching.behind[number.range.lower] = fits ? (opposite ? -unrounded : unrounded) : BoundedDecimal(number.value)
      }
      return
    }
    if let failure { matching.unjudged.append(failure) }
    guard let known else { return }
    matching.behind[number.range.lower] = BoundedDecimal(number.value)
    if case .undecided = wanted.comparison(with: known) {
      matching.unjudged.append(.undecided(operand, max(known.uncertainty, 2 * known.slack)))
      return
    }
    matching.mismatches.append(Matching.Mismatch(left: left, right: right, value: opposite ? -known : known))
  }

  /// How the number follows from the operand: from printed numbers, from longer ones, from unrounded ones, or from
  /// an earlier part of the line.
  private func leaf(_ number: WrittenNumber, _ operand: Expression, earlier: [Expression], _ matching: Matching)
    -> Matching.Leaf?
  {
    var cut: Matching.Leaf?
    for part in [operand] + earlier.reversed() {
      for track in [Track.printed, .unrounded] {
        guard let value = try? value(part, track, adding: matching), let agreement = number.agreement(with: value)
        else { continue }
        let leaf = Matching.Leaf(number: number, value: value, agreement: agreement, isUnrounded: track == .unrounded)
        // Many digits do not round by chance: what rounds from unrounded numbers was hardly truncated from printed ones.
        if agreement.rounds || number.significantDigits < 6 { return leaf }
        cut = cut ?? leaf
      }
    }
    if let cut { return cut }
    if let shorter = written(operand), number.isLonger(than: shorter) {
      return Matching.Leaf(
        number: number, value: BoundedDecimal(number.value), agreement: .exact, isUnrounded: true)
    }
    if case .name(let name) = operand.node {
      let others = [names[name.key]?.previous].compactMap(\.self) + (names[name.key] == nil ? outside(name) : [])
      for value in others {
        guard let agreement = number.agreement(with: value) else { continue }
        return Matching.Leaf(number: number, value: value, agreement: agreement, isUnrounded: false)
      }
    }
    return nil
  }

  /// The digits in which an operand is printed: a literal of two digits or more, or a name's.
  private func written(_ operand: Expression) -> WrittenNumber? {
    if let number = WrittenNumber(operand) { return number.significantDigits >= 2 ? number : nil }
    if case .name(let name) = operand.node { return names[name.key]?.written }
    return nil
  }
}

// MARK: - By value

extension LineJudge {
  private func compareValues(_ left: Expression, _ right: Expression, _ matching: inout Matching) {
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
  private func isSameValue(_ left: Expression, _ right: Expression, _ matching: Matching, exactly: Bool) -> Bool {
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
    let given = numbers(in: left)
    var plain = self
    plain.behind = [:]
    plain.literals = [:]
    var inner = matching
    inner.behind = [:]
    guard let base = try? plain.value(right, .unrounded, adding: inner) else { return 0 }
    var sum = Bound.zero
    for number in numbers(in: right) where number.decimals > 0 {
      if given.contains(where: { $0.value == number.value }) { continue }
      inner.behind = [number.range.lower: BoundedDecimal(number.value + number.unit)]
      if let moved = try? plain.value(right, .unrounded, adding: inner) { sum += (moved - base).magnitude }
    }
    return sum
  }

  private func numbers(in expression: Expression) -> [WrittenNumber] {
    if let number = WrittenNumber(expression) { return [number] }
    return expression.children.flatMap { numbers(in: $0) }
  }
}
