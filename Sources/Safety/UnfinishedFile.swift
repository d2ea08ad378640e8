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
    let name = Self.names.new()
    descriptor = try Platform.open(name, in: folder, for: .creating(mode: mode))
    self.name = name
    Platform.lock(descriptor, .exclusiveNow)
  }

  func close() { Platform.close(descriptor) }

  func discard() {
    Platform.remove(name, in: folder)
    close()
  }

  private static let names = TemporaryName(beginning: ".nnsh-", ending: ".unfinished")

  static func isOurs(_ name: String) -> Bool { names.matches(name) }

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
