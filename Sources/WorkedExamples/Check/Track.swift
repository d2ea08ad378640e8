import Expressions

/// Which values of names an evaluation uses.
enum Track: Sendable {
  /// Printed values, or the numbers that the line substitutes.
  case printed
  /// Values without the roundings of earlier lines.
  case unrounded
  /// Unrounded values without the slips found in earlier lines.
  case corrected
  /// What wrong lines should have printed; for other lines the printed values.
  case intended
  /// The session's own values of variables and quantities; printed values for other names.
  case session
}
