/// Writes the line of a derivation in an article's names, with doubles or the decimals of hand arithmetic.
package protocol LineWriter {
  /// The line of a quantity; nil if its value is not known. A given quantity has no derivation.
  ///
  /// - Parameter parts: those that will be printed.
  func line(_ quantity: Quantity, _ derivation: Derivation?, _ parts: LineParts) -> EquationLine?
}
