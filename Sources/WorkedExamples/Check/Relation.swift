import Expressions

/// A sign between the parts of an equation.
struct Relation {
  enum Kind {
    case equal
    /// `≈`, which claims only the printed digits.
    case approximate
    /// `→`, `⇒`: also between two equations.
    case arrow
  }

  let kind: Kind
  let length: Int

  /// In the order in which they are tried: longer ones first.
  private static let signs: [(StaticString, Kind)] = [
    ("\\Longrightarrow", .arrow), ("\\longrightarrow", .arrow), ("\\rightarrow", .arrow), ("\\Rightarrow", .arrow),
    ("\\implies", .arrow), ("\\leftarrow", .equal), ("\\longleftarrow", .equal), ("\\coloneqq", .equal),
    ("\\triangleq", .equal), ("\\approxeq", .approximate), ("\\approx", .approximate), ("\\simeq", .approximate),
    ("\\cong", .approximate), ("\\doteq", .approximate), ("\\equiv", .equal), ("\\gets", .equal),
    ("==", .equal), ("=>", .arrow), ("=", .equal), (":=", .equal), ("≔", .equal), ("≡", .equal), ("≜", .equal),
    ("＝", .equal), ("←", .equal), ("⟵", .equal), ("<-", .equal), ("≈", .approximate), ("~=", .approximate),
    ("≅", .approximate), ("≃", .approximate), ("≒", .approximate), ("≐", .approximate), ("→", .arrow), ("⇒", .arrow),
    ("⟹", .arrow), ("⟶", .arrow), ("->", .arrow),
  ]

  /// The signs that start with each byte.
  private static let byFirstByte: [[(StaticString, Kind)]?] = {
    var all = [[(StaticString, Kind)]?](repeating: nil, count: 256)
    for sign in signs { all[Int(sign.0.utf8Start[0])] = (all[Int(sign.0.utf8Start[0])] ?? []) + [sign] }
    return all
  }()

  private static func isSame(_ bytes: [UInt8], _ index: Int, _ sign: StaticString) -> Bool {
    for offset in 0..<sign.utf8CodeUnitCount where bytes[index + offset] != sign.utf8Start[offset] { return false }
    return true
  }

  /// The relation that starts at an index.
  static func starts(_ bytes: [UInt8], at index: Int, end: Int) -> Relation? {
    guard index < end, let signs = byFirstByte[Int(bytes[index])] else { return nil }
    let byte = bytes[index]
    func byteAt(_ offset: Int) -> UInt8 {
      index + offset >= 0 && index + offset < end ? bytes[index + offset] : Ascii.space
    }
    for (sign, kind) in signs {
      let length = sign.utf8CodeUnitCount
      guard index + length <= end, isSame(bytes, index, sign) else { continue }
      // A longer command, an assignment of a program, `<=`, and `a <-0.5`.
      if byte == Ascii.backslash, isLetter(byteAt(length)) { continue }
      if byte == Ascii.equal {
        switch byteAt(-1) {
        case Ascii.plus, Ascii.minus, Ascii.exclamation, Ascii.less, Ascii.greater: return nil
        default: break
        }
      }
      if byte == Ascii.less, !isBlankByte(byteAt(2)) { return nil }
      // A line of `=` under a heading.
      if byte == Ascii.equal, byteAt(1) == Ascii.equal, byteAt(2) == Ascii.equal || byteAt(-1) == Ascii.equal {
        return nil
      }
      if byte == Ascii.colon, byteAt(2) == Ascii.equal { return nil }
      return Relation(kind: kind, length: length)
    }
    return nil
  }

  /// The first relation other than an arrow from an index on, outside braces and calls.
  static func first(in bytes: [UInt8], from start: Int) -> (index: Int, relation: Relation)? {
    var index = start
    var braces = 0
    var calls: [Bool] = []
    while index < bytes.count {
      switch bytes[index] {
      case Ascii.openBrace: braces += 1
      case Ascii.closeBrace: braces = max(0, braces - 1)
      case Ascii.openParenthesis:
        calls.append(index > 0 && (isLetter(bytes[index - 1]) || isDigit(bytes[index - 1])))
      case Ascii.closeParenthesis: _ = calls.popLast()
      default:
        if braces == 0, !calls.contains(true), let relation = starts(bytes, at: index, end: bytes.count) {
          if relation.kind != .arrow { return (index, relation) }
          index += relation.length - 1
        }
      }
      index += 1
    }
    return nil
  }
}
