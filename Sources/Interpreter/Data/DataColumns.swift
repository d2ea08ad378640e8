import DataFormats
import Expressions
import NeuralNetwork

extension OperandReader {
  /// Columns of a table: `1..4`, `width..height`, `1..3,7`, `"petal width (cm)"`. Quoted strings are names.
  mutating func columns() throws(Fault) -> Located<[ColumnRange]> {
    let start = nextRange()
    var ranges: [ColumnRange] = []
    repeat {
      let first = try column()
      guard takeRangeDots() else {
        ranges.append(ColumnRange(first))
        continue
      }
      guard !isBlankByte(cursor.byte), !cursor.atCommandEnd else {
        let range = SourceRange(start.lower, cursor.position)
        throw Fault("'\(cursor.text(range))' has no last column", at: range, help: help)
      }
      ranges.append(ColumnRange(first, try column()))
    } while takeComma()
    let end = cursor.position
    guard isBlankByte(cursor.byte) || cursor.atCommandEnd else {
      let found = cursor.found()
      throw Fault("unexpected \(found.value) after columns", at: found.range, help: help)
    }
    return Located(ranges, SourceRange(start.lower, end))
  }

  private var help: String { "\(name.value) load FILE inputs 1..4 targets 5" }

  private mutating func column() throws(Fault) -> ColumnReference {
    guard !atEnd() else { throw missing("columns such as 1..4") }
    if cursor.byte == Ascii.doubleQuote || cursor.byte == Ascii.quote { return .name(try file("a column").value) }
    let start = cursor.position
    while !isBlankByte(cursor.byte), !cursor.atCommandEnd, cursor.byte != Ascii.comma, !atRangeDots {
      cursor.position += 1
    }
    guard cursor.position > start else {
      throw Fault("missing column before \(cursor.found().value)", at: cursor.found().range, help: help)
    }
    let text = cursor.text(start, cursor.position)
    return Int(text).map { .number($0) } ?? .name(text)
  }

  /// Whether two dots follow.
  private var atRangeDots: Bool { cursor.byte == Ascii.period && cursor.byte(at: 1) == Ascii.period }

  private mutating func takeRangeDots() -> Bool {
    guard atRangeDots else { return false }
    cursor.position += 2
    return true
  }

  private mutating func takeComma() -> Bool {
    guard cursor.byte == Ascii.comma else { return false }
    cursor.position += 1
    cursor.skipBlanks()
    return true
  }
}
