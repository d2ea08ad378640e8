import CLibedit

/// Where libedit puts each character of prompt and line, in rows and columns from the prompt's first.
///
/// The same rules as libedit's `re_addc` and `re_putc`, so that colours land on the characters they belong to.
struct ScreenLayout {
  struct Place: Equatable {
    var row = 0
    var column = 0
  }

  let columns: Int
  /// One place a character of the line, and one more for the cursor behind the last.
  private(set) var places: [Place] = []
  /// Whether a wide character did not fit and went to the next row: painting would not meet it.
  private(set) var wrapsWideCharacter = false

  private var place = Place()

  /// With `isRewrapped`, as the terminal itself wraps the same rows after its width has changed: a row that is
  /// full to the last column and ends there is not followed by an empty one.
  init(prompt: [Unicode.Scalar], line: [Unicode.Scalar], columns: Int, isRewrapped: Bool = false) {
    self.columns = max(columns, 2)
    places.reserveCapacity(line.count + 1)
    for scalar in prompt { put(width: Self.width(scalar)) }
    for scalar in line {
      let width = Platform.isPrinted(scalar) ? Self.width(scalar) : 1
      if place.column + width > self.columns { wrapsWideCharacter = true }
      places.append(place)
      switch scalar {
      case "\n": if !isRewrapped || place.column > 0 || line.isNewline(before: places.count - 1) { nextRow() }
      case "\t": repeat { put(width: 1) } while place.column % 8 != 0
      default: for shown in Self.shown(scalar) { put(width: Self.width(shown)) }
      }
    }
    places.append(place)
  }

  var end: Place { place }

  private mutating func put(width: Int) {
    while place.column + width > columns { put(width: 1) }
    place.column += max(width, 1)
    if place.column >= columns { nextRow() }
  }

  private mutating func nextRow() {
    place.row += 1
    place.column = 0
  }

  // MARK: Characters

  static func width(_ scalar: Unicode.Scalar) -> Int {
    max(Int(cl_width(scalar.value)), 0)
  }

  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// `text` cut to at most `limit` columns.
  static func cut(_ text: String, to limit: Int) -> String {
    var columns = 0
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.prefix {
          columns += width($0)
          return columns <= limit
        }))
  }

  /// What stands on the screen for a character other than newline and tab: `^A`, `\U+200B`, or itself.
  static func shown(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if scalar.value < 0x100, Platform.isControl(scalar) {
      return ["^", scalar == "\u{7F}" ? "?" : Unicode.Scalar(UInt8(scalar.value & 0x7F | 0x40))]
    }
    guard !Platform.isPrinted(scalar) else { return [scalar] }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let padding = String(repeating: "0", count: max(0, (scalar.value > 0xFFFF ? 5 : 4) - digits.count))
    return Array("\\U+\(padding)\(digits)".unicodeScalars)
  }
}

extension [Unicode.Scalar] {
  fileprivate func isNewline(before index: Int) -> Bool { index > 0 && self[index - 1] == "\n" }
}
