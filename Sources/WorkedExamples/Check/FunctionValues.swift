import Expressions

/// The last values of functions of one number: the tracks of a line evaluate the same calls several times.
final class FunctionValues {
  private struct Entry {
    var function: String
    var isDerivative: Bool
    var argument: BoundedDecimal
    var value: BoundedDecimal
  }

  private var entries: [Entry] = []
  /// The place of the next entry once all are taken: that of the oldest.
  private var oldest = 0
  private static var capacity: Int { 16 }

  func value(_ function: String, _ isDerivative: Bool, _ arguments: [BoundedDecimal]) -> BoundedDecimal? {
    guard arguments.count == 1 else { return nil }
    for index in entries.indices
    where entries[index].argument.isIdentical(to: arguments[0]) && entries[index].isDerivative == isDerivative
      && entries[index].function == function
    {
      return entries[index].value
    }
    return nil
  }

  func remember(
    _ value: BoundedDecimal, _ function: String, _ isDerivative: Bool, _ arguments: [BoundedDecimal]
  ) {
    guard arguments.count == 1 else { return }
    let entry = Entry(function: function, isDerivative: isDerivative, argument: arguments[0], value: value)
    guard entries.count == FunctionValues.capacity else {
      if entries.isEmpty { entries.reserveCapacity(4) }
      return entries.append(entry)
    }
    entries[oldest] = entry
    oldest = (oldest + 1) % FunctionValues.capacity
  }
}
