import Expressions

/// What the commas in the numbers of a document are: those of decimals, as in `0,5`, or of thousands, as in `1,024`.
struct DecimalCommas {
  /// Whether decimals are after a comma by itself.
  let arePlain: Bool
  /// Whether decimals are after `{,}`, as LaTeX has it.
  private let areBraced: Bool

  init(of passages: [Passage]) {
    var plain = 0
    var hasPoint = false
    // As of thousands: `1.250`.
    var hasGroupingPoint = false
    var areBraced = false
    for passage in passages where Relation.first(in: passage.text.bytes, from: 0) != nil {
      let bytes = passage.text.bytes
      var open = 0
      for index in bytes.indices {
        if [Ascii.openBracket, Ascii.openParenthesis, Ascii.less].contains(bytes[index]) { open += 1 }
        if [Ascii.closeBracket, Ascii.closeParenthesis, Ascii.greater].contains(bytes[index]) { open -= 1 }
        if passage.text.has("{,}", at: index), !passage.text.isThousands(index, length: 3) { areBraced = true }
        guard index + 1 < bytes.count, isDigit(bytes[index + 1]) else { continue }
        if bytes[index] == Ascii.period {
          if passage.text.isThousands(index, length: 1) { hasGroupingPoint = true } else { hasPoint = true }
        }
        guard index > 0, isDigit(bytes[index - 1]), bytes[index] == Ascii.comma else { continue }
        if passage.text.isInList(index) { continue }
        if open <= 0 || bytes[index - 1] == 0x30, !passage.text.isThousands(index, length: 1) { plain += 1 }
      }
    }
    arePlain = plain > 0 && !hasPoint && (areBraced || !hasGroupingPoint)
    self.areBraced = areBraced || arePlain
  }

  /// With `.` for the commas of decimals, and without `{,}` between thousands.
  func replaced(in passage: Passage) -> Passage {
    let text = passage.text
    guard text.bytes.contains(Ascii.comma) else { return passage }
    var result = passage
    result.text = MappedText()
    var index = 0
    while index < text.count {
      if text.has("{,}", at: index) {
        if areBraced || !text.isThousands(index, length: 3) {
          result.text.append(Ascii.period, at: text.offset(of: index))
        }
        index += 3
      } else if arePlain, text.bytes[index] == Ascii.period, index + 1 < text.count, text.isThousands(index, length: 1)
      {
        index += 1
      } else {
        let isDecimal = arePlain && text.isInNumber(index)
        result.text.append(isDecimal ? Ascii.period : text.bytes[index], at: text.offset(of: index))
        index += 1
      }
    }
    return result
  }
}

extension MappedText {
  /// Whether a comma is between digits.
  fileprivate func isInNumber(_ index: Int) -> Bool {
    bytes[index] == Ascii.comma && index > 0 && index + 1 < count && isDigit(bytes[index - 1])
      && isDigit(bytes[index + 1])
  }

  /// Whether the comma is between whole numbers in brackets, as in `[0,1]`, or with another one: `1,2,3`.
  fileprivate func isInList(_ index: Int) -> Bool {
    var first = index
    while first > 0, isDigit(bytes[first - 1]) || bytes[first - 1] == Ascii.comma { first -= 1 }
    var last = index + 1
    while last < count, isDigit(bytes[last]) || bytes[last] == Ascii.comma { last += 1 }
    if bytes[first..<last].count(where: { $0 == Ascii.comma }) > 1 { return !isThousands(index, length: 1) }
    guard first > 0, last < count else { return false }
    return bytes[first - 1] == Ascii.openBracket && bytes[last] == Ascii.closeBracket
  }

  /// Whether the comma of that length can be one of thousands: after one to three digits, or another such group, and
  /// before three.
  fileprivate func isThousands(_ index: Int, length: Int) -> Bool {
    var digits = 0
    while digits < 4, index + length + digits < count, isDigit(bytes[index + length + digits]) { digits += 1 }
    guard digits == 3 else { return false }
    var first = index
    while first > 0, isDigit(bytes[first - 1]) { first -= 1 }
    guard (1...3).contains(index - first) else { return false }
    let isAfterGroup = first >= length && index - first == 3 && bytes[first - 1] == bytes[index + length - 1]
    return bytes[first] != 0x30 || isAfterGroup && isThousands(first - length, length: length)
  }
}
