import Expressions

/// An equation of a document.
package struct ArticleEquation: Sendable {
  /// What the document has, line breaks and marks taken out.
  package let text: MappedText
  fileprivate let isMath: Bool
  /// Where reading stopped, and why; ranges are those of `text`.
  package let fault: Fault?
  /// Whether the document says that it is wrong.
  package let isExpectedWrong: Bool

  fileprivate init(_ draft: ArticleReader.Draft, fault: Fault?) {
    text = draft.text
    isMath = draft.isMath
    self.fault = fault
    isExpectedWrong = draft.isExpectedWrong
  }
}

/// The equations of a document, in order, and the conventions found in all of them.
package struct ArticleReader {
  package private(set) var equations: [ArticleEquation] = []
  /// Whether decimals are after a comma: `0,5`.
  package let hasDecimalComma: Bool
  /// Whether `e` is a name of the document, such as an error, and Euler's number only in `e^{-x}`.
  private var hasOwnE = false
  /// The letters whose exponents number layers or samples: `w_{11}^{2}`.
  package private(set) var indexedLetters: [String] = []

  fileprivate struct Draft {
    var text: MappedText
    var isMath: Bool
    /// Whether the next passage may continue it.
    var isOpen: Bool
    var fault: Fault?
    var isExpectedWrong = false
  }

  fileprivate var drafts: [Draft] = []

  package init(_ document: [UInt8], _ kind: ArticleKind) {
    var passages: [Passage] = []
    Passage.read(document, kind) { ArticleReader.append($0, to: &passages) }
    let commas = DecimalCommas(of: passages)
    hasDecimalComma = commas.arePlain
    // Each is dropped once it is taken, as documents can be long.
    passages.reverse()
    while let passage = passages.popLast() { take(commas.replaced(in: passage)) }
    hasOwnE = drafts.contains { $0.startsWithE && (try? ArticleReader.chain($0))?.definesE ?? false }
    var letters: Set<String> = []
    drafts.reverse()
    while let draft = drafts.popLast() {
      let line: CheckLine?
      do throws(Fault) { line = try ArticleReader.line(draft, hasOwnE: hasOwnE) } catch {
        equations.append(ArticleEquation(draft, fault: error))
        continue
      }
      guard let line else { continue }
      equations.append(ArticleEquation(draft, fault: nil))
      if let letter = line.indexedLetter { letters.insert(letter) }
    }
    indexedLetters = letters.sorted()
  }

  /// What an equation says; nil if it could not be read.
  ///
  /// The exponents of names are indices where an equation has such a name on its left, as no power is defined.
  package func line(of equation: ArticleEquation) -> CheckLine? {
    guard equation.fault == nil,
      var line = try? ArticleReader.line(
        Draft(text: equation.text, isMath: equation.isMath, isOpen: false, fault: nil), hasOwnE: hasOwnE)
    else { return nil }
    if !indexedLetters.isEmpty {
      let letters = Set(indexedLetters)
      line = line.mapParts { $0.namingIndices(of: letters) }
    }
    return line
  }

  /// Appends a passage; a row of a formula is joined to the one before if one of them ends or begins with a sign.
  private static func append(_ passage: Passage, to passages: inout [Passage]) {
    let isOpen =
      passages.last.map {
        $0.endsWithRelation || ($0.isMath ? $0.endsWithOperator : $0.endsInSum && passage.startsWithNumber)
      } ?? false
    let continues =
      passage.isMath && (passages.last?.isMath ?? false) && passage.startsWithSign
      && !(passage.startsFormula && passage.startsWithMinus)
    guard isOpen || continues, var last = passages.popLast() else {
      // Text without equations only ends those before it: documents can be long.
      if let last = passages.last, Relation.first(in: last.text.bytes, from: 0) == nil {
        passages.removeLast()
        if passages.last?.text.isEmpty != true { passages.append(Passage(text: MappedText(), isMath: false)) }
      }
      passages.append(passage)
      return
    }
    last.text.append(" ", at: passage.text.offset(of: 0))
    last.text.append(passage.text)
    last.isMath = last.isMath || passage.isMath
    passages.append(last)
  }

  private mutating func take(_ passage: Passage) {
    let found = EquationScanner.equations(in: passage)
    if found.isEmpty, !drafts.isEmpty { drafts[drafts.count - 1].isOpen = false }
    for (index, equation) in found.enumerated() {
      let text = passage.text[equation.range]
      guard equation.continues, index == 0 else {
        add(
          Draft(
            text: text, isMath: passage.isMath, isOpen: equation.reachesEnd, fault: equation.fault,
            isExpectedWrong: passage.isExpectedWrong))
        continue
      }
      let rest = text.withoutRelation
      if let last = drafts.last, last.isOpen, last.isContinued(by: rest) {
        drafts[drafts.count - 1].text.append(" ", at: text.offset(of: 0))
        let shift = drafts[drafts.count - 1].text.count
        drafts[drafts.count - 1].text.append(text)
        drafts[drafts.count - 1].isMath = last.isMath || passage.isMath
        drafts[drafts.count - 1].isOpen = equation.reachesEnd
        drafts[drafts.count - 1].fault = equation.fault?.moved(by: shift)
      } else if !rest.isNumber {
        let shift = rest.count - text.count
        add(
          Draft(
            text: rest, isMath: passage.isMath, isOpen: equation.reachesEnd, fault: equation.fault?.moved(by: shift)))
      }
    }
  }

  private mutating func add(_ draft: Draft) { drafts.append(draft) }

  private static func chain(_ draft: Draft) throws(Fault) -> CheckLine {
    var cursor = Cursor(draft.text.bytes, dialect: .article)
    cursor.juxtaposes = draft.isMath
    return try CheckLine.readChain(&cursor)
  }

  /// Reads a draft as a whole; nil if it is not an equation, or one of words only.
  private static func line(_ draft: Draft, hasOwnE: Bool) throws(Fault) -> CheckLine? {
    if let fault = draft.fault { throw fault }
    var line = try chain(draft)
    if hasOwnE { line = line.mapParts(\.namingE) }
    line = line.inPlainForm
    return line.parts.count > 1 && (draft.isMath || line.parts.contains(where: \.isCalculation)) ? line : nil
  }
}

