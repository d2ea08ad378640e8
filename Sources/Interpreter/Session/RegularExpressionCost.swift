import Expressions

/// Rejects regular expressions that would take the C library more memory or time than a test may use: it writes nested
/// repetitions out, and tries whatever a back reference might match.
struct RegularExpressionCost {
  /// Parts with all repetitions written out, beyond those in the text.
  private static let mostParts = 1000
  private static let mostLevels = 50

  private let text: [UInt8]
  private var index = 0
  /// The parts of each open group, and of the last thing in it, which a repetition applies to.
  private var groups = [(parts: 0, last: 0)]

  private init(_ text: String) { self.text = Array(text.utf8) }

  /// Why the expression is not tried; nil if it is.
  static func fault(_ expression: String) -> String? {
    var cost = RegularExpressionCost(expression)
    return cost.fault()
  }

  private mutating func fault() -> String? {
    while index < text.count {
      let byte = text[index]
      index += 1
      switch byte {
      case Ascii.openParenthesis:
        groups.append((0, 0))
        if groups.count > Self.mostLevels { return "at most \(Self.mostLevels) nested groups" }
      case Ascii.closeParenthesis where groups.count > 1:
        let group = groups.removeLast()
        add(max(group.parts, 1))
      case Ascii.bar: groups[groups.count - 1].last = 0
      case Ascii.plus: multiply(by: 2)
      case Ascii.openBrace: multiply(by: repetition())
      case Ascii.openBracket:
        skipBracket()
        add(1)
      case Ascii.backslash:
        if index < text.count, isDigit(text[index]) { return "back references are not supported" }
        index += 1
        add(1)
      default: if byte != Ascii.star, byte != UInt8(ascii: "?") { add(1) }
      }
      if groups[groups.count - 1].parts > Self.mostParts + text.count {
        return "the repetitions multiply to more than \(Self.mostParts)"
      }
    }
    return nil
  }

  private mutating func add(_ parts: Int) {
    groups[groups.count - 1].parts += parts
    groups[groups.count - 1].last = parts
  }

  private mutating func multiply(by count: Int) {
    let last = groups[groups.count - 1].last
    groups[groups.count - 1].parts += last * (count - 1)
    groups[groups.count - 1].last = last * count
  }

  /// How often `{3}`, `{3,}` or `{3,5}` writes its operand, after the brace.
  private mutating func repetition() -> Int {
    var most = 0
    while index < text.count, isDigit(text[index]) || text[index] == Ascii.comma {
      let start = index
      while index < text.count, isDigit(text[index]) { index += 1 }
      // The C library refuses repetitions above 32767.
      most = max(most, min(Int(String(decoding: text[start..<index], as: UTF8.self)) ?? 0, 1 << 16))
      if index < text.count, text[index] == Ascii.comma {
        most += 1
        index += 1
      }
    }
    return max(most, 1)
  }

  /// After `[`: to the `]` that ends the list, which is not the first character in it nor in `[:alpha:]`.
  private mutating func skipBracket() {
    if index < text.count, text[index] == Ascii.caret { index += 1 }
    index += 1
    while index < text.count, text[index] != Ascii.closeBracket {
      let isClass = text[index] == Ascii.openBracket && index + 1 < text.count && ":.=".utf8.contains(text[index + 1])
      index += isClass ? 2 : 1
      guard isClass else { continue }
      while index < text.count, text[index] != Ascii.closeBracket { index += 1 }
      index += 1
    }
    index += 1
  }
}
