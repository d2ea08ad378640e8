import Expressions

/// The last values of functions of one number: the tracks of a line evaluate the same calls several times, and so do
/// lines that go on with its numbers.
///
/// Shared by the copies of an audit with the same functions, which are used on one thread.
final class FunctionValues: @unchecked Sendable {
  private struct Entry {
    var function: String
    var isDerivative: Bool
    var argument: BoundedDecimal
    var digits: Int
    var value: BoundedDecimal
  }

  private var entries: [Entry] = []
  /// Of each entry, what others rarely have too.
  private var marks: [Int] = []
  /// The place of the next entry once all are taken: that of the oldest.
  private var oldest = 0
  private static var capacity: Int { 64 }

  private static func mark(_ argument: BoundedDecimal, _ digits: Int, _ isDerivative: Bool) -> Int {
    (argument.value.significand.small ?? 0) &* 31 &+ argument.value.exponent &* 62 &+ digits &* 2
      &+ (isDerivative ? 1 : 0)
  }

  func value(_ function: String, _ isDerivative: Bool, _ arguments: [BoundedDecimal], digits: Int) -> BoundedDecimal? {
    guard arguments.count == 1 else { return nil }
    let mark = FunctionValues.mark(arguments[0], digits, isDerivative)
    for index in marks.indices
    where marks[index] == mark && entries[index].digits == digits && entries[index].isDerivative == isDerivative
      && entries[index].argument.isIdentical(to: arguments[0]) && entries[index].function == function
    {
      return entries[index].value
    }
    return nil
  }

  func remember(
    _ value: BoundedDecimal, _ function: String, _ isDerivative: Bool, _ arguments: [BoundedDecimal], digits: Int
  ) {
    guard arguments.count == 1 else { return }
    let entry = Entry(
      function: function, isDerivative: isDerivative, argument: arguments[0], digits: digits, value: value)
    let mark = FunctionValues.mark(arguments[0], digits, isDerivative)
    guard entries.count == FunctionValues.capacity else {
      entries.append(entry)
      return marks.append(mark)
    }
    entries[oldest] = entry
    marks[oldest] = mark
    oldest = (oldest + 1) % FunctionValues.capacity
  }
}