extension CheckLine {
  /// Whether it gives `e` a value other than that of Euler's number.
  fileprivate var definesE: Bool {
    guard parts.count > 1, parts[0].plainName == Identifier("e") else { return false }
    return WrittenNumber(parts[1]).map { !$0.value.text(decimals: 1).hasPrefix("2.7") } ?? true
  }

  /// The letter of a name with an exponent on its left: `w` of `w_{11}^{2} = …`.
  fileprivate var indexedLetter: String? {
    guard case .binary(.power, let base, let exponent) = parts[0].node, case .name(let name) = base.node,
      case .number = exponent.node
    else { return nil }
    return name.letter
  }
}

extension ArticleReader.Draft {
  /// Whether it may give `e` a value.
  fileprivate var startsWithE: Bool {
    var index = 0
    while index < text.count, isBlankByte(text.bytes[index]) || text.bytes[index] == 0x24 { index += 1 }
    guard index + 1 < text.count, text.bytes[index] == UInt8(ascii: "e") else { return false }
    return isBlankByte(text.bytes[index + 1]) || text.bytes[index + 1] == UInt8(ascii: "=")
  }

  /// Whether a line `= …` belongs to it: what ends in a number only goes on with that number, as an equation rounds it.
  fileprivate func isContinued(by rest: MappedText) -> Bool { !endsInNumber || (rest.isNumber && !isAnonymous) }

  /// Whether no name is on its left.
  fileprivate var isAnonymous: Bool {
    var cursor = Cursor(text.bytes, dialect: .article)
    cursor.juxtaposes = isMath
    guard let first = try? cursor.readSum() else { return false }
    if case .name = first.node { return false }
    return true
  }

  fileprivate var endsInNumber: Bool {
    var cursor = Cursor(text.bytes, dialect: .article)
    cursor.juxtaposes = isMath
    guard let line = try? CheckLine.readChain(&cursor), let last = line.parts.last else { return false }
    return WrittenNumber(last.inPlainForm) != nil
  }
}

