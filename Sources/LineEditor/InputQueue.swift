/// Turns bytes from the terminal into keys: assembles characters and normalizes escape sequences.
///
/// Terminals send a key in various ways; libedit gets the one form that is bound. Unknown sequences are dropped,
/// because libedit would insert their tails as text.
struct InputQueue {
  enum Step: Equatable {
    case character(Unicode.Scalar)
    /// No bytes, or an incomplete character.
    case incomplete
    /// An escape that may be the key itself or the beginning of a sequence.
    case incompleteSequence
  }

  /// Whether to pass unknown sequences to libedit unchanged: the user may have bound them.
  var passesUnknownSequences = false
  /// Whether keys are passed as single characters: in vi mode, escape is a command of its own.
  var usesSingleCharacters = false
  private var bytes: [UInt8] = []
  private var head = 0
  private var translated: [Unicode.Scalar] = []

  var isEmpty: Bool { head == bytes.count && translated.isEmpty }

  /// The rest of the key of which libedit has got the first character; empty if that was all.
  var restOfKey: [Unicode.Scalar] { translated }

  /// Takes the rest of a key, which libedit does not get then.
  mutating func takeRestOfKey() { translated = [] }

  mutating func append(_ new: some Sequence<UInt8>) {
    if head == bytes.count { (bytes, head) = ([], 0) }
    bytes.append(contentsOf: new)
  }

  mutating func removeAll() { (bytes, head, translated) = ([], 0, []) }

  /// Puts back characters, to be read next.
  mutating func putBack(_ scalars: Unicode.Scalar...) { translated.insert(contentsOf: scalars, at: 0) }

  /// The next character; if `isLast`, no more bytes are coming that would make an escape a sequence.
  mutating func next(isLast: Bool) -> Step {
    while true {
      if !translated.isEmpty { return .character(translated.removeFirst()) }
      guard head < bytes.count else { return .incomplete }
      if bytes[head] == Key.escape {
        switch escapeSequence() {
        case .none:
          head += 1
          return .character("\u{1B}")
        case .some(0):
          guard isLast else { return .incompleteSequence }
          head += 1
          return .character("\u{1B}")
        case .some(let length):
          let sequence = bytes[head..<head + length]
          head += length
          translate(sequence)
        }
      } else {
        switch character() {
        case .some((let scalar, let length)):
          head += length
          if let scalar { return .character(scalar) }
        case .none: return .incomplete
        }
      }
    }
  }

  /// The pasted text, once its end has arrived.
  mutating func takePaste() -> String? {
    guard let end = bytes[head...].firstRange(of: Key.pasteEnd) else { return nil }
    defer { head = end.upperBound }
    return String(decoding: bytes[head..<end.lowerBound], as: UTF8.self)
  }

  // MARK: Parts

  /// The length of the sequence at the head; 0 while it is incomplete, nil if it is not a sequence.
  private func escapeSequence() -> Int? {
    guard head + 1 < bytes.count else { return 0 }
    let introducer = bytes[head + 1]
    guard introducer == UInt8(ascii: "[") || introducer == UInt8(ascii: "O") else { return nil }
    var index = head + 2
    // The function keys of the Linux console have a second bracket.
    if index < bytes.count, introducer == UInt8(ascii: "["), bytes[index] == introducer { index += 1 }
    while index < bytes.count {
      switch bytes[index] {
      case 0x20...0x3F: index += 1
      case 0x40...0x7E: return index + 1 - head
      default: return nil
      }
    }
    return 0
  }

  private mutating func translate(_ sequence: ArraySlice<UInt8>) {
    if let key = Key(sequence: String(decoding: sequence.dropFirst(), as: UTF8.self)) {
      translated = key.characters(single: usesSingleCharacters)
    } else if passesUnknownSequences {
      translated = sequence.map { Unicode.Scalar($0) }
    }
  }

  /// The character at the head and its length; a nil character for an invalid byte, nil if it is incomplete.
  private func character() -> (Unicode.Scalar?, Int)? {
    let first = bytes[head]
    let length =
      switch first {
      case 0x00...0x7F: 1
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 0
      }
    guard length > 0 else { return (nil, 1) }
    let available = bytes[head...].prefix(length)
    guard available.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return (nil, 1) }
    guard available.count == length else { return nil }
    var decoder = UTF8()
    var iterator = available.makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return (nil, 1) }
    return (scalar, length)
  }
}
