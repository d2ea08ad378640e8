import Expressions

/// The text of an expression with gaps for numbers.
struct LineTemplate {
  /// What stands in place of a part of the expression.
  enum Part {
    case text(String)
    /// A number by its position among all numbers, or among the values of calls.
    case name(Int)
    case value(Int)
  }

  private enum Piece {
    /// Some of `characters`.
    case text(from: Int, to: Int)
    case name(Int, parenthesizesNegative: Bool)
    case value(Int, parenthesizesNegative: Bool)
  }

  private var pieces: [Piece] = []
  private var characters: [UInt8] = []

  /// - Parameters:
  ///   - names: an article's names of functions.
  ///   - part: what stands in place of a name or a call; nil for the part itself.
  init(_ expression: Expression, _ names: Names, part: (Expression) -> Part?) {
    withoutActuallyEscaping(part) { part in
      var text = Text(names: names, part: part)
      expression.write(to: &text)
      text.finish()
      (pieces, characters) = (text.pieces, text.characters)
    }
  }

  /// Writes the text with numbers of that many digits in the gaps.
  ///
  /// - Parameters:
  ///   - numbers: the numbers by position.
  ///   - values: the values of calls.
  func write(
    _ digits: LineDigits, _ numbers: UnsafePointer<LineNumber?>, values: UnsafePointer<Double>, to bytes: inout [UInt8]
  ) {
    for index in pieces.indices {
      switch pieces[index] {
      case .text(let start, let end):
        characters.withUnsafeBufferPointer { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: $0[start..<end])) }
      case .name(let index, let parenthesizesNegative):
        let number = numbers[index]?.printed(digits.numbers) ?? PrintedNumber(.nan, inLine: digits.numbers)
        write(number, parenthesizesNegative, to: &bytes)
      case .value(let index, let parenthesizesNegative):
        write(PrintedNumber(values[index], inLine: digits.values), parenthesizesNegative, to: &bytes)
      }
    }
  }

  private func write(_ number: PrintedNumber, _ parenthesizesNegative: Bool, to bytes: inout [UInt8]) {
    let isParenthesized = parenthesizesNegative && number.hasSign
    if isParenthesized { bytes.append(UInt8(ascii: "(")) }
    number.write(to: &bytes)
    if isParenthesized { bytes.append(UInt8(ascii: ")")) }
  }

  private struct Text: ExpressionText {
    let names: Names
    let part: (Expression) -> Part?
    var pieces: [Piece] = []
    var characters: [UInt8] = []
    /// Where those of the next piece start.
    private var start = 0

    init(names: Names, part: @escaping (Expression) -> Part?) {
      self.names = names
      self.part = part
    }

    mutating func write(_ text: String) { characters.append(contentsOf: text.utf8) }

    mutating func replace(_ expression: Expression, parenthesizesNegative: Bool) -> Bool {
      switch part(expression) {
      case .text(let text): write(text)
      case .name(let index):
        finish()
        pieces.append(.name(index, parenthesizesNegative: parenthesizesNegative))
      case .value(let index):
        finish()
        pieces.append(.value(index, parenthesizesNegative: parenthesizesNegative))
      case nil: return false
      }
      return true
    }

    func name(of function: Name) -> Name { names.articleName(of: function) }

    mutating func finish() {
      guard start < characters.count else { return }
      pieces.append(.text(from: start, to: characters.count))
      start = characters.count
    }
  }
}
