/// The entered lines, oldest first.
struct History {
  private(set) var entries: [String]
  /// The maximum number of entries; the newest are kept.
  let limit: Int

  init(entries: [String] = [], limit: Int) {
    self.limit = limit
    self.entries = []
    for entry in entries { add(entry) }
  }

  /// Adds `entry` unless it is blank, begins with a blank or repeats the last one; returns whether it was added.
  @discardableResult
  mutating func add(_ entry: String) -> Bool {
    guard let first = entry.unicodeScalars.first, !first.properties.isWhitespace, entry != entries.last else {
      return false
    }
    entries.append(entry)
    // Removing from the front takes linear time, so not for every entry.
    if entries.count >= limit + limit / 4 + 1 { entries.removeFirst(entries.count - limit) }
    return true
  }

  /// The index of the nearest entry older than `index` that begins with `prefix` and is not `current`.
  func older(than index: Int, prefix: String, current: String) -> Int? {
    entries[..<index].lastIndex { $0.hasPrefix(prefix) && $0 != current }
  }

  /// The same for newer entries.
  func newer(than index: Int, prefix: String, current: String) -> Int? {
    guard index + 1 < entries.count else { return nil }
    return entries[(index + 1)...].firstIndex { $0.hasPrefix(prefix) && $0 != current }
  }

  /// The rest of the newest entry that begins with `prefix`, up to the end of its first line; empty if there is none.
  func suggestion(after prefix: String) -> String {
    guard !prefix.isEmpty, !prefix.contains("\n"),
      let found = entries.last(where: { $0.utf8.count > prefix.utf8.count && $0.utf8.starts(with: prefix.utf8) })
    else { return "" }
    let line = found.utf8.prefix { $0 != UInt8(ascii: "\n") }
    return String(decoding: line.dropFirst(prefix.utf8.count), as: UTF8.self)
  }

  /// The newest entry at or before `index` that contains `needle`.
  func match(_ needle: String, atOrBefore index: Int) -> Int? {
    entries[...min(index, entries.count - 1)].lastIndex { $0.unicodeScalars.contains(needle.unicodeScalars) }
  }

  /// The oldest entry at or after `index` that contains `needle`.
  func match(_ needle: String, atOrAfter index: Int) -> Int? {
    guard index < entries.count else { return nil }
    return entries[index...].firstIndex { $0.unicodeScalars.contains(needle.unicodeScalars) }
  }
}
