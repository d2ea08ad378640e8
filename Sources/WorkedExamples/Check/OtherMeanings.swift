import Expressions

// Documents in which a name or a function has another meaning than the lines before suggest.

/// Where a line is in its document.
package struct DocumentPlace: Sendable {
  /// The number of the line with the heading of the section; 0 before the first heading.
  package var sectionStart: Int

  package init(sectionStart: Int) { self.sectionStart = sectionStart }
}

extension Audit {
  /// Checks a wrong line of a document again with other meanings that names or functions in it can have.
  ///
  /// - Parameter before: the audit before the line.
  /// - Returns: nil if none of them makes the line right.
  mutating func otherMeaning(
    of line: CheckLine, _ wrong: Finding, before: Audit, at location: AuditLocation, _ surroundings: CheckSurroundings
  ) -> Finding? {
    for (line, audit, isCertain) in before.meanings(of: line, wrong) {
      var attempt = audit
      guard let finding = try? attempt.judgedWhole(line, at: location, surroundings),
        finding.fault == nil || isCertain
      else { continue }
      self = attempt
      functions = before.functions
      return finding
    }
    return nil
  }

  /// What the line can mean, and whether it means that even if it is wrong then.
  private func meanings(of line: CheckLine, _ wrong: Finding) -> [(CheckLine, Audit, isCertain: Bool)] {
    var found: [(CheckLine, Audit, isCertain: Bool)] = []
    if callsLogarithm(line) {
      for base in ["log2", "log10"] where logarithm == nil || logarithm == base {
        var audit = self
        audit.logarithm = base
        found.append((line.callingLogarithm(base), audit, false))
      }
    }
    if let function = otherFunction(of: line) {
      var audit = self
      audit.functions[function] = nil
      found.append((line, audit, false))
    }
    if !wrong.reusedNames.isEmpty {
      var audit = self
      for key in wrong.reusedNames {
        if let binding = names[key] { audit.names.set(key, to: binding.uncertain) }
      }
      found.append((line, audit, true))
    }
    return found
  }

  /// Whether the document gives each name of a line's first part a value, a few lines before it in its section.
  package func hasValues(for line: CheckLine, at number: Int) -> Bool {
    line.parts[0].names.allSatisfy { name in
      guard let binding = names[name.key], !binding.isByPosition, let location = binding.location else { return false }
      return location.line >= max(number - 10, place?.sectionStart ?? 0)
    }
  }

  /// The value that the line gives a name could not be found: the name's earlier value is not its value any more.
  package mutating func forget(_ line: CheckLine) {
    guard case .name(let name) = line.parts[0].node else { return }
    let elements = shapes[name.key].map { Grid.elements(of: name, $0, at: line.range).elements.flatMap(\.names) }
    for name in elements ?? [name] {
      if let binding = names[name.key] { names.set(name.key, to: binding.uncertain) }
    }
  }

  // MARK: Logarithms

  /// Whether a line calls `log`, of which documents have the base 2, e or 10.
  private func callsLogarithm(_ line: CheckLine) -> Bool {
    functions["log"] == nil
      && line.parts.contains { part in part.contents.contains(.calls) && part.contains(where: \.isLogarithm) }
  }

  /// Notes that the document's `log` is the natural logarithm, if a right line shows it.
  mutating func noteLogarithm(
    of line: CheckLine, before: Audit, at location: AuditLocation, _ surroundings: CheckSurroundings
  ) {
    guard logarithm == nil, callsLogarithm(line) else { return }
    var other = before
    guard let finding = try? other.judgedWhole(line.callingLogarithm("log2"), at: location, surroundings) else {
      return
    }
    if finding.fault != nil { logarithm = "log" }
  }

  // MARK: Functions

