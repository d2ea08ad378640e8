import Expressions

/// The names bound and the findings made by the lines checked so far.
///
/// A copy is cheap: `undo` keeps one for every line.
package struct Audit: Sendable {
  struct Entry: Sendable {
    var location: AuditLocation
    var name: String
    var isExpectedWrong: Bool
    var finding: Finding
  }

  var names = LayeredMap<String, NameBinding>()
  /// The functions that lines have defined.
  var functions: [String: FunctionDefinition] = [:] {
    didSet { derivatives = [:] }
  }
  /// Whether a function was found to be the derivative of another.
  var derivatives: [FunctionPair: Bool] = [:]
  /// The names that lines use for quantities of the network.
  var keys = LayeredMap<Quantity, String>()
  /// The shapes of the names that are vectors or matrices.
  var shapes = LayeredMap<String, GridShape>()
  /// Results by their printed digits.
  var results = LayeredMap<String, PrintedResult>()
  /// Whether a line of which a part cannot be checked is an error.
  package var isStrict = false
  private var log = LayeredMap<Int, Entry>()
  /// The number of lines checked.
  package private(set) var count = 0

  package init() {}

  var entries: [Entry] { (0..<count).compactMap { log[$0] } }

  /// Whether a part of one of the lines after the first `count` could not be checked.
  package func hasGap(after count: Int) -> Bool {
    (count..<max(count, self.count)).contains { index in
      log[index].map { [.notChecked, .partlyChecked].contains($0.finding.verdict) } ?? false
    }
  }

  package mutating func record(
    _ finding: Finding, of line: CheckLine, at location: AuditLocation, expectedWrong: Bool = false
  ) {
    log.set(count, to: Entry(location: location, name: line.texts[0], isExpectedWrong: expectedWrong, finding: finding))
    count += 1
  }
}

/// A function, and another of which it may be the derivative.
struct FunctionPair: Sendable, Hashable {
  var derivative: String
  var function: String
}

/// The result of an earlier line, used to recognize the same number on a later line.
struct PrintedResult: Sendable {
  var key: String
  var unrounded: BoundedDecimal
  /// Whether results with other names and values have the same digits.
  var isAmbiguous = false
}

extension Audit {
  /// Remembers a result so that later lines can refer to it by its digits: at least two, to avoid coincidences.
  mutating func remember(_ number: WrittenNumber, of key: String, unrounded: BoundedDecimal) {
    guard let digits = number.digits else { return }
    var result = PrintedResult(key: key, unrounded: unrounded)
    if let known = results[digits], known.isAmbiguous || (known.key != key && !known.unrounded.equals(unrounded)) {
      result.isAmbiguous = true
    }
    results.set(digits, to: result)
  }
}

extension WrittenNumber {
  /// The digits that identify a result; nil if there are fewer than two.
  var digits: String? { significantDigits >= 2 && decimals >= 0 ? value.text(decimals: decimals) : nil }
}
