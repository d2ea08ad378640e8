/// The state of a generator as 32-bit words: written and read by the same calls, so that neither can forget a part.
///
/// A source passes its parts to `transfer` in a fixed order. Words from elsewhere are checked: a state that no seed
/// reaches could make a generator draw forever.
package struct GeneratorWords: Sendable {
  package private(set) var words: [UInt32]
  private let isReading: Bool
  private var next = 0
  private var isValid = true

  /// For writing.
  init() {
    words = []
    isReading = false
  }

  /// For reading.
  init(reading words: [UInt32]) {
    self.words = words
    isReading = true
  }

  /// Whether all the words have been read, and every part was valid.
  var isComplete: Bool { isValid && next == words.count }

  /// Makes the words invalid unless the condition holds.
  mutating func require(_ condition: Bool) { isValid = isValid && condition }

  mutating func transfer(_ word: inout UInt32) {
    guard isReading else { return words.append(word) }
    guard next < words.count else {
      isValid = false
      return
    }
    word = words[next]
    next += 1
  }

  /// High word first.
  mutating func transfer(_ value: inout UInt64) {
    var (high, low) = (UInt32(truncatingIfNeeded: value >> 32), UInt32(truncatingIfNeeded: value))
    transfer(&high)
    transfer(&low)
    value = UInt64(high) << 32 | UInt64(low)
  }

  mutating func transfer(_ value: inout UInt128) {
    var (high, low) = (UInt64(truncatingIfNeeded: value >> 64), UInt64(truncatingIfNeeded: value))
    transfer(&high)
    transfer(&low)
    value = UInt128(high) << 64 | UInt128(low)
  }

  mutating func transfer(_ position: inout Int, upTo highest: Int) {
    var word = UInt32(position)
    transfer(&word)
    require(word <= UInt32(highest))
    if isValid { position = Int(word) }
  }

  /// An array of fixed size, which must not be all zeros.
  mutating func transfer(_ array: inout [UInt32]) {
    for index in array.indices { transfer(&array[index]) }
    require(array.contains { $0 != 0 })
  }

  mutating func transfer(_ word: inout UInt32?) {
    var (count, value) = (word == nil ? 0 : 1 as UInt32, word ?? 0)
    transfer(&count)
    transfer(&value)
    require(count <= 1)
    word = count == 1 ? value : nil
  }

  /// A finite number, or none.
  mutating func transfer(_ number: inout Double?) {
    var (count, bits) = (number == nil ? 0 : 1 as UInt32, (number ?? 0).bitPattern)
    transfer(&count)
    transfer(&bits)
    require(count <= 1 && Double(bitPattern: bits).isFinite)
    number = count == 1 ? Double(bitPattern: bits) : nil
  }
}
