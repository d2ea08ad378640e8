import Expressions

/// Which numbers names stand for in an evaluation.
enum Track: Sendable {
  /// What the text prints; a number put in where the line puts one in.
  case printed
  /// Without the roundings of the lines before.
  case unrounded
  /// Unrounded, and without the slips found on the way.
  case corrected
  /// What wrong lines should have printed, elsewhere what is printed.
  case intended
}
