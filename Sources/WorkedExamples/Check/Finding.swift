import Expressions

/// What became of a line.
package enum Verdict: String, Sendable, CaseIterable {
  /// The digits as written are the value.
  case exact
  case rounded
  case truncated
  /// A name or a function was given its meaning; there was nothing to compare.
  case defined
  /// Names without meaning left nothing to compare.
  case notJudged = "not judged"
  case lastDigitOff = "last digit off"
  case wrong

  package var isRight: Bool { self != .lastDigitOff && self != .wrong }
}

/// What a line to check came to.
package struct Finding: Sendable {
  package internal(set) var verdict: Verdict
  /// What there is to say about a right line: verdicts, names bound by place, slips, drift.
  package internal(set) var notes: [String] = []
  /// The fault of a wrong line, at the operand.
  package internal(set) var fault: Fault?
  /// What should stand there instead: `0.6 → 0.7`.
  var correction: String?
  /// The numbers that were cut, for the rule they follow.
  var cuts: [Cut] = []
  /// Whether a derivative is taken of an output.
  var hasSlip = false
  /// What the numbers printed before do not explain of the difference to the network's value.
  var drift: String?

  struct Cut: Sendable {
    var decimals: Int
    var rounds: Bool
    var truncates: Bool
  }
}

/// All that lines checked so far have bound and come to.
package struct Audit: Sendable {
  struct Entry: Sendable {
    var place: String
    var name: String
    var verdict: Verdict
    var isWrongAsSaid: Bool
    var correction: String?
    var cuts: [Finding.Cut]
    var hasSlip: Bool
    var drift: String?
  }

  var names: [String: NameBinding] = [:]
  var functions: [String: FunctionDefinition] = [:]
  var entries: [Entry] = []
  /// The names under which lines have bound quantities of the network.
  var keys: [Quantity: String] = [:]

  package init() {}

  package mutating func record(_ finding: Finding, of line: CheckLine, at place: String, wrongAsSaid: Bool = false) {
    entries.append(
      Entry(
        place: place, name: line.texts[0], verdict: finding.verdict, isWrongAsSaid: wrongAsSaid,
        correction: finding.correction, cuts: finding.cuts, hasSlip: finding.hasSlip, drift: finding.drift))
  }
}

/// What names and functions of lines mean in the session around them.
package struct CheckSurroundings: Sendable {
  /// The value of `let` variables.
  package var variables: [String: Double] = [:]
  package var functions: [String: FunctionDefinition] = [:]
  package var state: NetworkState?
  /// The quantity that a name of a line stands for.
  package var quantity: @Sendable (Name) -> Quantity? = { _ in nil }
  /// The value on record, as commands found it under the conventions and the arithmetic in force.
  package var value: @Sendable (Quantity) -> Double? = { _ in nil }
  /// The function that an article's name for one stands for.
  package var function: @Sendable (Name) -> Name? = { _ in nil }

  package init() {}

  /// The functions that lines may call beside the built-in ones.
  func lineFunctions(_ defined: [String: FunctionDefinition]) -> LineFunctions {
    var all = LineFunctions(own: functions, alias: function)
    all.own.merge(defined) { $1 }
    return all
  }

  /// The values a name can stand for: a parameter also for the one before its last update.
  func values(of name: Name) -> [WideDecimal] {
    if name.isPlain, let variable = variables[name.base] { return [WideDecimal(variable)].compactMap(\.self) }
    guard let quantity = quantity(name) else { return [] }
    var values = [value(quantity)]
    if case .parameter(let parameter, .value) = quantity { values.append(value(.parameter(parameter, .old))) }
    return values.compactMap { $0.flatMap { WideDecimal($0) } }
  }
}
