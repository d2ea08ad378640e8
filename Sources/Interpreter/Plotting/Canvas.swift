/// Characters that each show several dots: eight in braille, two in plain ASCII.
struct Canvas {
  let columns: Int
  let rows: Int
  let isPlain: Bool
  /// Row by row; which dots of a character are set, from the top.
  private var dots: [[Bool]]
  private var symbols: [Int: Character] = [:]
  private let width: Int
  private let height: Int

  init(columns: Int, rows: Int, isPlain: Bool) {
    (self.columns, self.rows, self.isPlain) = (columns, rows, isPlain)
    (width, height) = isPlain ? (columns, 2 * rows) : (2 * columns, 4 * rows)
    dots = [[Bool]](repeating: [Bool](repeating: false, count: width), count: height)
  }

  /// A line between two points; both coordinates go from 0 to 1, upwards.
  mutating func draw(from start: (x: Double, y: Double), to end: (x: Double, y: Double), isDotted: Bool) {
    drawDots(from: dot(start), to: dot(end), isDotted: isDotted)
  }

  /// A line between two characters, both counted from 0 at the top left.
  mutating func draw(from start: (column: Int, row: Int), to end: (column: Int, row: Int), isDotted: Bool) {
    func dot(_ place: (column: Int, row: Int)) -> (x: Int, y: Int) {
      isPlain ? (place.column, 2 * place.row) : (2 * place.column, 4 * place.row + 2)
    }
    drawDots(from: dot(start), to: dot(end), isDotted: isDotted)
  }

  mutating func write(_ text: String, row: Int, column: Int) {
    for (offset, character) in text.enumerated() where column + offset < columns {
      symbols[row * columns + column + offset] = character
    }
  }

  private mutating func drawDots(from a: (x: Int, y: Int), to b: (x: Int, y: Int), isDotted: Bool) {
    let steps = max(abs(b.x - a.x), abs(b.y - a.y))
    for step in 0...steps {
      let x = steps == 0 ? a.x : a.x + divided((b.x - a.x) * step, steps)
      let y = steps == 0 ? a.y : a.y + divided((b.y - a.y) * step, steps)
      if isDotted, x % 3 != 0 { continue }
      dots[y][x] = true
    }
  }

  mutating func put(_ symbol: Character, at point: (x: Double, y: Double)) {
    let place = dot(point)
    symbols[place.y / (isPlain ? 2 : 4) * columns + place.x / (isPlain ? 1 : 2)] = symbol
  }

  /// Rounded to the nearest, so that a line is the same from both ends.
  private func divided(_ a: Int, _ b: Int) -> Int { a >= 0 ? (2 * a + b) / (2 * b) : -((-2 * a + b) / (2 * b)) }

  private func dot(_ point: (x: Double, y: Double)) -> (x: Int, y: Int) {
    (Int((point.x * Double(width - 1)).rounded()), height - 1 - Int((point.y * Double(height - 1)).rounded()))
  }

  var lines: [String] {
    (0..<rows).map { row in
      String((0..<columns).map { column in symbols[row * columns + column] ?? character(row, column) })
    }
  }

  private func character(_ row: Int, _ column: Int) -> Character {
    if isPlain {
      return switch (dots[2 * row][column], dots[2 * row + 1][column]) {
      case (false, false): " "
      case (true, false): "'"
      case (false, true): "."
      case (true, true): ":"
      }
    }
    var code: UInt32 = 0
    // The bits of braille: the left column from the top, then the right one, the lowest row last.
    for (x, y, bit) in [(0, 0, 0), (0, 1, 1), (0, 2, 2), (1, 0, 3), (1, 1, 4), (1, 2, 5), (0, 3, 6), (1, 3, 7)] {
      if dots[4 * row + y][2 * column + x] { code |= 1 << UInt32(bit) }
    }
    return code == 0 ? " " : Character(Unicode.Scalar(0x2800 + code) ?? " ")
  }
}
