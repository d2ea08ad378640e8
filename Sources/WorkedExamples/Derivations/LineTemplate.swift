import Expressions

/// The text of a line's formula, once or with different parts replaced, with gaps for numbers.
struct LineTemplate: ~Copyable {
  /// What stands in place of a part of the expression.
  enum Part {
    case text(String)
    /// A number by its position among all numbers, or among the values of calls.
    case name(Int)
    case value(Int)
  }

  /// Some characters, and what follows them.
  struct Piece {
    enum End { case name, value, part }

    var start: Int
    var count: Int
    var end: End
    var index = 0
    var parenthesizesNegative = false
  }

  private let pieces: FixedList<Piece>
  private let characters: FixedList<UInt8>

  /// - Parameters:
  ///   - names: an article's names of functions.
  ///   - parts: what stands in place of a name or a call in each part of the line; nil for the name or call itself.
  init(_ expression: Expression, _ names: Names, parts: [(Expression) -> Part?]) {
    var text = Text(names: names)
    for part in parts {
      text.part = part
      text.write(" = ")
      expression.write(to: &text)
      text.add(.part)
    }
    pieces = FixedList(text.pieces)
    characters = LineText.padded(text.characters)
  }

  /// Writes the parts with numbers of that many digits in the gaps.
  ///
  /// - Parameters:
  ///   - numbers: the numbers by position.
  ///   - values: the values of calls.
  func write(_ digits: LineDigits, _ numbers: PrintedNumbers, values: UnsafePointer<Double>, to line: inout LineText) {
    for piece in UnsafeBufferPointer(start: pieces.start, count: pieces.count) {
      line.text.append(piece.count, padded: characters.start + piece.start)
      switch piece.end {
      case .name:
        numbers.write(
          piece.index, digits.numbers, parenthesizesNegative: piece.parenthesizesNegative, to: line.text)
      case .value:
        PrintedNumber(values[piece.index], inLine: digits.values)
          .write(parenthesizesNegative: piece.parenthesizesNegative, to: line.text)
      case .part: line.endPart()
      }
    }
  }

  private struct Text: ExpressionText {
    let names: Names
    var part: (Expression) -> Part? = { _ in nil }
    var pieces: [Piece] = []
    var characters: [UInt8] = []

    init(names: Names) { self.names = names }

    mutating func write(_ text: String) { characters.append(contentsOf: text.utf8) }

    mutating func replace(_ expression: Expression, parenthesizesNegative: Bool) -> Bool {
      switch part(expression) {
      case .text(let text): write(text)
      case .name(let index): add(.name, index, parenthesizesNegative: parenthesizesNegative)
      case .value(let index): add(.value, index, parenthesizesNegative: parenthesizesNegative)
      case nil: return false
      }
      return true
    }

    func name(of function: Name) -> Name { names.articleName(of: function) }

    /// Ends a piece with the characters since the last.
    mutating func add(_ end: Piece.End, _ index: Int = 0, parenthesizesNegative: Bool = false) {
      let start = pieces.last.map { $0.start + $0.count } ?? 0
      pieces.append(
        Piece(
          start: start, count: characters.count - start, end: end, index: index,
          parenthesizesNegative: parenthesizesNegative))
    }
  }
}
