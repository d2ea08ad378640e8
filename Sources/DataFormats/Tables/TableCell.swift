import Expressions

/// A cell of a text table, as it is read back.
enum TableCell {
  /// A name, quoted if it would not be read back otherwise.
  static func quoted(_ name: String) -> String {
    let scalars = name.unicodeScalars
    let isPlain = scalars.allSatisfy { !",;\t\"\r\n".unicodeScalars.contains($0) }
    guard !isPlain || name.isEmpty || scalars.first == "#" || scalars.first == " " || scalars.last == " " else {
      return name
    }
    return "\"\(name.escaping(["\"": "\"\""]))\""
  }

  /// A number in the fewest digits that read back as the same; −0 keeps its sign.
  static func written(_ value: Double) -> String { value == 0 && value.sign == .minus ? "-0" : shortest(value) }
}
