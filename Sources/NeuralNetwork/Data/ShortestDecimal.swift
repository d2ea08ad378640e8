/// A number in the fewest digits that read back as the same Double, without a trailing ".0".
package func shortestDecimal(_ value: Double) -> String {
  let text = value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
