import Expressions
import NeuralNetwork

/// A formula compiled for the search for the fewest digits with which a printed result follows from printed numbers.
final class CompiledNumbers {
  /// Where the names' numbers are among all numbers.
  private let positions: FixedList<Int>
  private let formula: CompiledFormula
  /// The formula over the values of calls, and these calls; nil and empty if it shows none.
  private let ofValues: CompiledFormula?
  private let calls: FixedList<CompiledFormula>
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
    self.positions = FixedList(positions)
    let ofName = { (part: Expression) -> CompiledFormula.Part? in
      guard case .name(let name) = part.node else { return nil }
      return known.first { $0.name == name }?.index.map { .name($0) }
    }
    self.formula = CompiledFormula(formula, part: ofName, callee: callee)
    guard formula.showsValuesOfCalls else {
      ofValues = nil
      calls = FixedList([])
      depth = self.formula.depth
      return
    }
    let shown = formula.outermostCalls
    ofValues = CompiledFormula(
      formula, part: { part in ofName(part) ?? shown.firstIndex { $0.isSameCall(as: part) }.map { .value($0) } },
      callee: callee)
    let calls = shown.map { CompiledFormula($0, part: ofName, callee: callee) }
    self.calls = FixedList(calls)
    depth = max(self.formula.depth, ofValues?.depth ?? 0, calls.map(\.depth).max() ?? 0)
  }

  /// The room that a search takes.
  var scratchCount: Int { 3 * calls.count + positions.count + depth }

  /// The digits of the printed result and of the substituted numbers, the fewest from which the result follows.
  ///
  /// In single precision even six digits of a result may not follow from the numbers: such results get fewer; nil if
  /// cancellation has lost them all.
  ///
  /// - Parameters:
  ///   - result: its position.
  ///   - numbers: the numbers by position.
  ///   - digits: significant digits of results, and the maximum for substituted numbers if the result requires more.
  ///   - scratch: room for `scratchCount` numbers. The first are the values of the outermost calls afterwards, in the
  ///     order of the formula; NaN for one without a value.
  func consistentDigits(
    of result: Int, _ numbers: PrintedNumbers, _ digits: ClosedRange<Int>, _ scratch: UnsafeMutablePointer<Double>
  ) -> (result: Int, substituted: LineDigits)? {
    let search = Search(self, numbers, digits, scratch)
    let most = digits.lowerBound
    if let found = search.fewestDigits(giving: result, to: most) { return (most, found) }
    for fewer in stride(from: most - 1, through: min(most, 2), by: -1) {
      if let found = search.fewestDigits(giving: result, to: fewer) { return (fewer, found) }
    }
    // Only the last digit of a double is in question here, for which `check` makes allowance.
    return most < 15 ? nil : (most, LineDigits(numbers: digits.upperBound, values: digits.upperBound))
  }

  private struct Search {
    let line: CompiledNumbers
    let numbers: PrintedNumbers
    let digits: ClosedRange<Int>
    /// The values of calls of the exact numbers, as they are shown, and of the shown numbers.
    let exactValues, values, shownValues: UnsafeMutablePointer<Double>
    /// The values of the names.
    let names: UnsafeMutablePointer<Double>
    let stack: UnsafeMutablePointer<Double>
    private var hasValues = true

    init(
      _ line: CompiledNumbers, _ numbers: PrintedNumbers, _ digits: ClosedRange<Int>,
      _ scratch: UnsafeMutablePointer<Double>
    ) {
      (self.line, self.numbers, self.digits) = (line, numbers, digits)
      let count = line.calls.count
      (exactValues, values, shownValues) = (scratch, scratch + count, scratch + 2 * count)
      names = scratch + 3 * count
      stack = names + line.positions.count
      guard count > 0 else { return }
      for index in 0..<line.positions.count { names[index] = numbers.exact(line.positions[index]) }
      for index in 0..<count {
        let value = line.calls[index].value(names, names, stack: stack)
        if value == nil { hasValues = false }
        exactValues[index] = value ?? .nan
      }
    }

    /// The fewest digits from which the result follows to `resultDigits` digits and the function values follow from
    /// their arguments; nil if there are none.
    func fewestDigits(giving result: Int, to resultDigits: Int) -> LineDigits? {
      let goal = Goal(numbers.printed(result, resultDigits), resultDigits)
      for first in digits {
        for index in 0..<line.positions.count { names[index] = numbers.value(line.positions[index], first) }
        guard goal.isMet(by: line.formula.value(names, values, stack: stack)) else { continue }
        guard let ofValues = line.ofValues, hasValues else {
          return LineDigits(numbers: first, values: line.ofValues == nil ? first : digits.lowerBound)
        }
        if let second = fewestDigits(ofValues, goal) { return LineDigits(numbers: first, values: second) }
      }
      return nil
    }

    /// The fewest digits of function values that follow from the names and from which the goal follows.
    private func fewestDigits(_ ofValues: CompiledFormula, _ goal: Goal) -> Int? {
      for index in 0..<line.calls.count {
        shownValues[index] = line.calls[index].value(names, values, stack: stack) ?? exactValues[index]
      }
      return digits.first { digits in
        var follow = true
        for index in 0..<line.calls.count {
          let shown = PrintedNumber(exactValues[index], inLine: digits)
          values[index] = shown.value
          follow = follow && Goal(shown, digits).isMet(by: shownValues[index])
        }
        return follow && goal.isMet(by: ofValues.value(names, values, stack: stack))
      }
    }
  }

  /// A result as it is printed.
  private struct Goal {
    private let digits: Int
    private let printed: NumbersPrintedAlike
    /// A result that only rounds to an integer is printed with a decimal more, which has to follow too.
    private let withDecimals: Double?

    init(_ inLine: PrintedNumber, _ digits: Int) {
      self.digits = digits
      printed = NumbersPrintedAlike(
        inLine.keepsDecimals ? PrintedNumber(inLine.original, significant: digits) : inLine, significant: digits)
      withDecimals = inLine.keepsDecimals ? inLine.value : nil
    }

    func isMet(by value: Double?) -> Bool {
      guard let value else { return true }
      guard printed.contains(value) else { return false }
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
