import Expressions

/// Finds the equations in a passage.
struct EquationScanner {
  /// A part of a passage that is an equation, or the rest of one that a line above begins.
  struct Found {
    /// What was read, without text before and after it.
    var range: Range<Int>
    /// Whether it starts with `=`, so that the equation above goes on with it.
    var continues = false
    /// Whether nothing but punctuation follows in the passage.
    var reachesEnd = false
    /// Where reading stopped, and why; nil if all was read.
    var fault: Fault?
  }

  private let passage: Passage
  private var bytes: [UInt8] { passage.text.bytes }

  private init(_ passage: Passage) { self.passage = passage }

  static func equations(in passage: Passage) -> [Found] { EquationScanner(passage).equations() }

  private func equations() -> [Found] {
    var found: [Found] = []
    var from = 0
    if let relation = Relation.starts(bytes, at: 0, end: bytes.count), relation.kind == .arrow {
      from = relation.length
    } else if let relation = Relation.starts(bytes, at: 0, end: bytes.count) {
      var rest = read(from: relation.length)
      rest.range = 0..<max(rest.range.upperBound, relation.length)
      rest.continues = true
      from = rest.range.upperBound
      let remainder = rest.range.lowerBound..<bytes.count
      if rest.fault == nil || hasNumbers(remainder) || passage.text.isCalculation(remainder) { found.append(rest) }
    }
    while let (index, relation) = Relation.first(in: bytes, from: from) {
      let afterSign = index + relation.length
      guard let start = leftOperand(from: from, to: index) else {
        // Without a left side that can be read, the rest may be a calculation.
        if passage.isMath {
          if hasNumbers(from..<bytes.count) { found.append(unread(from: from, to: index)) }
          return found
        }
        from = afterSign
        continue
      }
      let equation = read(from: start)
      if equation.fault == nil {
        found.append(equation)
      } else if hasNumbers(start..<end(ofClause: afterSign)), !stopsAtString(equation) {
        found.append(equation)
      }
      from = max(afterSign, equation.range.upperBound)
    }
    return found
  }

  /// Whether it is about words rather than numbers: `edgecolor='none'`, `score("bank") = 0.82`.
  private func stopsAtString(_ equation: Found) -> Bool {
    guard let start = equation.fault?.range?.lower, start < bytes.count else { return false }
    return [UInt8(ascii: "'"), UInt8(ascii: "\"")].contains(bytes[start])
  }

  private func cursor(from start: Int, to end: Int) -> Cursor {
    var cursor = Cursor(bytes, from: start, to: end, dialect: .article)
    cursor.juxtaposes = passage.isMath
    return cursor
  }

  // MARK: The left side

  /// Where the left side of the relation at `end` starts; nil if nothing before it can be read.
  private func leftOperand(from lower: Int, to end: Int) -> Int? {
    var index = max(lower, end - 400)
    while index < end {
      defer { index += 1 }
      guard isStart(index, from: lower) else { continue }
      var cursor = cursor(from: index, to: bytes.count)
      if cursor.atWordOfCondition { continue }
      guard let left = try? cursor.readSum() else { continue }
      CheckLine.skipIgnored(&cursor)
      guard cursor.position == end else { continue }
      if passage.isMath { return index }
      if case .name = left.node { return startOfName(index, from: lower, to: end) }
      // `2.0 minus 0.005 = 1.995` is a calculation in words.
      if WrittenNumber(left) != nil, isAfterWord(index, from: lower) { return nil }
      return index
    }
    return nil
  }

  private func isAfterWord(_ start: Int, from lower: Int) -> Bool {
    var index = start - 1
    while index >= lower, isBlankByte(bytes[index]) { index -= 1 }
    return index >= lower && isLetter(bytes[index])
  }

  /// Whether a value can start here: after a blank, a bracket or punctuation.
  private func isStart(_ index: Int, from lower: Int) -> Bool {
    let byte = bytes[index]
    guard !isBlankByte(byte), byte & 0xC0 != 0x80,
      ![Ascii.comma, Ascii.period, Ascii.plus, Ascii.star].contains(byte) || isDigit(next(index))
    else {
      return false
    }
    guard index > lower, index > 0 else { return true }
    let before = bytes[index - 1]
    if passage.isFragment(index, from: lower) { return false }
    return isBlankByte(before) || before >= 0x80
      || [0x28, 0x5B, 0x2C, 0x3A, 0x3B, 0x7C, 0x22, 0x27, 0x2A, 0x24, 0x29].contains(before)
  }

