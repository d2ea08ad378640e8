/// The shortest digits that read back as the same double: `0.1`, `3`, `1e-07`.
package func shortest(_ value: Double) -> String {
  if value == 0 { return "0" }
  // The sign of NaN differs between processors.
  if value.isNaN { return "nan" }
  if value.magnitude < 1e15, value == value.rounded(.towardZero) { return String(Int(value)) }
  let text = value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// The value to `digits` significant digits, without trailing zeros: `0.645656`, `1.5e-07`; integers in full.
package func rounded(_ value: Double, digits: Int) -> String {
  if digits >= 17, value.isFinite, value != value.rounded(.towardZero) || value.magnitude >= 1e15 {
    return formatted(value, isFixed: false, digits)
  }
  return PrintedNumber(value, significant: digits).text
}

/// The value with exactly `decimals` decimals: `0.220`.
package func fixed(_ value: Double, decimals: Int) -> String { PrintedNumber(value, decimals: decimals).text }

/// As printf's `%.*g`, or `%.*f` if fixed, but NaN has no sign.
func formatted(_ value: Double, isFixed: Bool, _ precision: Int) -> String {
  if value.isNaN { return shortest(value) }
  return formatted(value, isFixed: isFixed, precision, capacity: 64)
    ?? formatted(value, isFixed: isFixed, precision, capacity: 2048 + precision) ?? shortest(value)
}
