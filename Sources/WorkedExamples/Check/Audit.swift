import Expressions

/// The names bound and the findings made by the lines checked so far.
///
/// A copy is cheap: `undo` keeps one for every line.
package struct Audit: Sendable {
  var names = PersistentMap<String, NameBinding>()
  /// The functions that lines have defined.
  var functions: [String: FunctionDefinition] = [:] {
    didSet {
      derivatives = [:]
      calls = FunctionValues()
    }
  }
  /// Values of these functions, and of built-in ones.
  private(set) var calls = FunctionValues()
  /// Whether a function was found to be the derivative of another.
  var derivatives: [FunctionPair: Bool] = [:]
  /// The names that lines use for quantities of the network.
  var keys = PersistentMap<Quantity, String>()
  /// The shapes of the names that are vectors or matrices.
  var shapes = PersistentMap<String, GridShape>()
  /// Results by their printed digits.
  var results = PersistentMap<PrintedDigits, PrintedResult>()
  /// Whether a line of which a part cannot be checked is an error.
  package var isStrict = false
  private(set) var tally = Tally()
  /// Where the next line is in its document; nil outside documents.
  package var place: DocumentPlace?
  /// The function that the document's `log` is, once a line shows it.
  var logarithm: String?

  package init() {}

  /// The number of lines checked.
  package var count: Int { tally.count }

  /// Whether a part of one of the lines after the first `count` could not be checked.
  package func hasGap(after count: Int) -> Bool { tally.lastGap > count }

  package mutating func record(
    _ finding: Finding, of line: CheckLine, at location: AuditLocation, expectedWrong: Bool = false
  ) {
    tally.add(finding, of: line.text(of: 0), at: location, expectedWrong: expectedWrong)
  }
}

/// A function, and another of which it may be the derivative.
struct FunctionPair: Sendable, Hashable {
  var derivative: String
  var function: String
}

/// The digits of a number as printed.
enum PrintedDigits: Hashable, Sendable {
  /// All of them as a whole number, and how many are decimals.
  case short(Int, Int)
  case long(String)
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
    if let known = results[digits] {
      result.isAmbiguous = known.isAmbiguous || (known.key != key && !known.unrounded.equals(unrounded))
      // The same again: a text that goes through a calculation twice.
      if known.key == key, known.isAmbiguous == result.isAmbiguous, known.unrounded.isIdentical(to: unrounded) {
        return
      }
    }
    results.set(digits, to: result)
  }
}

extension WrittenNumber {
  /// The digits that identify a result; nil if there are fewer than two.
  var digits: PrintedDigits? {
    guard decimals >= 0, significantDigits >= 2 else { return nil }
    return value.significand.small.map { .short($0, decimals) } ?? .long(value.text(decimals: decimals))
  }
}