  private func next(_ index: Int) -> UInt8 { index + 1 < bytes.count ? bytes[index + 1] : 0 }

  /// A name of several words, such as `Output error`, starts further to the left; a symbol does not: `the weight w5`.
  private func startOfName(_ start: Int, from lower: Int, to end: Int) -> Int {
    let last = passage.text.trimmed(start..<end)
    guard last.count > 2, last.allSatisfy({ isLetter(bytes[$0]) && bytes[$0] != Ascii.underscore }) else {
      return start
    }
    var result = start
    for _ in 0..<3 {
      var index = result - 1
      while index >= lower, isBlankByte(bytes[index]) { index -= 1 }
      let wordEnd = index + 1
      while index >= lower, isLetter(bytes[index]) { index -= 1 }
      let word = passage.text.text(index + 1..<wordEnd).lowercased()
      let isSeparate = index < lower || isBlankByte(bytes[index])
      guard isSeparate, word.count > 1, !wordsBeforeEquations.contains(word) else { break }
      result = index + 1
    }
    return result
  }

  // MARK: The chain

  private func read(from start: Int) -> Found {
    let limit = end(ofClause: start)
    var cursor = cursor(from: start, to: limit)
    do throws(Fault) {
      let line = try CheckLine.readChain(&cursor) { endsChain(after: $0, $1, $2, limit) }
      let end = line.range.upper
      if let fault = fault(after: end, limit) { throw fault }
      let rest = bytes[end...].allSatisfy { isBlankByte($0) || [0x2C, 0x2E, 0x3B, 0x29, 0x24].contains($0) }
      return Found(range: start..<end, reachesEnd: rest)
    } catch {
      return Found(range: start..<bytes.count, fault: error)
    }
  }

  private func unread(from start: Int, to end: Int) -> Found {
    var cursor = cursor(from: start, to: end)
    do throws(Fault) {
      let left = try cursor.readSum()
      let found = cursor.found()
      let range = cursor.position < end ? found.range : left.range
      throw Fault("cannot read \(found.value)", at: range)
    } catch {
      return Found(range: start..<bytes.count, fault: error)
    }
  }

  /// Whether an arrow is between two equations, or between an equation and prose, rather than a link of the chain.
  private func endsChain(after last: Expression, _ cursor: Cursor, _ relation: Relation, _ limit: Int) -> Bool {
    guard relation.kind == .arrow else { return false }
    var probe = cursor
    probe.position += relation.length
    guard let part = try? probe.readSum() else { return true }
    // `loss = 0.5 → 0.3` is a step from one number to another.
    if case .vector = part.node { return true }
    if WrittenNumber(last) != nil, WrittenNumber(part) != nil { return true }
    CheckLine.skipIgnored(&probe)
    if let next = Relation.starts(bytes, at: probe.position, end: limit), next.kind != .arrow {
      switch part.node {
      case .name, .call: return true
      default: break
      }
    }
    return !bytes[part.range.lower..<part.range.upper].contains(where: isDigit)
  }

  /// Where running text certainly ends an equation: at a dash between words, a semicolon, or a comma before the next
  /// equation.
  private func end(ofClause start: Int) -> Int {
    guard !passage.isMath else { return endOfEquation(start) }
    var index = start
    while index + 2 < bytes.count {
      if isBlankByte(bytes[index]), let dash = dash(at: index + 1),
        isBlankByte(bytes[min(index + 1 + dash, bytes.count - 1)]),
        isProse(index + 2 + dash)
      {
        return index
      }
      index += 1
    }
    return endOfEquation(start)
  }

  /// The comma or semicolon after which another equation starts, outside brackets.
  private func endOfEquation(_ start: Int) -> Int {
    var open = 0
    for index in start..<bytes.count {
      switch bytes[index] {
      case Ascii.openParenthesis, Ascii.openBracket, Ascii.openBrace: open += 1
      case Ascii.closeParenthesis, Ascii.closeBracket, Ascii.closeBrace: open -= 1
      case Ascii.less where isVectorBracket(index): open += 1
      case Ascii.greater where open > 0 && !isBlankByte(bytes[index - 1]): open -= 1
      case Ascii.semicolon where open <= 0 && index > start && bytes[index - 1] != Ascii.backslash: return index
      case Ascii.comma where open <= 0 && index > start && bytes[index - 1] != Ascii.backslash:
        if !isDigit(next(index)) || !isDigit(bytes[index - 1]) { return index }
      default: break
      }
    }
    return bytes.count
  }

