/// A file under a temporary name, until it is whole and takes its real one.
///
/// While it is written it is locked. A process that was killed leaves an unlocked one, which the next write in the same
/// folder removes: a regular file of this user with a name that only this type makes.
struct UnfinishedFile {
  let descriptor: Int32
  let name: String
  private let folder: Int32

  init(in folder: Int32, mode: UInt32) throws(Platform.Failure) {
    self.folder = folder
    Self.removeLeftovers(in: folder)
    // Between creating and locking, nobody may look for leftovers here.
    Platform.lock(folder, .sharedNow)
    defer { Platform.unlock(folder) }
    let name = Self.newName()
    descriptor = try Platform.open(name, in: folder, for: .creating(mode: mode))
    self.name = name
    Platform.lock(descriptor, .exclusiveNow)
  }

  func close() { Platform.close(descriptor) }

  func discard() {
    Platform.remove(name, in: folder)
    close()
  }

  // MARK: Names

  private static let beginning = ".nnsh-"
  private static let ending = ".unfinished"

  /// `.nnsh-<16 random hexadecimal digits><their sum, 8 digits>.unfinished`
  private static func newName() -> String {
    let random = digits(UInt64.random(in: .min ... .max), count: 16)
    return beginning + random + sum(of: random) + ending
  }

  static func isOurs(_ name: String) -> Bool {
    guard name.hasPrefix(beginning), name.hasSuffix(ending) else { return false }
    let middle = name.dropFirst(beginning.count).dropLast(ending.count)
    return middle.utf8.count == 24 && String(middle.suffix(8)) == sum(of: String(middle.prefix(16)))
  }

  /// Tells our names from anything that merely looks like them: the FNV-1a hash of the digits.
  private static func sum(of text: String) -> String {
    digits(UInt64(text.utf8.reduce(2_166_136_261 as UInt32) { ($0 ^ UInt32($1)) &* 16_777_619 }), count: 8)
  }

  private static func digits(_ number: UInt64, count: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: count - text.count) + text
  }

  // MARK: Leftovers

  private static func removeLeftovers(in folder: Int32) {
    guard Platform.lock(folder, .exclusiveNow) else { return }
    defer { Platform.unlock(folder) }
    for name in Platform.names(in: folder) where isOurs(name) {
      guard let found = try? Platform.status(of: name, in: folder), found.kind == .file,
        found.owner == Platform.user, found.links == 1,
        let descriptor = try? Platform.open(name, in: folder, for: .locking)
      else { continue }
      defer { Platform.close(descriptor) }
      guard let opened = try? Platform.status(of: descriptor), opened.isSameFile(as: found),
        Platform.lock(descriptor, .exclusiveNow)
      else { continue }
      Platform.remove(name, in: folder)
    }
  }
}
