import Expressions
import NeuralNetwork

/// Checks the links of one line, given the names that earlier lines have bound.
final class LineJudge {
  var names: PersistentMap<String, NameBinding>
  let functions: LineFunctions
  /// The values of a name outside the lines: variables and quantities of the network, preferred first.
  let outside: (Name) -> [BoundedDecimal]
  let digits: Int
  /// The values of functions calculated for this line, or also for lines before it.
  private let calls: FunctionValues
  /// The unrounded numbers for literals of this line, by their offset.
  var unroundedLiterals = SmallMap<Int, BoundedDecimal>()
  /// The same for literals with the digits of an earlier result.
  var recalled = SmallMap<Int, BoundedDecimal>()
  /// Names that this line has bound by position.
  var refreshed: Set<String> = []
  /// The numbers that this line substitutes for names; nil for a name with several.
  private(set) var substituted = SmallMap<String, NameBinding.Values?>()
  var integers = IntegerRule.exact
  /// Whether a value has used a number that may not be the printed one, since this was last set.
  var usesUnrounded = false
  /// Whether results are calculated in decimals, by hand, without the rounding errors of doubles.
  private let isByHand: Bool
  /// The name that the line calculates.
  let target: Name?
  /// The last part.
  let result: Expression
  /// Whether numbers are compared with a formula that another line has, in which they are put.
  var isInFormula = false
  /// Whether the line is a chain rule of which a factor's value is outdated.
  var hasOutdatedFactors = false

  init(_ audit: Audit, _ line: CheckLine, _ surroundings: CheckSurroundings) {
    names = audit.names
    functions = surroundings.lineFunctions(audit.functions)
    outside = surroundings.values
    calls = surroundings.hasOwnFunctions ? FunctionValues() : audit.calls
    target = if case .name(let name) = line.parts[0].node { name } else { nil }
    result = line.parts[line.parts.count - 1]
    isByHand = surroundings.state?.hand.isOn ?? false
    // Enough for the longest number of the line, but at least forty.
    digits = min(5000, max(40, line.parts.map(\.longestNumber).reduce(0, max) + 20))
    guard !audit.results.isEmpty else { return }
    for part in line.parts {
      part.forEachNumber { number in
        guard let digits = number.digits, let result = audit.results[digits], !result.isAmbiguous else { return }
        recalled.set(number.range.lower, to: result.unrounded)
      }
    }
  }

  private init(copying other: LineJudge) {
    names = other.names
    functions = other.functions
    outside = other.outside
    digits = other.digits
    calls = other.calls
    target = other.target
    result = other.result
    isByHand = other.isByHand
    unroundedLiterals = other.unroundedLiterals
    recalled = other.recalled
    refreshed = other.refreshed
    substituted = other.substituted
    integers = other.integers
    hasOutdatedFactors = other.hasOutdatedFactors
  }

  /// One whose names and literals can have other values.
  func copy() -> LineJudge { LineJudge(copying: self) }

  /// Whether a number is the line's result.
  func isResult(_ number: WrittenNumber) -> Bool { number.range.lower == result.range.lower }

  func value(_ expression: Expression, _ track: Track, adding matching: Matching = Matching())
    throws(EvaluationFailure) -> BoundedDecimal
  {
    var result = try withUnsafePointer(to: matching) { (matching) throws(EvaluationFailure) in
      let numbers = TrackNumbers(self, track, matching)
      return try LineEvaluator(functions: functions, digits: digits, numbers, calls).evaluate(expression)
    }
    if isByHand, !expression.isName || result.value.digitCount > 17 { result.slack = result.uncertainty }
    return result
  }

  /// Adopts the numbers that a link substitutes for names and its unrounded literals.
  func adopt(_ matching: Matching) {
    unroundedLiterals.add(matching.unroundedLiterals)
    for (key, values) in matching.substituted {
      let isSame = substituted[key].map { $0?.printed.equals(values.printed) ?? false } ?? true
      substituted.set(key, to: isSame ? values : nil)
    }
  }
}

extension Expression {
  fileprivate var isName: Bool { if case .name = node { true } else { false } }

  /// Digits of the longest number in it; 0 if none is long.
  fileprivate var longestNumber: Int {
    guard contents.contains(.longNumbers) else { return 0 }
    if case .number(let numeral) = node { return numeral.text.utf8.count }
    var longest = 0
    forEachChild { longest = max(longest, $0.longestNumber) }
    return longest
  }

  /// The written numbers in it, left to right.
  var writtenNumbers: [WrittenNumber] {
    var numbers: [WrittenNumber] = []
    forEachNumber { numbers.append($0) }
    return numbers
  }

  /// Calls the body with each of `writtenNumbers`.
  func forEachNumber(_ body: (WrittenNumber) -> Void) {
    if isWrittenNumber, let number = WrittenNumber(self) {
      body(number)
    } else {
      forEachChild { $0.forEachNumber(body) }
    }
  }
}
