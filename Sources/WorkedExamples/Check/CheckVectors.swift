import Expressions

extension Audit {
  /// Checks a line of vectors or matrices element by element; nil if it has none.
  mutating func judgedVectors(_ line: CheckLine, at location: AuditLocation, _ surroundings: CheckSurroundings)
    throws(Fault) -> Finding?
  {
    guard line.parts.contains(where: hasVectors) else { return nil }
    var best: (audit: Audit, finding: Finding)?
    for products in GridExpander.Products.allCases where best == nil || best?.finding.fault != nil {
      guard let elements = elements(of: line, products) else { continue }
      var attempt = self
      guard let finding = try attempt.judged(elements, at: location, surroundings) else { continue }
      if best == nil || (best?.finding.fault != nil && finding.fault == nil) { best = (attempt, finding) }
    }
    guard let best else {
      let vector = line.parts.first { if case .vector = $0.node { true } else { false } }
      throw Fault("cannot check this", at: vector?.range ?? line.range, label: "the parts differ in their shape")
    }
    self = best.audit
    return best.finding
  }

  private func hasVectors(_ expression: Expression) -> Bool {
    guard !shapes.isEmpty || expression.contents.contains(.vectors) else { return false }
    return expression.contains { part in
      switch part.node {
      case .vector: true
      case .name(let name): shapes[name.key].map { !$0.isScalar } ?? false
      default: false
      }
    }
  }

  /// The lines of the elements.
  private struct ElementLines {
    var lines: [CheckLine]
    /// The names that are vectors as a whole, and their shapes.
    var names: [(String, GridShape)]
  }

  private func elements(of line: CheckLine, _ products: GridExpander.Products) -> ElementLines? {
    let inferred = inferredShapes(in: line, products)
    let expander = GridExpander(shape: { inferred[$0.key] ?? shapes[$0.key] }, products: products)
    var grids = line.parts.map(expander.expand)
    // A name on the left may have had another shape; the one printed now is what counts.
    if case .name = line.parts[0].node { grids[0] = nil }
    guard let last = grids.last(where: { $0 != nil }) ?? nil else { return nil }
    var names: [(String, GridShape)] = inferred.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    for (index, part) in line.parts.enumerated() {
      if case .name(let name) = part.node, index == 0 || (grids[index]?.shape.isScalar ?? true), !last.shape.isScalar {
        grids[index] = Grid.elements(of: name, last.shape, at: part.range)
        names.append((name.key, last.shape))
      } else if case .name(let name) = part.node, last.shape.isScalar, index == 0 {
        grids[index] = .scalar(part)
        names.append((name.key, .scalar))
      }
    }
    // A part that cannot be written out is left out, and one with names without a value, which may be vectors.
    let kept = grids.indices.filter { grids[$0].map { $0.shape.matches(last.shape) } ?? false }
    let isOdd = { (index: Int) in
      guard let grid = grids[index], !grid.shape.matches(last.shape) else { return false }
      return grid.elements.allSatisfy { $0.names.allSatisfy { self.names[$0.key] != nil } }
    }
    guard kept.count > 1, !grids.indices.contains(where: isOdd) else { return nil }
    let lines = (0..<last.elements.count).map { element in
      line.selecting(kept) { grids[$0]?.elements[element] ?? line.parts[$0] }
    }
    return ElementLines(lines: lines, names: names)
  }

  /// The shapes of names without a value that are in the position of a vector on the other side of a link.
  private func inferredShapes(in line: CheckLine, _ products: GridExpander.Products) -> [String: GridShape] {
    var found: [String: GridShape] = [:]
    let expander = GridExpander(shape: { shapes[$0.key] }, products: products)
    func infer(_ left: Expression, _ right: Expression) {
      if case .name(let name) = left.node {
        let key = name.key
        guard shapes[key] == nil, self.names[key] == nil, let grid = expander.expand(right), !grid.shape.isScalar else {
          return
        }
        found[key] = found[key] ?? grid.shape
        return
      }
      switch (Shape(left), Shape(right)) {
      case (.sum(let a), .sum(let b)) where a.count == b.count: zip(a, b).forEach { infer($0.term, $1.term) }
      case (.product(let a), .product(let b)) where a.count == b.count:
        zip(a, b).forEach { infer($0.factor, $1.factor) }
      default: break
      }
    }
    for (left, right) in zip(line.parts, line.parts.dropFirst()) where left.contents.contains(.names) {
      if case .name = left.node { continue }
      infer(left, right)
    }
    return found
  }

  private mutating func judged(
    _ elements: ElementLines, at location: AuditLocation, _ surroundings: CheckSurroundings
  ) throws(Fault) -> Finding? {
    var whole: Finding?
    for line in elements.lines {
      let finding = try judged(line, at: location, surroundings)
      whole = whole.map { $0.joined(with: finding) } ?? finding
    }
    for (key, shape) in elements.names { shapes.set(key, to: shape) }
    return whole
  }
}

extension CheckLine {
  /// The line of some of its parts, each replaced by another expression.
  fileprivate func selecting(_ kept: [Int], _ part: (Int) -> Expression) -> CheckLine {
    var approximate: [Bool] = []
    for (index, next) in zip(kept, kept.dropFirst()) { approximate.append(isApproximate[index..<next].contains(true)) }
    return selecting(kept, isApproximate: approximate, part)
  }
}

extension Finding {
  /// The finding for two elements of a line: the worse verdict, the first fault, the notes of both.
  fileprivate func joined(with other: Finding) -> Finding {
    var result = other.verdict.severity > verdict.severity ? other : self
    result.fault = fault ?? other.fault
    result.correction = correction ?? other.correction
    let isPartlyReused = fault != nil && other.fault != nil && (reusedNames.isEmpty || other.reusedNames.isEmpty)
    result.reusedNames = isPartlyReused ? [] : reusedNames + other.reusedNames
    result.notes = notes + other.notes.filter { !notes.contains($0) }
    result.cuts = cuts + other.cuts
    return result
  }
}

extension Verdict {
  private static let fromRightToWrong: [Verdict] = [
    .defined, .exact, .rounded, .truncated, .notChecked, .partlyChecked, .lastDigitOff, .wrong,
  ]

  fileprivate var severity: Int { Verdict.fromRightToWrong.firstIndex(of: self) ?? 0 }
}
