import Expressions

/// A quantity and the formula that computes it: `h1.net` and `i1 * w1 + i2 * w5`.
///
/// The result is read from the engine's record.
package struct Derivation: Sendable {
  package var quantity: Quantity
  /// Over the names of `QuantityNames`.
  package var formula: Expression
  /// A part of the formula that is itself a quantity: the derivative in a delta.
  package var part: Part?

  package struct Part: Sendable {
    package var formula: Expression
    package var quantity: Quantity
  }

  package init(_ quantity: Quantity, _ formula: Expression, part: Part? = nil) {
    self.quantity = quantity
    self.formula = formula
    self.part = part
  }
}
