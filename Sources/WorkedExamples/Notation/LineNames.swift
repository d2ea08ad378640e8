import Expressions
import NeuralNetwork

/// The names in the lines of a step.
///
/// A name that several quantities share stands for the one whose line was printed last. Where a formula would mean
/// another one, or two of them, it has their standard names.
final class LineNames {
  let resolved: ResolvedNames
  private let lines: LineSettings
  /// The quantities whose lines were printed last, by shared name.
  private var printed = IdentifierMap<Quantity>()

  init(_ resolved: ResolvedNames, _ lines: LineSettings) {
    self.resolved = resolved
    self.lines = lines
  }

  /// The left side of a quantity's line, from which on a shared name stands for this quantity.
  func ofLine(_ quantity: Quantity) -> String {
    let name = resolved.nameOfLine(quantity)
    if case .parameter(let parameter, .new) = quantity, resolved.articleName(quantity) != name {
      printed[name] = .parameter(parameter, .value)
    } else {
      printed[name] = quantity
    }
    return name
  }

  /// The article's name of a quantity in a formula; nil for the standard name.
  ///
  /// - Parameter others: the quantities of the formula.
  func inFormula(_ quantity: Quantity, among others: [Quantity]) -> String? {
    guard let name = resolved.articleName(quantity), resolved.isNameShared(quantity) else {
      return resolved.articleName(quantity)
    }
    if others.contains(where: { $0 != quantity && resolved.articleName($0) == name }) { return nil }
    if let last = printed[name] { return last == quantity ? name : nil }
    return hasLine(quantity) ? nil : name
  }

  /// Whether a step prints lines of this quantity.
  private func hasLine(_ quantity: Quantity) -> Bool {
    switch quantity {
    case .unit(let unit, .out) where unit < resolved.topology.inputCount: false
    case .parameter(_, .old), .parameter(_, .change): false
    default: LineKind(quantity, resolved.topology).map { lines[$0] != .off } ?? false
    }
  }
}
