/// A dictionary for a few keys, such as those of one line: a new value for a key goes after the old one, so that the
/// last entries can be taken back.
struct SmallMap<Key: Hashable, Value> {
  private var entries: [(key: Key, value: Value)] = []
  /// The last entry of each key; empty as long as searching all of them is faster.
  private var last: [Key: Int] = [:]
  private static var most: Int { 16 }

  init() {}

  var count: Int { entries.count }

  subscript(key: Key) -> Value? {
    if entries.count > SmallMap.most { return last[key].map { entries[$0].value } }
    var index = entries.count - 1
    while index >= 0 {
      if entries[index].key == key { return entries[index].value }
      index -= 1
    }
    return nil
  }

  mutating func set(_ key: Key, to value: Value) {
    entries.append((key, value))
    if entries.count == SmallMap.most + 1 {
      findLast()
    } else if entries.count > SmallMap.most {
      last[key] = entries.count - 1
    }
  }

  /// Adds the entries of another map after these.
  mutating func add(_ other: SmallMap) {
    if entries.isEmpty {
      self = other
    } else {
      for (key, value) in other.entries { set(key, to: value) }
    }
  }

  /// Takes back all but the first `count` entries.
  mutating func keepFirst(_ count: Int) {
    guard count < entries.count else { return }
    entries.removeLast(entries.count - count)
    last = [:]
    if count > SmallMap.most { findLast() }
  }

  private mutating func findLast() {
    for (index, entry) in entries.enumerated() { last[entry.key] = index }
  }
}
