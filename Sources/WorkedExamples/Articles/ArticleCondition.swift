import Expressions
import NeuralNetwork

// Equations that a text states without saying that they hold for its numbers.

extension CheckLine {
  /// Whether it has no number to compare with: each part has names, and none has decimals.
  package var isGeneral: Bool {
    parts.allSatisfy { part in
      !part.names.allSatisfy(\.isConstant) && part.writtenNumbers.allSatisfy { $0.decimals <= 0 }
    }
  }

  /// Whether it is one to solve: `x^2 - 5x + 6 = 0`, `f'(x) = 0`.
  package var isToSolve: Bool {
    guard parts.count == 2, WrittenNumber(parts[1]).map({ $0.value.isZero && $0.isInteger }) ?? false else {
      return false
    }
    switch parts[0].node {
    case .call(let function, let arguments):
      return (function.member != nil || function.base.hasSuffix("'"))
        && arguments.allSatisfy { if case .name = $0.node { true } else { false } }
    case .binary: return !parts[0].names.isEmpty && !parts[0].writtenNumbers.isEmpty
    default: return false
    }
  }

  /// Whether it may be an equation of a line, or of a system to solve: `x_1 + x_2 = 1`, `2a + 3b = 5`.
  package var isImplicit: Bool {
    guard parts.count == 2, case .binary = parts[0].node, parts[1].names.isEmpty,
      parts.allSatisfy({ $0.writtenNumbers.allSatisfy { $0.decimals <= 0 } })
    else { return false }
    let names = Set(parts[0].names.map(\.key))
    let isNormalized = WrittenNumber(parts[1]).map { $0.value.isZero || $0.value == Decimal(1) } ?? false
    return names.contains { name in "xyzαβγλ".contains { $0 == name.first } }
      || names.count > 1 && (isNormalized || !parts[0].writtenNumbers.isEmpty)
  }

  /// Whether it may be another equation of the same system: one of the same names.
  package func mayBeOfSystem(with other: CheckLine) -> Bool {
    isImplicit && other.isImplicit
      && parts[0].names.contains { name in other.parts[0].names.contains { $0.key == name.key } }
  }

  /// Whether it can be a condition: names or a formula of names, and then one number.
  package var mayBeCondition: Bool {
    guard WrittenNumber(parts[parts.count - 1]) != nil else { return false }
    return parts.count == 2
      ? !parts[0].names.isEmpty : parts.dropLast().allSatisfy { if case .name = $0.node { true } else { false } }
  }

  /// Whether it gives a name a number.
  package var isGiven: Bool {
    guard parts.count == 2, WrittenNumber(parts[1]) != nil else { return false }
    return if case .name = parts[0].node { true } else { false }
  }
}

extension Name {
  fileprivate var isConstant: Bool { isPlain && Functions.constants[base] != nil }
}

extension ArticleEquation {
  /// Whether a number in it is one of millions or the like: `1.6 \text{ billion}`.
  private func hasMultiples(in document: [UInt8]) -> Bool {
    let range = text.source(SourceRange(0, text.count))
    let own = document[min(range.lower, range.upper)..<min(range.upper, range.lower + 4000)]
    let decoration = Set(" ~,\\{}text".utf8)
    return own.indices.contains { index in
      guard "tmb".utf8.contains(own[index]), index > own.startIndex, !isLetter(own[index - 1]),
        ArticleEquation.multiples.contains(where: { own[index...].starts(with: $0.description.utf8) })
      else { return false }
      return own[..<index].last { !decoration.contains($0) }.map(isDigit) ?? false
    }
  }

  private static let multiples: [StaticString] = ["thousand", "million", "billion", "trillion"]

  /// Whether it is a number that the document gives as an example, which holds only there: `(e.g., $z = 1000$)`.
  package func isExample(in document: [UInt8]) -> Bool {
    let start = text.source(SourceRange(0, 1)).lower
    let before = document[max(0, start - 24)..<start].reversed().drop {
      isBlankByte($0) || [0x24, 0x2A, 0x60, Ascii.comma, Ascii.colon].contains($0)
    }
    let words = String(decoding: before.reversed(), as: UTF8.self).lowercased()
    return ["(e.g.", "(e.g", "(say", "(for example", "(for instance"].contains(where: words.hasSuffix)
  }

  /// Whether a number in it, or right before the text after it, is one of millions or the like: `19.7$ **million**`.
  package func isMultiple(in document: [UInt8]) -> Bool {
    if hasMultiples(in: document) { return true }
    var index = text.source(SourceRange(0, text.bytes.count)).upper
    while index < document.count, isBlankByte(document[index]) || [0x24, 0x2A, 0x60, 0x5C].contains(document[index]) {
      index += 1
    }
    return ArticleEquation.multiples.contains { document[index...].starts(with: $0.description.utf8) }
  }

  /// The word right before it in the document, in lower case: the `when` of `when $y = 0$`; `(` after a parenthesis.
  package func wordBefore(in document: [UInt8]) -> String {
    var index = text.source(SourceRange(0, 1)).lower - 1
    while index >= 0, isBlankByte(document[index]) || [0x24, 0x2A, 0x60, 0x5C].contains(document[index]) { index -= 1 }
    let end = index + 1
    while index >= 0, end - index <= 12, isLetter(document[index]) { index -= 1 }
    if index + 1 == end, index >= 0, document[index] == Ascii.openParenthesis { return "(" }
    return String(decoding: document[index + 1..<max(end, index + 1)], as: UTF8.self).lowercased()
  }
}
