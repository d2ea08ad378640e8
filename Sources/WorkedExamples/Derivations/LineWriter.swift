/// Writes a derivation's line in an article's names, with numbers as doubles or as decimals of hand arithmetic.
package protocol LineWriter {
  /// The line of a quantity whose value is known; `derivation` is nil for one that is given.
  func line(_ quantity: Quantity, _ derivation: Derivation?) -> EquationLine?
}
