import Expressions
import NeuralNetwork

/// Judges the links of one line against what earlier lines have bound.
struct LineJudge {
  var names: LayeredMap<String, NameBinding>
  let functions: LineFunctions
  /// What names mean outside the lines: variables and quantities of the network, nearest first.
  let outside: (Name) -> [BoundedDecimal]
  let digits: Int
  /// Unrounded numbers behind literals of this line.
  var behind: [Int: BoundedDecimal] = [:]
  /// The same for literals printed like one earlier result.
  var recalled: [Int: BoundedDecimal] = [:]
  /// Names that this line has bound by their place.
  var refreshed: Set<String> = []
  /// The numbers that this line puts in for names; nil where it puts in several for one.
  private var putIn: [String: NameBinding.Values?] = [:]
  /// Whether a number printed without decimals may be cut; else it is that integer.
  var cutsToIntegers = false

  init(_ audit: Audit, _ line: CheckLine, _ surroundings: CheckSurroundings) {
    names = audit.names
    functions = surroundings.lineFunctions(audit.functions)
    outside = surroundings.values
    // Enough for the longest number of the line, and forty at least.
    digits = min(5000, max(40, line.parts.map(\.longestNumber).reduce(0, max) + 20))
    for number in line.parts.flatMap(\.writtenNumbers) {
      guard let digits = number.digits, let result = audit.results[digits], !result.isAmbiguous else { continue }
      recalled[number.range.lower] = result.unrounded
    }
  }

  func value(_ expression: Expression, _ track: Track, adding matching: Matching = Matching())
    throws(EvaluationFailure) -> BoundedDecimal
  {
    let isUnrounded = track == .unrounded || track == .corrected
    let evaluator = LineEvaluator(functions: functions, digits: digits) { name, _ in
      number(name, track, matching)
    } behind: { range in
      isUnrounded ? matching.behind[range.lower] ?? behind[range.lower] ?? recalled[range.lower] : nil
    }
    return try evaluator.evaluate(expression)
  }

  private func number(_ name: Name, _ track: Track, _ matching: Matching) -> BoundedDecimal? {
    let key = name.key
    if let placed = matching.placed.first(where: { $0.key == key }) {
      return track == .printed ? placed.value : placed.unrounded
    }
    if track == .printed || track == .unrounded, let values = putIn[key] {
      return track == .printed ? values?.printed : values?.unrounded
    }
    guard let binding = names[key] else { return outside(name).first }
    switch track {
    case .printed: return binding.printed
    case .unrounded: return binding.unrounded
    case .corrected: return binding.corrected
    case .intended: return binding.intended ?? binding.printed
    }
  }

  /// Takes over what a link has put in for names and what is behind its literals.
  mutating func adopt(_ matching: Matching) {
    behind.merge(matching.behind) { $1 }
    for (key, values) in matching.putIn {
      let isSame = putIn[key].map { $0?.printed.equals(values.printed) ?? false } ?? true
      putIn[key] = .some(isSame ? values : nil)
    }
  }
}

extension Expression {
  /// Digits of the longest number in it.
  fileprivate var longestNumber: Int {
    if case .number(let numeral) = node { return numeral.text.utf8.count }
    return children.map(\.longestNumber).reduce(0, max)
  }

  /// The written numbers in it, left to right.
  var writtenNumbers: [WrittenNumber] {
    WrittenNumber(self).map { [$0] } ?? children.flatMap(\.writtenNumbers)
  }
}
