import Expressions

// Units of measurement after numbers: `100 m / 9.58 s = 10.44 m/s`.

extension CheckLine {
  /// The line without its units, if its result has one; the same line otherwise.
  ///
  /// Names with a value are not units. Units of one kind, such as `h` and `s`, would have to be converted: they stay.
  func withoutUnits(_ hasValue: @escaping (Name) -> Bool) -> CheckLine {
    guard let last = parts.last, last.mayEndInUnit else { return self }
    var units = UnitsOfMeasurement(hasValue: hasValue)
    var stripped = self
    for index in parts.indices {
      units.text = Array(text(of: index).utf8)
      units.start = parts[index].range.lower
      stripped.parts[index] = units.strip(parts[index])
    }
    return WrittenNumber(stripped.parts[parts.count - 1]) != nil && !units.needConversion ? stripped : self
  }
}

private struct UnitsOfMeasurement {
  let hasValue: (Name) -> Bool
  /// The source of the part and where it starts.
  var text: [UInt8] = []
  var start = 0
  private var found: Set<String> = []

  init(hasValue: @escaping (Name) -> Bool) { self.hasValue = hasValue }

  /// Whether two different units of one kind occur.
  var needConversion: Bool {
    UnitSymbols.kinds.contains { kind in found.filter(kind.contains).count > 1 }
  }

  mutating func strip(_ expression: Expression) -> Expression {
    switch expression.node {
    case .binary(.multiply, let left, let right) where isUnit(right) && left.endsInNumber && isBlank(left, right):
      note(right)
      return strip(left)
    case .binary(.divide, let left, let right) where isUnit(right):
      let inner = strip(left)
      guard case .binary(.multiply, _, let unit) = left.node, isUnit(unit), WrittenNumber(inner) != nil else {
        return expression.mapChildren { strip($0) }
      }
      note(right)
      return inner
    default: return expression.mapChildren { strip($0) }
    }
  }

  private mutating func note(_ unit: Expression) {
    if case .name(let name) = unit.node { found.insert(name.base) }
  }

  private func isUnit(_ expression: Expression) -> Bool {
    guard case .name(let name) = expression.node, name.isPlain, !hasValue(name) else { return false }
    return UnitSymbols.kinds.contains { $0.contains(name.base) }
  }

  /// Whether there are only blanks between the operands.
  private func isBlank(_ left: Expression, _ right: Expression) -> Bool {
    let gap = left.range.upper - start..<max(left.range.upper, right.range.lower) - start
    guard !gap.isEmpty, gap.lowerBound >= 0, gap.upperBound <= text.count else { return false }
    return text[gap].allSatisfy { isBlankByte($0) || [0x5C, 0x2C, 0x3B, 0x7E].contains($0) }
  }
}

extension Expression {
  fileprivate var mayEndInUnit: Bool {
    switch node {
    case .binary(.multiply, let left, let right), .binary(.divide, let left, let right):
      if case .name = right.node { left.contains { $0.isNumber } } else { false }
    default: false
    }
  }

  fileprivate var isNumber: Bool { if case .number = node { true } else { false } }

  /// Whether its last operand is a number.
  fileprivate var endsInNumber: Bool {
    switch node {
    case .number: true
    case .negate(let operand): operand.endsInNumber
    case .binary(_, _, let right): right.endsInNumber
    default: false
    }
  }
}