  /// Whether `<0, .5>` starts here.
  private func isVectorBracket(_ index: Int) -> Bool {
    guard let close = bytes[index...].firstIndex(of: Ascii.greater) else { return false }
    return !isBlankByte(next(index)) && bytes[index..<close].contains(Ascii.comma)
  }

  private func dash(at index: Int) -> Int? {
    if bytes[index] == Ascii.minus { return 1 }
    return passage.text.has("–", at: index) || passage.text.has("—", at: index) ? 3 : nil
  }

  /// Whether two words follow.
  private func isProse(_ start: Int) -> Bool {
    var words = 0
    var index = start
    while words < 2 {
      let first = index
      while index < bytes.count, isLetter(bytes[index]), bytes[index] != Ascii.underscore { index += 1 }
      guard index - first >= (words == 0 ? 2 : 1) else { return false }
      words += 1
      guard index < bytes.count, isBlankByte(bytes[index]) else { return words == 2 }
      index += 1
    }
    return true
  }

  /// Why what follows an equation shows that it was not read to its end; nil for punctuation and prose.
  private func fault(after end: Int, _ limit: Int) -> Fault? {
    var cursor = cursor(from: end, to: bytes.count)
    CheckLine.skipIgnored(&cursor)
    guard cursor.position < min(limit, bytes.count) else { return nil }
    if Relation.starts(bytes, at: cursor.position, end: bytes.count)?.kind == .arrow { return nil }
    let byte = cursor.byte
    let isAfterBlank = cursor.position > end
    let isAfterQuotation = passage.text.has("\"}", at: end - 2)
    if isAfterQuotation, passage.text.has("\\begin", at: cursor.position) { return nil }
    if passage.isMath, byte == UInt8(ascii: "!"), !isAfterBlank { return stop(cursor) }
    if isLetter(byte), byte != Ascii.underscore { return isAfterBlank ? nil : stop(cursor) }
    if [0x2C, 0x2E, 0x3B, 0x3A, 0x29, 0x5D, 0x21, 0x3F, 0x22, 0x27, 0x28, 0x3E, 0x3C, 0x2D, 0x7C, 0x23].contains(byte) {
      return nil
    }
    // a slash that is not a comment's would have been read as a division
    if [Ascii.slash, Ascii.closeBrace, Ascii.star].contains(byte) { return nil }
    if byte == Ascii.backslash {
      let isSpace = [
        "\\quad", "\\text", "\\,", "\\;", "\\\\", "\\right", "\\le", "\\ge", "\\lt", "\\gt", "\\neq", "\\in",
      ]
      .contains { cursor.text(cursor.position, bytes.count).hasPrefix($0) }
      return isSpace ? nil : stop(cursor)
    }
    if byte >= 0x80 {
      let isMathematics = ["±", "∓", "√", "∑", "∫", "×", "·", "⋅", "÷", "^"].contains {
        cursor.text(cursor.position, bytes.count).hasPrefix($0)
      }
      return isMathematics ? stop(cursor) : nil
    }
    return stop(cursor)
  }

  private func stop(_ cursor: Cursor) -> Fault {
    let found = cursor.found()
    return Fault("cannot read \(found.value)", at: found.range)
  }

  /// Whether the text has a number that is calculated with, not just an index or the 2 of a formula.
  private func hasNumbers(_ range: Range<Int>) -> Bool {
    var decimals = 0
    for index in range where isDigit(bytes[index]) {
      guard index > range.lowerBound, bytes[index - 1] == Ascii.period else { continue }
      let before = index - 1 > range.lowerBound ? bytes[index - 2] : Ascii.space
      if before != Ascii.period { decimals += 1 }
    }
    return decimals > 0 && !passage.text.text(range).contains("\\begin{cases}")
  }
}

/// Words that come before an equation in a sentence and are not part of a name.
private let wordsBeforeEquations: Set<String> = [
  "a", "an", "the", "we", "get", "have", "has", "is", "are", "was", "be", "let", "so", "then", "thus", "hence",
  "therefore", "where", "with", "and", "or", "for", "if", "when", "since", "because", "as", "of", "to", "in", "at",
  "on",
  "by", "from", "gives", "give", "yields", "that", "this", "which", "it", "its", "our", "using", "use", "set", "say",
  "assume", "given", "now", "first", "next", "finally", "compute", "calculate", "i", "you", "will", "becomes", "note",
]