  /// The function that a line calculates in another way than an earlier line defines it: `f(-2) = 0.01 * (-2) = -0.02`,
  /// where texts have several functions of one name.
  private func otherFunction(of line: CheckLine) -> String? {
    guard line.parts.count > 2, case .call(let function, _) = line.parts[0].node, function.member == nil else {
      return nil
    }
    let key = Name(function.base).key
    guard let own = functions[key], own.body.form != line.parts[1].form else { return nil }
    return key
  }

  // MARK: Names of other sections

  /// The names that a wrong line uses with other values than an earlier section of the document has given them; empty if
  /// they do not explain all that is wrong, or if one wrong digit does.
  func reusedNames(_ mismatches: [Matching.Mismatch]) -> [String] {
    guard let place else { return [] }
    var found: Set<String> = []
    var isSlip = false
    for mismatch in mismatches where !mismatch.left.names.isEmpty {
      let keys = Set(mismatch.left.names.map(\.key))
      guard keys.count == 1, let key = keys.first, let binding = names[key], let location = binding.location,
        location.line < place.sectionStart, mismatch.right.names.isEmpty, let value = mismatch.value,
        mismatch.left.isNameWithSign || !binding.isGiven
      else { return [] }
      found.insert(key)
      if let number = WrittenNumber(mismatch.right), number.isSlip(for: value) { isSlip = true }
    }
    return found.count > 1 || !isSlip ? found.sorted() : []
  }
}

extension NameBinding {
  /// The same as a value that may not be the name's any more.
  fileprivate var uncertain: NameBinding {
    NameBinding(
      printed: printed, unrounded: unrounded, corrected: corrected, order: order, line: line, isByPosition: true)
  }
}

extension Finding {
  /// Whether the number of a wrong line has one wrong digit, if it counts ones, thousands, millions or the like.
  package var isSlipOfMultiple: Bool {
    guard let (number, value) = mismatch else { return false }
    let values = [0, 3, 6, 9, 12, -3, -6, -9].map { value * BoundedDecimal(Decimal(1, exponent: $0)) }
    return values.contains(where: number.isSlip)
      && !values.contains { number.agreement(with: $0, integers: .approximate) != nil }
  }
}

extension WrittenNumber {
  /// Whether it is the value with another digit in one position, or with the other sign.
  fileprivate func isSlip(for value: BoundedDecimal) -> Bool {
    if isScientific || isLastDigitOff(value) { return true }
    let digits = Array(self.value.magnitude.text(decimals: decimals).utf8)
    let truncated = value.value.magnitude.text(decimals: decimals)
    return [corrected(value), truncated].contains { text in
      let other = Array(text.utf8).drop { $0 == Ascii.minus }
      return digits.count == other.count && zip(digits, other).count { $0 != $1 } <= 1
    }
  }
}

extension CheckLine {
  fileprivate func callingLogarithm(_ base: String) -> CheckLine {
    var line = self
    line.parts = parts.map { $0.callingLogarithm(base) }
    return line
  }
}

extension Expression {
  /// Its operations, without what they are applied to.
  fileprivate var form: String {
    switch node {
    case .negate(let operand): "-\(operand.form)"
    case .binary(let symbol, let left, let right): "(\(left.form)\(symbol)\(right.form))"
    case .call(let function, let arguments): "\(function.base)(\(arguments.map(\.form).joined(separator: ",")))"
    case .vector(let elements): "[\(elements.map(\.form).joined(separator: ","))]"
    case .number, .name, .text, .not: "x"
    }
  }

  fileprivate var isLogarithm: Bool {
    if case .call(let function, _) = node { function.isPlain && function.base == "log" } else { false }
  }

  fileprivate func callingLogarithm(_ base: String) -> Expression {
    let changed = mapChildren { $0.callingLogarithm(base) }
    guard isLogarithm, case .call(_, let arguments) = changed.node else { return changed }
    return Expression(.call(Name(base), arguments), at: range)
  }

  fileprivate var isNameWithSign: Bool {
    switch node {
    case .name: true
    case .negate(let operand): operand.isNameWithSign
    default: false
    }
  }
}
