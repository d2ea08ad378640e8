import Expressions

/// The last values of built-in functions of one number: the tracks of a line evaluate the same calls several times.
final class FunctionValues {
  private struct Entry {
    var function: String
    var isDerivative: Bool
    var argument: BoundedDecimal
    var value: BoundedDecimal
  }

  private var entries: [Entry] = []
  private static let capacity = 8

  func value(_ function: String, _ isDerivative: Bool, _ arguments: [BoundedDecimal]) -> BoundedDecimal? {
    guard arguments.count == 1 else { return nil }
    return entries.first {
      $0.argument.isIdentical(to: arguments[0]) && $0.isDerivative == isDerivative && $0.function == function
    }?.value
  }

  func remember(
    _ value: BoundedDecimal, _ function: String, _ isDerivative: Bool, _ arguments: [BoundedDecimal]
  ) {
    guard arguments.count == 1 else { return }
    if entries.count == FunctionValues.capacity { entries.removeFirst() }
    entries.append(Entry(function: function, isDerivative: isDerivative, argument: arguments[0], value: value))
  }
}
