import Expressions

/// All that lines checked so far have bound and come to. A copy, as `undo` keeps one for every line, is cheap.
package struct Audit: Sendable {
  struct Entry: Sendable {
    var place: AuditPlace
    var name: String
    var isWrongAsSaid: Bool
    var finding: Finding
  }

  var names = LayeredMap<String, NameBinding>()
  var functions: [String: FunctionDefinition] = [:]
  /// The names under which lines have bound quantities of the network.
  var keys = LayeredMap<Quantity, String>()
  /// Results by their digits as printed.
  var results = LayeredMap<String, PrintedResult>()
  private var log = LayeredMap<Int, Entry>()
  private var count = 0

  package init() {}

  var entries: [Entry] { (0..<count).compactMap { log[$0] } }

  package mutating func record(
    _ finding: Finding, of line: CheckLine, at place: AuditPlace, wrongAsSaid: Bool = false
  ) {
    log.set(count, to: Entry(place: place, name: line.texts[0], isWrongAsSaid: wrongAsSaid, finding: finding))
    count += 1
  }
}

/// A result of an earlier line, by which a number that is printed alike is known again.
struct PrintedResult: Sendable {
  var key: String
  var unrounded: BoundedDecimal
  /// Whether results of other names and values are printed alike.
  var isAmbiguous = false
}

extension Audit {
  /// Remembers a result for numbers printed alike on later lines: two digits at least, which no chance makes alike.
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
  /// The digits that tell a result from others: nil for fewer than two.
  var digits: String? { significantDigits >= 2 && decimals >= 0 ? value.text(decimals: decimals) : nil }
}
