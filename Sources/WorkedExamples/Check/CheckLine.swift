import Expressions

/// A line of hand calculation, `A = B = C`, as written.
package struct CheckLine: Sendable {
  package internal(set) var parts: [Expression]
  /// The ranges of the parts in the source.
  let ranges: [SourceRange]
  private let source: [UInt8]
  /// Per link: whether it is `≈` or similar, which claims only the printed digits.
  let isApproximate: [Bool]
  package let range: SourceRange
  /// The line with the lower signs of `±`; empty if it has none.
  private var lowerSigns: [CheckLine] = []

  /// Reads to the end of the command, or to the comma before another equation; nil if there is nothing but blanks or a
  /// comment.
  ///
  /// - Parameter cursor: must use the article dialect.
  /// - Throws: `Fault` where the line cannot be read.
  package static func read(_ cursor: inout Cursor) throws(Fault) -> CheckLine? {
    skipIgnored(&cursor)
    guard !atEnd(cursor) else {
      if cursor.byte != Ascii.closeBrace { cursor.skipLine() }
      return nil
    }
    skipLabel(&cursor)
    let line = try readChain(&cursor)
    try readTail(&cursor)
    guard line.parts.count > 1 else {
      throw Fault(
        "nothing to compare \(line.text(of: 0)) with", at: line.parts[0].range,
        label: "expected a chain A = B = C")
    }
    return line
  }

  /// Reads the equations up to the end of the command: `w1 = 0.9, w2 = 0.3`.
  package static func readAll(_ cursor: inout Cursor) throws(Fault) -> [CheckLine] {
    var lines: [CheckLine] = []
    while let line = try read(&cursor) {
      lines.append(line)
      guard isLeftOfEquation(cursor) else { break }
    }
    return lines
  }

  /// Whether the cursor, after an equation, is where another one starts.
  private static func isLeftOfEquation(_ cursor: Cursor) -> Bool {
    !cursor.atCommandEnd && cursor.position > 0 && !atEnd(cursor)
  }

  /// Reads parts and the relations between them.
  ///
  /// - Parameter isEnd: whether the chain ends with a part, before the relation at the cursor.
  static func readChain(
    _ cursor: inout Cursor, isEnd: (Expression, Cursor, Relation) -> Bool = { _, _, _ in false }
  ) throws(Fault) -> CheckLine {
    skipIgnored(&cursor)
    let start = cursor.position
    let juxtaposes = cursor.juxtaposes
    var parts: [Expression] = []
    var ranges: [SourceRange] = []
    var approximate: [Bool] = []
    parts.reserveCapacity(4)
    ranges.reserveCapacity(4)
    while true {
      skipIgnored(&cursor)
      let part = try parts.isEmpty ? readFirst(&cursor) : cursor.readSum()
      try requireReadable(part, cursor.bytes)
      parts.append(part)
      ranges.append(part.range)
      let before = cursor.position
      skipIgnored(&cursor)
      guard let relation = relation(at: cursor), !isEnd(part, cursor, relation) else {
        cursor.position = before
        break
      }
      cursor.position += relation.length
      approximate.append(relation.kind == .approximate)
    }
    skipIgnored(&cursor)
    let end = ranges[ranges.count - 1].upper
    var line = CheckLine(
      parts: parts, ranges: ranges, source: cursor.bytes, isApproximate: approximate, range: SourceRange(start, end))
    if cursor.hasPairedSigns, !cursor.readsLowerSigns {
      var lower = cursor
      lower.position = start
      lower.juxtaposes = juxtaposes
      lower.readsLowerSigns = true
      line.lowerSigns = [try readChain(&lower, isEnd: isEnd)]
    }
    return line
  }

  /// The line with the lower signs of `±`; nil if it has none.
  var withLowerSigns: CheckLine? { lowerSigns.first }

  /// The line with the upper signs alone.
  var withUpperSigns: CheckLine {
    var line = self
    line.lowerSigns = []
    return line
  }

  /// With each part changed.
  func mapParts(_ change: (Expression) -> Expression) -> CheckLine {
    var line = self
    for index in parts.indices { line.parts[index] = change(parts[index]) }
    if !lowerSigns.isEmpty { line.lowerSigns = lowerSigns.map { $0.mapParts(change) } }
    return line
  }

  /// The source text of a part.
  func text(of part: Int) -> String {
    String(decoding: source[ranges[part].lower..<max(ranges[part].lower, ranges[part].upper)], as: UTF8.self)
  }

  /// With `exp(x)` for `e^x`, `sqrt(x)` for roots, and brackets for grouping only: the form in which it is judged.
  package var inPlainForm: CheckLine { mapParts(\.inPlainForm) }

  /// A line of some of its parts, each replaced by another expression.
  func selecting(_ kept: [Int], isApproximate: [Bool], _ part: (Int) -> Expression) -> CheckLine {
    CheckLine(
      parts: kept.map(part), ranges: kept.map { ranges[$0] }, source: source, isApproximate: isApproximate, range: range
    )
  }

  /// Whether the name that it gives a value was at its end.
  var isTargetLast: Bool { parts.count > 1 && parts[0].range.lower > parts[1].range.lower }

  /// With the name first that the line gives a value at its end: `2 * 3 = x`.
  func withTargetFirst(isGiven: (Name) -> Bool) -> CheckLine {
    guard case .name(let target) = parts[parts.count - 1].node else { return self }
    if case .name = parts[0].node { return self }
    guard !isGiven(target) else { return self }
    let order = [parts.count - 1] + parts.indices.dropLast()
    return selecting(order, isApproximate: [isApproximate[parts.count - 2]] + isApproximate.dropLast()) { parts[$0] }
  }

  /// Skips what an article says before an equation: `Net input: net = …`.
  private static func skipLabel(_ cursor: inout Cursor) {
    var index = cursor.position
    while index < cursor.end, cursor.bytes[index] != Ascii.colon {
      let byte = cursor.bytes[index]
      let isOfWords = isLetter(byte) || isDigit(byte) || byte >= 0x80 || [0x20, 0x28, 0x29, 0x2D, 0x2F].contains(byte)
      guard isOfWords else { return }
      index += 1
    }
    guard index > cursor.position, index + 1 < cursor.end, isBlankByte(cursor.bytes[index + 1]) else { return }
    cursor.position = index + 1
    skipIgnored(&cursor)
  }

  /// The first part; `Output error = …` begins with a name of several words.
  private static func readFirst(_ cursor: inout Cursor) throws(Fault) -> Expression {
    var probe = cursor
    var words: [SourceRange] = []
    while !cursor.juxtaposes, probe.atIdentifier {
      let word = probe.skipIdentifier()
      guard probe.byte != Ascii.openParenthesis, probe.byte != Ascii.period else { break }
      skipIgnored(&probe)
      guard !words.isEmpty || probe.atIdentifier else { break }
      words.append(word)
      if words.count > 1, relation(at: probe) != nil {
        let range = SourceRange(cursor.position, word.upper)
        let name = words.map { cursor.text($0) }.joined(separator: "_")
        cursor.position = word.upper
        return Expression(.name(Name(name)), at: range)
      }
    }
    return try cursor.readSum()
  }

  /// Skips blanks and the signs around formulas: `$`, `\(`, `\]`, back quotes, `&`.
  static func skipIgnored(_ cursor: inout Cursor) {
    cursor.skipBlanks()
    while true {
      switch cursor.byte {
      case 0x24:
        cursor.juxtaposes.toggle()
        cursor.position += 1
      case UInt8(ascii: "`"), UInt8(ascii: "&"): cursor.position += 1
      case Ascii.backslash where [0x28, 0x29, 0x5B, 0x5D].contains(cursor.byte(at: 1)):
        cursor.juxtaposes = cursor.byte(at: 1) == 0x28 || cursor.byte(at: 1) == 0x5B
        cursor.position += 2
      default: return
      }
      cursor.skipBlanks()
    }
  }

  private static func atEnd(_ cursor: Cursor) -> Bool {
    cursor.atCommandEnd || (cursor.byte == Ascii.slash && [Ascii.slash, Ascii.star].contains(cursor.byte(at: 1)))
  }

  private static func relation(at cursor: Cursor) -> Relation? {
    Relation.starts(cursor.bytes, at: cursor.position, end: cursor.end)
  }

  /// Reads an optional period, comma or `;`, then a comment.
  private static func readTail(_ cursor: inout Cursor) throws(Fault) {
    if isBeforeEquation(cursor) {
      cursor.position += cursor.byte == Ascii.comma ? 1 : 3
      return
    }
    while cursor.byte == Ascii.period || cursor.byte == Ascii.comma {
      cursor.position += 1
      skipIgnored(&cursor)
    }
    if cursor.byte == Ascii.backslash, cursor.byte(at: 1) == Ascii.backslash {
      cursor.position += 2
      skipIgnored(&cursor)
    }
    if cursor.byte == Ascii.semicolon {
      var probe = cursor
      probe.position += 1
      probe.skipBlanks()
      if atEnd(probe) { cursor = probe }
    }
    guard atEnd(cursor) else {
      let found = cursor.found()
      throw Fault(
        "cannot read \(found.value) in a line to check", at: found.range,
        label: "expected '=' and a value, or the end of the line")
    }
    if cursor.byte != Ascii.semicolon, cursor.byte != Ascii.closeBrace { cursor.skipLine() }
  }

  /// Whether a comma or `and` and another equation follow: `w1 = 0.9, w2 = 0.3`.
  private static func isBeforeEquation(_ cursor: Cursor) -> Bool {
    guard cursor.byte == Ascii.comma || cursor.atWord("and") else { return false }
    var probe = cursor
    probe.position += cursor.byte == Ascii.comma ? 1 : 3
    skipIgnored(&probe)
    if probe.atWord("and") {
      probe.position += 3
      skipIgnored(&probe)
    }
    guard (try? probe.readSum()) != nil else { return false }
    skipIgnored(&probe)
    return relation(at: probe) != nil
  }
}

extension CheckLine {
  /// Whether it gives several names one value: `N = M = K = 0`.
  package var givesSeveralNames: Bool {
    parts.count > 3 && WrittenNumber(parts[parts.count - 1])?.isInteger == true
      && parts.dropLast().allSatisfy { if case .name = $0.node { true } else { false } }
  }

  /// A line for each of them.
  package var givenNames: [CheckLine] {
    parts.indices.dropLast().map { index in
      selecting([index, parts.count - 1], isApproximate: [false]) { parts[$0] }
    }
  }
}
