import Expressions

/// What the comparison of two parts of a line found.
struct Matching {
  /// A literal that follows from what stands in its place on the other side.
  struct Leaf {
    var number: WrittenNumber
    var value: BoundedDecimal
    var agreement: Agreement
    var source: Source
    /// The same as the number without the roundings that led to it.
    var unrounded: BoundedDecimal
  }

  /// Which numbers a literal follows from.
  enum Source {
    /// Those that stand there, or that the names have.
    case numbers
    /// Those before their rounding.
    case unrounded
    /// None: it has more digits than the number printed before.
    case longer(String)
    /// What a wrong line before should have printed.
    case intended(NameBinding)
  }

  /// Operands that should be the same and are not.
  struct Mismatch {
    var left: Expression
    var right: Expression
    /// What the left side is worth; nil if a name in it means nothing.
    var value: BoundedDecimal?
  }

  var leaves: [Leaf] = []
  var mismatches: [Mismatch] = []
  /// Names (and calls of unknown functions, by their text) that take what stands in their place.
  var placed: [(key: String, text: String, value: BoundedDecimal, unrounded: BoundedDecimal)] = []
  /// The unrounded numbers behind literals, by their place.
  var behind: [Int: BoundedDecimal] = [:]
  /// The numbers put in for names that have a value.
  var putIn: [(key: String, values: NameBinding.Values)] = []
  /// What could not be judged: names without meaning.
  var unjudged: [EvaluationFailure] = []
  /// Whether two sides agree only as far as the digits of the numbers in them go.
  var isWithinDigits = false
}
