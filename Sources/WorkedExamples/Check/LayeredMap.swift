/// A dictionary of which a copy costs next to nothing, also where both the copy and the original go on to grow.
///
/// Dictionaries of falling sizes, as in a log-structured merge tree: an entry is added as a dictionary of its own, and two
/// of about one size are merged. n additions copy n · log₂ n entries, looking up asks log₂ n dictionaries.
struct LayeredMap<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  /// Largest and oldest first; of two that have a key the later one counts.
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
