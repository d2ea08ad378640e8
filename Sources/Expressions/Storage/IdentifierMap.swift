/// Values by identifier: open addressing with linear probing, at most half full.
///
/// A lookup takes one multiplication, whereas a `Dictionary` hashes bytes. Entries keep their insertion order.
@usableFromInline package struct IdentifierMap<Element> {
  @usableFromInline var keys: [Identifier] = []
  @usableFromInline var values: [Element] = []
  /// For each slot, the number of its entry from 1; 0 if it is free.
  @usableFromInline var slots: [UInt32] = []

  @inlinable package init() {}

  /// With room for this many entries.
  @inlinable package init(capacity: Int) {
    keys.reserveCapacity(capacity)
    values.reserveCapacity(capacity)
    slots = [UInt32](repeating: 0, count: IdentifierMap.slotCount(capacity))
  }

  @usableFromInline static func slotCount(_ entries: Int) -> Int {
    var size = 8
    while size < entries * 2 + 2 { size *= 2 }
    return size
  }

  /// Setting nil removes the entry.
  @inlinable
  package subscript(_ key: Identifier) -> Element? {
    get {
      guard let index = index(of: key) else { return nil }
      return values[index]
    }
    set {
      guard let newValue else { return remove(key) }
      if let index = index(of: key) {
        values[index] = newValue
      } else {
        keys.append(key)
        values.append(newValue)
        if keys.count * 2 > slots.count { rebuild() } else { enter(keys.count) }
      }
    }
  }

  @inlinable
  package subscript(_ name: String) -> Element? {
    get { self[Identifier(name)] }
    set { self[Identifier(name)] = newValue }
  }

  /// In the order of insertion.
  @inlinable package var names: [String] { keys.map(\.text) }

  /// Sorted by name.
  @inlinable package var named: [(name: String, value: Element)] {
    zip(keys, values).map { ($0.text, $1) }.sorted { $0.name < $1.name }
  }

  @inlinable
  func index(of key: Identifier) -> Int? {
    guard !slots.isEmpty else { return nil }
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: key.hash) & mask
    while slots[slot] != 0 {
      let index = Int(slots[slot]) &- 1
      if keys[index] == key { return index }
      slot = (slot &+ 1) & mask
    }
    return nil
  }

  @usableFromInline
  mutating func enter(_ number: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: keys[number - 1].hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = UInt32(number)
  }

  @usableFromInline
  mutating func rebuild() {
    slots = [UInt32](repeating: 0, count: IdentifierMap.slotCount(keys.count))
    for number in 1..<(keys.count + 1) { enter(number) }
  }

  @usableFromInline
  mutating func remove(_ key: Identifier) {
    guard let index = index(of: key) else { return }
    keys.remove(at: index)
    values.remove(at: index)
    rebuild()
  }
}

extension IdentifierMap: Sendable where Element: Sendable {}

/// Unlike that of a dictionary, the first use of its type does not search all conformances of the program.
extension IdentifierMap: ExpressibleByDictionaryLiteral {
  @inlinable package init(dictionaryLiteral elements: (String, Element)...) {
    self.init(capacity: elements.count)
    for (name, value) in elements { self[name] = value }
  }
}
