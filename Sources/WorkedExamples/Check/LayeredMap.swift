/// A dictionary that is cheap to copy even if both the copy and the original keep growing.
///
/// It consists of dictionaries of decreasing size, as in a log-structured merge tree: a new entry becomes a dictionary
/// of its own, and dictionaries of similar size are merged. n insertions copy n · log₂ n entries; a lookup searches
/// log₂ n dictionaries.
struct LayeredMap<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  /// Largest and oldest first; a later layer overrides an earlier one.
  private var layers: [[Key: Value]] = []

  subscript(key: Key) -> Value? {
    for layer in layers.reversed() {
      if let value = layer[key] { return value }
    }
    return nil
  }

  mutating func set(_ key: Key, to value: Value) {
    var newest = [key: value]
    while let last = layers.last, last.count <= newest.count {
      newest = last.merging(newest) { $1 }
      layers.removeLast()
    }
    layers.append(newest)
  }
}
