import Expressions
import NeuralNetwork

/// A formula compiled for the search for the fewest digits with which a printed result follows from printed numbers.
final class CompiledNumbers {
  /// Where the names' numbers are among all numbers.
  private let positions: [Int]
  private let formula: CompiledFormula
  /// The formula over the values of calls, and these calls; nil and empty if it shows none.
  private let ofValues: CompiledFormula?
  private let calls: [CompiledFormula]
  private let depth: Int

  /// - Parameters:
  ///   - callee: the function of a name and a number of arguments.
  ///   - position: that of the number a name stands for, among all numbers; nil if it has none.
  init(
    _ formula: Expression, callee: @escaping (Name, Int) -> Functions.Callee?, position: (Name) -> Int?
  ) {
    var positions: [Int] = []
    var known: [(name: Name, index: Int?)] = []
    formula.forEachName { name in
      guard !known.contains(where: { $0.name == name }) else { return }
      guard let position = position(name) else { return known.append((name, nil)) }
      known.append((name, positions.count))
      positions.append(position)
    }
    self.positions = positions
    let ofName = { (part: Expression) -> CompiledFormula.Part? in
      guard case .name(let name) = part.node else { return nil }
      return known.first { $0.name == name }?.index.map { .name($0) }
    }
    self.formula = CompiledFormula(formula, part: ofName, callee: callee)
    guard formula.showsValuesOfCalls else {
      (ofValues, calls, depth) = (nil, [], self.formula.depth)
      return
    }
    let shown = formula.outermostCalls
    ofValues = CompiledFormula(
      formula, part: { part in ofName(part) ?? shown.firstIndex { $0.isSameCall(as: part) }.map { .value($0) } },
      callee: callee)
    calls = shown.map { CompiledFormula($0, part: ofName, callee: callee) }
    depth = max(self.formula.depth, ofValues?.depth ?? 0, calls.map(\.depth).max() ?? 0)
  }

  /// The number of values of calls that are shown.
  var valueCount: Int { calls.count }

  /// Writes the values of the outermost calls, in the order of the formula; NaN for one without a value.
  func findValues(_ numbers: UnsafePointer<LineNumber?>, to values: UnsafeMutablePointer<Double>) {
    if calls.isEmpty { return }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: positions.count + depth + 1) { names in
      guard let names = names.baseAddress else { return }
      findExact(numbers, to: names)
      for (index, call) in calls.enumerated() {
        values[index] = call.value(names, names, stack: names + positions.count) ?? .nan
      }
    }
  }

  /// Writes the names' numbers.
  private func findExact(_ numbers: UnsafePointer<LineNumber?>, to names: UnsafeMutablePointer<Double>) {
    for (index, position) in positions.enumerated() { names[index] = numbers[position]?.exact ?? .nan }
  }

  /// The digits of the printed result and of the substituted numbers, the fewest from which the result follows.
  ///
  /// In single precision even six digits of a result may not follow from the numbers: such results get fewer; nil if
  /// cancellation has lost them all.
  ///
  /// - Parameters:
  ///   - numbers: the numbers by position.
  ///   - digits: significant digits of results, and the maximum for substituted numbers if the result requires more.
  func consistentDigits(
    of result: LineNumber, _ numbers: UnsafePointer<LineNumber?>, _ digits: ClosedRange<Int>
  ) -> (result: Int, substituted: LineDigits)? {
    let most = digits.lowerBound
    for fewer in stride(from: most, through: min(most, 2), by: -1) {
      if let found = fewestDigits(giving: result, to: fewer, numbers, digits) { return (fewer, found) }
    }
    // Only the last digit of a double is in question here, for which `check` makes allowance.
    return most < 15 ? nil : (most, LineDigits(numbers: digits.upperBound, values: digits.upperBound))
  }

  /// The fewest digits from which the result follows to `resultDigits` digits and the function values follow from their
  /// arguments; nil if there are none.
  private func fewestDigits(
    giving result: LineNumber, to resultDigits: Int, _ numbers: UnsafePointer<LineNumber?>, _ digits: ClosedRange<Int>
  ) -> LineDigits? {
    let goal = Goal(result.printed(resultDigits), resultDigits)
    let count = positions.count
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: count + depth + 4 * calls.count + 1) {
      buffer -> LineDigits? in
      guard let names = buffer.baseAddress else { return nil }
      let stack = names + count
      let values = stack + depth
      let (exactValues, shownValues) = (values + calls.count, values + 2 * calls.count)
      var hasValues = true
      if !calls.isEmpty { findExact(numbers, to: names) }
      for (index, call) in calls.enumerated() {
        let value = call.value(names, names, stack: stack)
        if value == nil { hasValues = false }
        exactValues[index] = value ?? 0
      }
      for first in digits {
        for index in 0..<count { names[index] = numbers[positions[index]]?.value(first) ?? .nan }
        guard goal.isMet(by: formula.value(names, values, stack: stack)) else { continue }
        guard let ofValues, hasValues else {
          return LineDigits(numbers: first, values: ofValues == nil ? first : digits.lowerBound)
        }
        for (index, call) in calls.enumerated() {
          shownValues[index] = call.value(names, values, stack: stack) ?? exactValues[index]
        }
        for second in digits {
          var follow = true
          for index in calls.indices {
            let shown = PrintedNumber(exactValues[index], inLine: second)
            values[index] = shown.value
            follow = follow && Goal(shown, second).isMet(by: shownValues[index])
          }
          if follow, goal.isMet(by: ofValues.value(names, values, stack: stack)) {
            return LineDigits(numbers: first, values: second)
          }
        }
      }
      return nil
    }
  }

  /// A result as it is printed.
  private struct Goal {
    private let digits: Int
    private let printed: PrintedNumber
    /// A result that only rounds to an integer is printed with a decimal more, which has to follow too.
    private let withDecimals: Double?

    init(_ inLine: PrintedNumber, _ digits: Int) {
      self.digits = digits
      printed = inLine.keepsDecimals ? PrintedNumber(inLine.original, significant: digits) : inLine
      withDecimals = inLine.keepsDecimals ? inLine.value : nil
    }

    func isMet(by value: Double?) -> Bool {
      guard let value else { return true }
      guard printed.isPrinted(value, significant: digits) else { return false }
      return withDecimals.map { PrintedNumber(value, inLine: digits).value == $0 } ?? true
    }
  }
}

extension Expression {
  /// The calls that are not in other calls, from left to right.
  var outermostCalls: [Expression] {
    if case .call = node { return [self] }
    return children.flatMap(\.outermostCalls)
  }

  /// Whether both are the same call of a function, and therefore have the same value.
  func isSameCall(as other: Expression) -> Bool {
    if case .call = node, case .call = other.node { self == other } else { false }
  }

  fileprivate func forEachName(_ body: (Name) -> Void) {
    if case .name(let name) = node { return body(name) }
    for child in children { child.forEachName(body) }
  }
}
