import Expressions

/// What the text of a script shows: variables that nothing uses, conditions that are always true or false.
struct ScriptLint {
  private(set) var faults: [Fault] = []

  init(_ source: SourceText) {
    let log = Parser(.nnsh).log(of: source)
    findUnusedVariables(source, log)
    for condition in log.conditions { findConstant(condition) }
  }

  // MARK: Variables

  private mutating func findUnusedVariables(_ source: SourceText, _ log: SyntaxLog) {
    // A sourced file may use them.
    let uses = source.identifierCounts
    guard uses["source"] == nil else { return }
    var definitions: [String: Int] = [:]
    for definition in log.definitions { definitions[definition.definedName?.text ?? "", default: 0] += 1 }
    var reported: Set<String> = []
    for definition in log.definitions {
      guard let name = definition.definedName?.text, reported.insert(name).inserted else { continue }
      guard uses[name, default: 0] <= definitions[name, default: 0] else { continue }
      let start = definition.range.lower
      faults.append(
        Fault(
          "'\(name)' is never used", at: SourceRange(start, start + name.utf8.count), kind: .mismatch))
    }
  }

  // MARK: Conditions

  /// The ranges of measures, ends included.
  private static let ranges: [String: ClosedRange<Double>] = [
    "accuracy": 0...1, "loss": 0...Double.infinity, "mse": 0...Double.infinity, "mae": 0...Double.infinity,
    "sse": 0...Double.infinity, "epoch": 0...Double.infinity, "misclassified": 0...Double.infinity,
  ]

  private mutating func findConstant(_ condition: Expression) {
    guard case .binary(let symbol, let left, let right) = condition.node else { return }
    if symbol == .and || symbol == .or {
      findConstant(left)
      findConstant(right)
      return
    }
    guard let truth = ScriptLint.truth(symbol, left, right) else { return }
    faults.append(
      Fault("the condition is always \(truth)", at: condition.range, label: "\(condition)", kind: .mismatch))
  }

  /// What a comparison of a measure with a number always is; nil if that depends.
  private static func truth(_ symbol: Operator, _ left: Expression, _ right: Expression) -> Bool? {
    if let range = range(of: left), let bound = constant(right) { return truth(range, symbol, bound...bound) }
    if let range = range(of: right), let bound = constant(left) { return truth(bound...bound, symbol, range) }
    if let left = constant(left), let right = constant(right) { return truth(left...left, symbol, right...right) }
    return nil
  }

  private static func truth(_ left: ClosedRange<Double>, _ symbol: Operator, _ right: ClosedRange<Double>) -> Bool? {
    switch symbol {
    case .less: left.upperBound < right.lowerBound ? true : left.lowerBound >= right.upperBound ? false : nil
    case .lessOrEqual: left.upperBound <= right.lowerBound ? true : left.lowerBound > right.upperBound ? false : nil
    case .greater: truth(right, .less, left)
    case .greaterOrEqual: truth(right, .lessOrEqual, left)
    default: nil
    }
  }

  private static func range(of expression: Expression) -> ClosedRange<Double>? {
    expression.plainName.flatMap { ranges[$0.text] }
  }

  private static func constant(_ expression: Expression) -> Double? {
    switch expression.node {
    case .number(let numeral): numeral.value
    case .negate(let operand): constant(operand).map { -$0 }
    default: nil
    }
  }
}

extension SourceText {
  /// How often each identifier occurs outside comments.
  var identifierCounts: [String: Int] {
    var counts: [String: Int] = [:]
    var word: [UInt8] = []
    var isComment = false
    for byte in bytes + [Ascii.newline] {
      if byte == Ascii.newline { isComment = false }
      if byte == Ascii.hash { isComment = true }
      if !isComment, isLetter(byte) || byte == Ascii.underscore || byte >= 0x80 || isDigit(byte) && !word.isEmpty {
        word.append(byte)
      } else if !word.isEmpty {
        counts[String(decoding: word, as: UTF8.self), default: 0] += 1
        word = []
      }
    }
    return counts
  }
}
