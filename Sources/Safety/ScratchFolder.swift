/// A private folder for files that are not to outlast their use.
///
/// While it is used it is locked. A process that was killed leaves an unlocked one, which the next one removes: a
/// folder of this user with a name that only this type makes.
package struct ScratchFolder: Sendable {
  package let path: String
  private let name: String
  private let parent: Int32
  private let descriptor: Int32

  /// - Parameter folder: the one for temporary files.
  package init(in folder: String) throws(FileError) {
    let name = Self.names.new()
    let path = "\(folder)/\(name)"
    do throws(Platform.Failure) {
      let parent = try Platform.open(folder, for: .folder)
      do throws(Platform.Failure) {
        descriptor = try Self.make(name, in: parent)
      } catch {
        Platform.close(parent)
        throw error
      }
      (self.path, self.name, self.parent) = (path, name, parent)
    } catch {
      throw error.error(path)
    }
  }

  /// - Returns: the new folder, locked.
  private static func make(_ name: String, in parent: Int32) throws(Platform.Failure) -> Int32 {
    removeLeftovers(in: parent)
    // Between creating and locking, nobody may look for leftovers here.
    Platform.lock(parent, .sharedNow)
    defer { Platform.unlock(parent) }
    try Platform.makeFolder(name, in: parent)
    let descriptor = try Platform.open(name, in: parent, for: .folder)
    Platform.lock(descriptor, .exclusiveNow)
    return descriptor
  }

  /// Removes the folder with its files.
  package func remove() {
    Self.remove(name, descriptor, in: parent)
    Platform.close(descriptor)
    Platform.close(parent)
  }

  private static let names = TemporaryName(beginning: "nnsh-scratch-", ending: "")

  /// The folder has no folders in it.
  private static func remove(_ name: String, _ descriptor: Int32, in parent: Int32) {
    for file in Platform.names(in: descriptor) where file != "." && file != ".." {
      Platform.remove(file, in: descriptor)
    }
    Platform.removeFolder(name, in: parent)
  }

  private static func removeLeftovers(in parent: Int32) {
    guard Platform.lock(parent, .exclusiveNow) else { return }
    defer { Platform.unlock(parent) }
    for name in Platform.names(in: parent) where names.matches(name) {
      guard let found = try? Platform.status(of: name, in: parent), found.kind == .folder,
        found.owner == Platform.user, let descriptor = try? Platform.open(name, in: parent, for: .folder)
      else { continue }
      defer { Platform.close(descriptor) }
      guard let opened = try? Platform.status(of: descriptor), opened.isSameFile(as: found),
        Platform.lock(descriptor, .exclusiveNow)
      else { continue }
      remove(name, descriptor, in: parent)
    }
  }
}
