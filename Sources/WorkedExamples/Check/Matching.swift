import Expressions

/// The result of comparing two parts of a line.
struct Matching {
  /// A literal that follows from the operand in its position on the other side.
  struct Leaf {
    var number: WrittenNumber
    var value: BoundedDecimal
    var agreement: Agreement
    var source: Source
    /// The number without the roundings that led to it.
    var unrounded: BoundedDecimal
  }

  /// Which numbers a literal follows from.
  enum Source {
    /// The printed ones, or the printed values of names.
    case numbers
    /// The unrounded ones.
    case unrounded
    /// None: it repeats an earlier number with more digits.
    case longer(String)
    /// What an earlier, wrong line should have printed.
    case intended(NameBinding)
  }

  /// Operands that should be equal but are not.
  struct Mismatch {
    var left: Expression
    var right: Expression
    /// The value of the left side; nil if a name in it has no value.
    var value: BoundedDecimal?
  }

  /// A name bound by position.
  typealias Bound = (key: String, text: String, value: BoundedDecimal, unrounded: BoundedDecimal)

  var leaves: [Leaf] = []
  var mismatches: [Mismatch] = []
  /// Names bound by position, with the values found there.
  var boundByPosition: [Bound] = []
  /// The unrounded numbers for literals, by their offset.
  var unroundedLiterals = SmallMap<Int, BoundedDecimal>()
  /// The numbers substituted for names that have a value.
  var substituted: [(key: String, values: NameBinding.Values)] = []
  /// Why parts could not be checked: names without a value.
  var unchecked: [EvaluationFailure] = []
  /// The operation that has no value, so that no number follows from it: a division by zero.
  var undefined: Fault?
  /// Whether two sides are equal only within the precision of their printed numbers.
  var isWithinDigits = false

  /// How much of it there was at some time.
  struct Mark {
    let leaves: Int
    let mismatches: Int
    let boundByPosition: Int
    fileprivate let unroundedLiterals: Int
    fileprivate let substituted: Int
    let unchecked: Int
    fileprivate let undefined: Fault?
    fileprivate let isWithinDigits: Bool
  }

  var mark: Mark {
    Mark(
      leaves: leaves.count, mismatches: mismatches.count, boundByPosition: boundByPosition.count,
      unroundedLiterals: unroundedLiterals.count, substituted: substituted.count, unchecked: unchecked.count,
      undefined: undefined, isWithinDigits: isWithinDigits)
  }

  /// Takes back what was found since.
  mutating func takeBack(to mark: Mark) {
    leaves.removeLast(leaves.count - mark.leaves)
    mismatches.removeLast(mismatches.count - mark.mismatches)
    boundByPosition.removeLast(boundByPosition.count - mark.boundByPosition)
    unroundedLiterals.keepFirst(mark.unroundedLiterals)
    substituted.removeLast(substituted.count - mark.substituted)
    unchecked.removeLast(unchecked.count - mark.unchecked)
    undefined = mark.undefined
    isWithinDigits = mark.isWithinDigits
  }
}
