import Expressions
import NeuralNetwork

/// Checks the links of one line, given the names that earlier lines have bound.
struct LineJudge {
  var names: LayeredMap<String, NameBinding>
  let functions: LineFunctions
  /// The values of a name outside the lines: variables and quantities of the network, preferred first.
  let outside: (Name) -> [BoundedDecimal]
  let digits: Int
  /// The values of built-in functions calculated for this line.
  private let calls = FunctionValues()
  /// The unrounded numbers for literals of this line, by their offset.
  var unroundedLiterals: [Int: BoundedDecimal] = [:]
  /// The same for literals with the digits of an earlier result.
  var recalled: [Int: BoundedDecimal] = [:]
  /// Names that this line has bound by position.
  var refreshed: Set<String> = []
  /// The numbers that this line substitutes for names; nil for a name with several.
  private var substituted: [String: NameBinding.Values?] = [:]
  var integers = IntegerRule.exact
  /// Whether results are calculated in decimals, by hand, without the rounding errors of doubles.
  private let isByHand: Bool
  /// Whether the line is a chain rule of which a factor's value is outdated.
  var hasOutdatedFactors = false

  init(_ audit: Audit, _ line: CheckLine, _ surroundings: CheckSurroundings) {
    names = audit.names
    functions = surroundings.lineFunctions(audit.functions)
    outside = surroundings.values
    isByHand = surroundings.state?.hand.isOn ?? false
    // Enough for the longest number of the line, but at least forty.
    digits = min(5000, max(40, line.parts.map(\.longestNumber).reduce(0, max) + 20))
    for part in line.parts {
      part.forEachNumber { number in
        guard let digits = number.digits, let result = audit.results[digits], !result.isAmbiguous else { return }
        recalled[number.range.lower] = result.unrounded
      }
    }
  }

  func value(_ expression: Expression, _ track: Track, adding matching: Matching = Matching())
    throws(EvaluationFailure) -> BoundedDecimal
  {
    let isUnrounded = track == .unrounded || track == .corrected
    var evaluator = LineEvaluator(functions: functions, digits: digits) { name, _ in
      number(name, track, matching)
    } unrounded: { range in
      guard isUnrounded else { return nil }
      return matching.unroundedLiterals[range.lower] ?? unroundedLiterals[range.lower] ?? recalled[range.lower]
    }
    evaluator.calls = calls
    var result = try evaluator.evaluate(expression)
    if isByHand, !expression.isName || result.value.digitCount > 17 { result.slack = result.uncertainty }
    return result
  }

  private func number(_ name: Name, _ track: Track, _ matching: Matching) -> BoundedDecimal? {
    let key = name.key
    if let bound = matching.boundByPosition.first(where: { $0.key == key }) {
      return track == .printed ? bound.value : bound.unrounded
    }
    if track == .printed || track == .unrounded, let values = substituted[key] {
      return track == .printed ? values?.printed : values?.unrounded
    }
    if track == .session, let current = outside(name).first { return current }
    guard let binding = names[key] else { return outside(name).first }
    switch track {
    case .printed, .session: return binding.printed
    case .unrounded: return binding.unrounded
    case .corrected: return binding.corrected
    case .intended: return binding.intended ?? binding.printed
    }
  }

  /// Adopts the numbers that a link substitutes for names and its unrounded literals.
  mutating func adopt(_ matching: Matching) {
    unroundedLiterals.merge(matching.unroundedLiterals) { $1 }
    for (key, values) in matching.substituted {
      let isSame = substituted[key].map { $0?.printed.equals(values.printed) ?? false } ?? true
      substituted[key] = .some(isSame ? values : nil)
    }
  }
}

extension Expression {
  fileprivate var isName: Bool { if case .name = node { true } else { false } }

  /// Digits of the longest number in it.
  fileprivate var longestNumber: Int {
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
    if let number = WrittenNumber(self) { body(number) } else { forEachChild { $0.forEachNumber(body) } }
  }
}
