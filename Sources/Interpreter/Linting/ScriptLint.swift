import Expressions

/// What the text of a script shows: variables that nothing uses, conditions that are always true or false.
struct ScriptLint {
  private(set) var faults: [Fault] = []

  init(_ source: SourceText) {
    // A sourced file may use them.
    let uses = source.identifierCounts
    let reportsVariables = uses["source"] == nil
    var definitions = Definitions()
    var constants: [Fault] = []
    Parser(.nnsh).logCommands(of: source) { log in
      if reportsVariables { log.definitions.forEach { definitions.add($0) } }
      constants += log.conditions.flatMap(ScriptLint.constants)
    }
    faults = definitions.unused(uses) + constants
  }

  // MARK: Variables

  /// Where each variable is defined first, and how often.
  private struct Definitions {
    private var known: [String: (start: Int, count: Int)] = [:]

    mutating func add(_ definition: Expression) {
      guard let name = definition.definedName?.text else { return }
      known[name, default: (definition.range.lower, 0)].count += 1
    }

    /// - Parameter uses: how often each identifier occurs.
    func unused(_ uses: [String: Int]) -> [Fault] {
      known.filter { uses[$0.key, default: 0] <= $0.value.count }.sorted { $0.value.start < $1.value.start }.map {
        Fault(
          "'\($0.key)' is never used", at: SourceRange($0.value.start, $0.value.start + $0.key.utf8.count),
          kind: .mismatch)
      }
    }
  }

  // MARK: Conditions

  /// The ranges of measures, ends included.
  private static let ranges: [String: ClosedRange<Double>] = [
    "accuracy": 0...1, "loss": 0...Double.infinity, "mse": 0...Double.infinity, "mae": 0...Double.infinity,
    "sse": 0...Double.infinity, "epoch": 0...Double.infinity, "misclassified": 0...Double.infinity,
  ]

  /// The parts of a condition that are always true or false.
  private static func constants(_ condition: Expression) -> [Fault] {
    guard case .binary(let symbol, let left, let right) = condition.node else { return [] }
    if symbol == .and || symbol == .or { return constants(left) + constants(right) }
    guard let truth = truth(symbol, left, right) else { return [] }
    return [Fault("the condition is always \(truth)", at: condition.range, label: "\(condition)", kind: .mismatch)]
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
    func take() {
      if !word.isEmpty { counts[String(decoding: word, as: UTF8.self), default: 0] += 1 }
      word.removeAll(keepingCapacity: true)
    }
    for byte in bytes {
      if byte == Ascii.newline { isComment = false }
      if byte == Ascii.hash { isComment = true }
      if !isComment, isLetter(byte) || byte == Ascii.underscore || byte >= 0x80 || isDigit(byte) && !word.isEmpty {
        word.append(byte)
      } else {
        take()
      }
    }
    take()
    return counts
  }
}
