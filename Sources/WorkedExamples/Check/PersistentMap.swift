/// A dictionary that is cheap to copy even if both the copy and the original keep growing.
///
/// It is a hash trie of which copies share all but the few nodes on the way to the entries that differ. So n insertions
/// take n · log₈ n steps and memory, whatever copies are kept.
struct PersistentMap<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var root: Node?

  var isEmpty: Bool { root == nil }

  subscript(key: Key) -> Value? {
    root?.value(of: key, UInt(bitPattern: key.hashValue), at: 0)
  }

  mutating func set(_ key: Key, to value: Value) {
    let entry = Entry(key, UInt(bitPattern: key.hashValue), value, next: nil)
    root = (root ?? Node(mask: 0, slots: [])).setting(entry, at: 0)
  }

  private final class Entry: Sendable {
    let key: Key
    let hash: UInt
    let value: Value
    /// Another key with the same hash.
    let next: Entry?

    init(_ key: Key, _ hash: UInt, _ value: Value, next: Entry?) {
      self.key = key
      self.hash = hash
      self.value = value
      self.next = next
    }

    func value(of key: Key, _ hash: UInt) -> Value? {
      self.hash == hash && self.key == key ? value : next?.value(of: key, hash)
    }

    /// The entries with this one added, or in place of the one with its key.
    func setting(_ entry: Entry) -> Entry {
      if key == entry.key { return Entry(key, hash, entry.value, next: next) }
      return Entry(key, hash, value, next: next?.setting(entry) ?? entry)
    }
  }

  private enum Slot: Sendable {
    case entry(Entry)
    case node(Node)
  }

  /// A level of the trie, which looks at three bits of the hash.
  private final class Node: Sendable {
    static var bits: UInt { 3 }

    /// Which of the eight values of the bits have a slot.
    let mask: UInt
    let slots: [Slot]

    init(mask: UInt, slots: [Slot]) {
      self.mask = mask
      self.slots = slots
    }

    private static func bit(_ hash: UInt, _ level: UInt) -> UInt { 1 << (hash >> level & 7) }

    private func position(_ bit: UInt) -> Int { (mask & (bit - 1)).nonzeroBitCount }

    func index(of hash: UInt, at level: UInt) -> Int? {
      let bit = Node.bit(hash, level)
      return mask & bit == 0 ? nil : position(bit)
    }

    func value(of key: Key, _ hash: UInt, at level: UInt) -> Value? {
      guard let index = index(of: hash, at: level) else { return nil }
      switch slots[index] {
      case .node(let inner): return inner.value(of: key, hash, at: level + Node.bits)
      case .entry(let entry): return entry.value(of: key, hash)
      }
    }

    func setting(_ entry: Entry, at level: UInt) -> Node {
      let bit = Node.bit(entry.hash, level)
      let index = position(bit)
      var slots = slots
      guard mask & bit != 0 else {
        slots.insert(.entry(entry), at: index)
        return Node(mask: mask | bit, slots: slots)
      }
      switch slots[index] {
      case .node(let inner): slots[index] = .node(inner.setting(entry, at: level + Node.bits))
      case .entry(let other) where other.hash == entry.hash: slots[index] = .entry(other.setting(entry))
      case .entry(let other): slots[index] = .node(Node.of(other, entry, at: level + Node.bits))
      }
      return Node(mask: mask, slots: slots)
    }

    /// A node of two entries with different hashes.
    private static func of(_ a: Entry, _ b: Entry, at level: UInt) -> Node {
      let (first, second) = (bit(a.hash, level), bit(b.hash, level))
      if first == second { return Node(mask: first, slots: [.node(of(a, b, at: level + bits))]) }
      return Node(mask: first | second, slots: first < second ? [.entry(a), .entry(b)] : [.entry(b), .entry(a)])
    }
  }
}
