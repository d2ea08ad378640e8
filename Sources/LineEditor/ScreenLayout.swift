import CLibedit

/// The position at which libedit draws each character of prompt and line, in rows and columns from the prompt's start.
///
/// Follows libedit's `re_addc` and `re_putc`, so that colors match the characters.
struct ScreenLayout {
  struct Position: Equatable {
    var row = 0
    var column = 0
  }

  let columns: Int
  /// One position per character of the line, and one more for the cursor after the last.
  private(set) var positions: [Position] = []
  /// Whether a wide character did not fit and wrapped to the next row, where painting would miss it.
  private(set) var wrapsWideCharacter = false

  private var position = Position()

  /// - Parameter isRewrapped: whether the terminal itself has wrapped the rows after its width changed: then a row that
  ///   ends in the last column is not followed by an empty one.
  init(prompt: [Unicode.Scalar], line: [Unicode.Scalar], columns: Int, isRewrapped: Bool = false) {
    self.columns = max(columns, 2)
    positions.reserveCapacity(line.count + 1)
    for scalar in prompt { put(width: Self.width(scalar)) }
    for scalar in line {
      let width = Platform.isPrinted(scalar) ? Self.width(scalar) : 1
      if position.column + width > self.columns { wrapsWideCharacter = true }
      positions.append(position)
      switch scalar {
      case "\n": if !isRewrapped || position.column > 0 || line.isNewline(before: positions.count - 1) { nextRow() }
      case "\t": repeat { put(width: 1) } while position.column % 8 != 0
      default: for shown in Self.shown(scalar) { put(width: Self.width(shown)) }
      }
    }
    positions.append(position)
  }

  var end: Position { position }

  private mutating func put(width: Int) {
    while position.column + width > columns { put(width: 1) }
    position.column += max(width, 1)
    if position.column >= columns { nextRow() }
  }

  private mutating func nextRow() {
    position.row += 1
    position.column = 0
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

  /// How a character other than newline and tab is shown: as `^A`, `\U+200B`, or itself.
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