extension MappedText {
  /// Without the relation at its start.
  fileprivate var withoutRelation: MappedText {
    let length = Relation.starts(bytes, at: 0, end: count)?.length ?? 0
    return self[trimmed(length..<count)]
  }

  /// Whether it is a number by itself.
  fileprivate var isNumber: Bool {
    var cursor = Cursor(bytes, dialect: .article)
    guard let value = try? cursor.readSum(), WrittenNumber(value) != nil else { return false }
    cursor.skipBlanks()
    return cursor.position == cursor.end
  }
}

extension Passage {
  fileprivate var startsWithSign: Bool {
    if let relation = Relation.starts(text.bytes, at: 0, end: text.count) { return relation.kind != .arrow }
    let signs: [StaticString] = ["+", "-", "−", "*", "×", "\\times", "\\cdot", "/"]
    return signs.contains { text.has($0, at: 0) }
  }

  /// Whether it may begin with a negative number.
  fileprivate var startsWithMinus: Bool { text.has("-", at: 0) || text.has("−", at: 0) }

  fileprivate var endsWithRelation: Bool {
    let end = text.trimmed(0..<text.count).upperBound
    for length in 1...16 where end - length >= 0 {
      if let relation = Relation.starts(text.bytes, at: end - length, end: end), relation.length == length,
        relation.kind != .arrow
      {
        return true
      }
    }
    return false
  }

  /// Whether a line of text is a calculation that goes on below: `1 + 0 - 3 +`.
  fileprivate var endsInSum: Bool {
    let end = text.trimmed(0..<text.count).upperBound
    guard end > 2, text.bytes[end - 1] == Ascii.plus, isBlankByte(text.bytes[end - 2]) else { return false }
    let operand = text.trimmed(0..<end - 2).upperBound - 1
    return operand >= 0 && (isDigit(text.bytes[operand]) || text.bytes[operand] == Ascii.closeParenthesis)
  }

  fileprivate var startsWithNumber: Bool {
    text.bytes.first.map { isDigit($0) || $0 == Ascii.openParenthesis } ?? false
  }

  fileprivate var endsWithOperator: Bool {
    let end = text.trimmed(0..<text.count).upperBound
    let signs: [StaticString] = ["+", "-", "−", "*", "×", "\\times", "\\cdot"]
    return signs.contains { text.has($0, at: end - $0.utf8CodeUnitCount) }
  }
}

extension Expression {
  /// Whether it has numbers, operations or calls, and is more than a name.
  fileprivate var isCalculation: Bool {
    switch node {
    case .name, .text: false
    default: true
    }
  }

  /// With `e` as a name like others, but for `e^x` with other exponents than whole numbers.
  fileprivate var namingE: Expression {
    switch node {
    case .name(let name) where name == Name("e"): return Expression(.name(Name("𝑒")), at: range)
    case .binary(.power, let base, let exponent) where base.plainName == Identifier("e"):
      let isPower = WrittenNumber(exponent)?.isInteger ?? false
      return Expression(.binary(.power, isPower ? base.namingE : base, exponent.namingE), at: range)
    default: return mapChildren(\.namingE)
    }
  }

  /// With `w^2` as one name for the letters given.
  fileprivate func namingIndices(of letters: Set<String>) -> Expression {
    if case .binary(.power, let base, let exponent) = node, case .name(let name) = base.node,
      case .number(let number) = exponent.node, let letter = name.letter, letters.contains(letter)
    {
      return Expression(.name(Name("\(name.base)^{(\(number.text))}")), at: range)
    }
    return mapChildren { $0.namingIndices(of: letters) }
  }
}

extension Name {
  /// The part before an index: `w` of `w_{11}`.
  fileprivate var letter: String? {
    guard isPlain else { return nil }
    return base.split(whereSeparator: { $0 == "_" || $0.isNumber }).first.map(String.init)
  }
}

extension Fault {
  fileprivate func moved(by shift: Int) -> Fault {
    var fault = self
    fault.range = range.map { SourceRange(max(0, $0.lower + shift), max(0, $0.upper + shift)) }
    return fault
  }
}
