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
  /// Whether its last number is one of millions or the like: `19.7$ **million**`.
  package func isMultiple(in document: [UInt8]) -> Bool {
    var index = text.source(SourceRange(0, text.bytes.count)).upper
    while index < document.count, isBlankByte(document[index]) || [0x24, 0x2A, 0x60, 0x5C].contains(document[index]) {
      index += 1
    }
    let words = ["thousand", "million", "billion", "trillion"]
    return words.contains { document[index...].starts(with: $0.utf8) }
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
