/// The keys that are not single characters, with the sequences libedit binds in emacs mode.
enum Key: String {
  case up = "\u{1B}[A"
  case down = "\u{1B}[B"
  case right = "\u{1B}[C"
  case left = "\u{1B}[D"
  case home = "\u{1B}[H"
  case end = "\u{1B}[F"
  case delete = "\u{1B}[3~"
  case nextWord = "\u{1B}f"
  case previousWord = "\u{1B}b"
  case deleteWord = "\u{1B}d"
  case edit = "\u{1B}e"
  case backTab = "\u{1B}[Z"
  case newline = "\u{1B}\r"
  case paste = "\u{1B}[200~"
  /// Not on a keyboard: sent to libedit when Return accepts the line.
  case finish = "\u{1B}[990~"

  static let escape: UInt8 = 0x1B
  static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// What libedit gets for the key: the sequence, or in vi mode an unused control character.
  func characters(single: Bool) -> [Unicode.Scalar] {
    guard single else { return Array(rawValue.unicodeScalars) }
    return switch self {
    case .up: ["\u{10}"]
    case .down: ["\u{0E}"]
    case .right, .nextWord: ["\u{06}"]
    case .left, .previousWord: ["\u{02}"]
    case .home: ["\u{01}"]
    case .end: ["\u{05}"]
    case .delete, .deleteWord, .edit: ["\u{1E}"]
    case .newline: ["\u{1F}"]
    case .paste: ["\u{1C}"]
    case .finish: ["\u{1D}"]
    case .backTab: []
    }
  }

  /// From the bytes that a terminal sends after the escape.
  init?(sequence: String) {
    switch sequence {
    case "[200~": self = .paste
    case "OA": self = .up
    case "OB": self = .down
    case "OC": self = .right
    case "OD": self = .left
    case "[1~", "[7~", "OH": self = .home
    case "[4~", "[8~", "OF": self = .end
    case "[3~": self = .delete
    case "[Z": self = .backTab
    case "[3;3~", "[3;5~": self = .deleteWord
    case "Oc", "[5C": self = .nextWord
    case "Od", "[5D": self = .previousWord
    case "[13;2u", "[13;3u", "[27;2;13~", "[27;3;13~": self = .newline
    default:
      // `[A`, or `[1;5A` with modifier keys; 2 is shift.
      let parts = sequence.dropLast().split(separator: ";", omittingEmptySubsequences: false)
      let isModified = parts.count == 2 && parts[0] == "[1" && parts[1] != "2"
      guard parts == ["["] || parts.count == 2 && parts[0] == "[1" else { return nil }
      switch sequence.last {
      case "A": self = .up
      case "B": self = .down
      case "C": self = isModified ? .nextWord : .right
      case "D": self = isModified ? .previousWord : .left
      case "H": self = .home
      case "F": self = .end
      default: return nil
      }
    }
  }
}
