import CSafety
import Glibc

/// The system calls on files, and those that other targets share.
package enum Platform {
  /// The `errno` of a failed system call.
  package struct Failure: Error {
    package let code: Int32

    package init(_ code: Int32 = errno) { self.code = code }

    package var isInterruption: Bool { code == EINTR }
    /// Whether the call can be repeated later.
    package var isTemporary: Bool { code == EINTR || code == EAGAIN }
    package var isAbsence: Bool { code == ENOENT }
    package var isBrokenPipe: Bool { code == EPIPE }
    /// Whether a part of the path before the last is a file.
    var isNotFolder: Bool { code == ENOTDIR }
    /// Whether the disk is full, or the user's part of it.
    var lacksRoom: Bool { code == ENOSPC || code == EDQUOT }
    var isForbidden: Bool { code == EACCES || code == EPERM || code == EROFS }
    /// Whether a path below a folder left it.
    var leadsOutside: Bool { code == EXDEV }
    /// In the system's words.
    package var message: String { String(cString: strerror(code)) }

    package func error(_ path: String) -> FileError {
      FileError(path: path, reason: message, isInterruption: isInterruption)
    }
  }

  static var notPermitted: Failure { Failure(EACCES) }

  // MARK: Descriptors

  enum Access {
    /// An existing folder, as the starting point of names.
    case folder
    case reading
    /// An existing pipe or device.
    case writing
    /// A new file; fails if there is one. The mode is cut by the umask.
    case creating(mode: UInt32)
    /// A file to read and to write at its end, created private if there is none.
    case appending
    /// An existing file, to lock it.
    case locking

    fileprivate var flags: Int32 {
      switch self {
      case .folder: O_RDONLY | O_DIRECTORY
      case .reading: O_RDONLY | O_NONBLOCK
      case .writing: O_WRONLY
      case .creating: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
      case .appending: O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK
      case .locking: O_RDWR | O_NOFOLLOW | O_NONBLOCK
      }
    }

    fileprivate var mode: mode_t {
      if case .creating(let mode) = self { mode } else { 0o600 }
    }
  }

  /// Opens a file by its name in a folder, or by its path without one.
  static func open(_ name: String, in folder: Int32 = AT_FDCWD, for access: Access) throws(Failure) -> Int32 {
    let descriptor = openat(folder, name, access.flags | O_CLOEXEC | O_NOCTTY, access.mode)
    guard descriptor >= 0 else { throw Failure() }
    return descriptor
  }

  /// Opens a file below a folder without following links out of it.
  static func open(_ path: String, beneath folder: Int32, asPath: Bool = false) throws(Failure) -> Int32 {
    let descriptor = cs_open_beneath(folder, path, asPath)
    guard descriptor >= 0 else { throw Failure() }
    return descriptor
  }

  package static func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

  /// Writes all the bytes, a megabyte at a time; stops between two of them and after a signal if `isInterrupted`.
  package static func write(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, isInterrupted: () -> Bool = { false }
  ) throws(Failure) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, min(rest.count, 1 << 20))
      if count < 0, errno == EINTR, !isInterrupted() { continue }
      guard count != 0 else { throw Failure(EIO) }
      guard count > 0 else { throw Failure() }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      if !rest.isEmpty, isInterrupted() { throw Failure(EINTR) }
    }
  }

  package static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
    try bytes.withUnsafeBufferPointer { bytes throws(Failure) in
      try write(UnsafeRawBufferPointer(bytes), to: descriptor)
    }
  }

  /// Fills a buffer with the bytes of a file from `offset` on.
  static func read(
    into buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32, at offset: Int
  ) throws(Failure) {
    var done = 0
    while done < buffer.count {
      let count = pread(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count != 0 else { throw Failure(EIO) }
      guard count > 0 else { throw Failure() }
      done += count
    }
  }

  /// What changes when a file is written to.
  struct Version: Equatable {
    let size: Int
    let isOfRegularFile: Bool
    private let seconds: Int
    private let nanoseconds: Int

    init?(_ descriptor: Int32) {
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { return nil }
      isOfRegularFile = status.st_mode & S_IFMT == S_IFREG
      (size, seconds, nanoseconds) = (Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
    }
  }

  /// All the bytes of a regular file, from its start.
  static func contents(of descriptor: Int32) throws(Failure) -> [UInt8] {
    let size = Int(try status(of: descriptor).size)
    var bytes: [UInt8] = []
    var failure: Failure?
    while bytes.count < size, failure == nil {
      let start = bytes.count
      let part = [UInt8](unsafeUninitializedCapacity: min(size - start, 1 << 20)) { buffer, count in
        let result = pread(descriptor, buffer.baseAddress, buffer.count, off_t(start))
        if result < 0, errno != EINTR { failure = Failure() }
        count = max(result, 0)
      }
      if part.isEmpty, failure == nil { break }
      bytes += part
    }
    if let failure { throw failure }
    return bytes
  }

  /// The last byte of a file; nil if it is empty or not regular.
  static func lastByte(of descriptor: Int32, size: Int64) -> UInt8? {
    var byte: UInt8 = 0
    return size > 0 && pread(descriptor, &byte, 1, off_t(size - 1)) == 1 ? byte : nil
  }

  static func truncate(_ descriptor: Int32, to size: Int64) { _ = ftruncate(descriptor, off_t(size)) }

  /// Waits until what was written is on the disk; pipes and some file systems cannot do that, which is not a failure.
  static func synchronize(_ descriptor: Int32) throws(Failure) {
    while fsync(descriptor) != 0 {
      if errno == EINTR { continue }
      if errno == EINVAL || errno == ENOTSUP || errno == EROFS { return }
      throw Failure()
    }
  }

  enum Lock {
    /// Waits for readers or writers in another process.
    case shared, exclusive
    /// Fails if another process has the lock.
    case sharedNow, exclusiveNow

    fileprivate var operation: Int32 {
      switch self {
      case .shared: LOCK_SH
      case .exclusive: LOCK_EX
      case .sharedNow: LOCK_SH | LOCK_NB
      case .exclusiveNow: LOCK_EX | LOCK_NB
      }
    }
  }

  @discardableResult
  static func lock(_ descriptor: Int32, _ lock: Lock) -> Bool { flock(descriptor, lock.operation) == 0 }

  static func unlock(_ descriptor: Int32) { flock(descriptor, LOCK_UN) }

  // MARK: What a file is

  struct Status: Equatable {
    enum Kind {
      case file, folder, link, pipe, sink, device

      /// Whether what is written passes through, and nothing has to be replaced.
      var isStream: Bool { self == .pipe || self == .sink }
    }

    let kind: Kind
    let device: UInt64
    let node: UInt64
    let size: Int64
    /// The permissions of owner, group and others.
    let mode: UInt32
    let links: Int
    let owner: UInt32
    let group: UInt32

    fileprivate init(_ status: stat) {
      kind =
        switch status.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        case S_IFLNK: .link
        case S_IFIFO: .pipe
        // /dev/null and /dev/full
        case S_IFCHR where status.st_rdev == 1 << 8 | 3 || status.st_rdev == 1 << 8 | 7: .sink
        default: .device
        }
      device = UInt64(status.st_dev)
      node = UInt64(status.st_ino)
      size = Int64(status.st_size)
      mode = UInt32(status.st_mode & 0o777)
      links = Int(status.st_nlink)
      owner = status.st_uid
      group = status.st_gid
    }

    func isSameFile(as other: Status) -> Bool { device == other.device && node == other.node }
  }

  static func status(of descriptor: Int32) throws(Failure) -> Status {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Failure() }
    return Status(status)
  }

  /// A link itself unless `following`.
  static func status(
    of name: String, in folder: Int32 = AT_FDCWD, following: Bool = false
  ) throws(Failure) -> Status {
    var status = stat()
    guard fstatat(folder, name, &status, following ? 0 : AT_SYMLINK_NOFOLLOW) == 0 else { throw Failure() }
    return Status(status)
  }

  /// Whether this user may write to an existing file.
  static func requireWritable(_ name: String, in folder: Int32) throws(Failure) {
    guard faccessat(folder, name, W_OK, AT_EACCESS) == 0 else { throw Failure() }
  }

  static var user: UInt32 { geteuid() }

  /// The path with every link followed.
  static func resolved(_ path: String) throws(Failure) -> String {
    guard let resolved = realpath(path, nil) else { throw Failure() }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  // MARK: Names and attributes

  static func names(in folder: Int32) -> [String] {
    let copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    return copy >= 0 ? names(in: fdopendir(copy)) : []
  }

  /// The names of an open folder, which is closed; one that is itself a folder ends in `/` if `marksFolders`.
  package static func names(in folder: OpaquePointer?, marksFolders: Bool = false) -> [String] {
    guard let folder, let start = MemoryLayout<dirent>.offset(of: \.d_name) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    // An entry has only the memory that its name takes: the rest of the structure is not to be read.
    while let entry = readdir(folder) {
      let name = String(cString: (UnsafeRawPointer(entry) + start).assumingMemoryBound(to: CChar.self))
      names.append(marksFolders && entry.pointee.d_type == UInt8(DT_DIR) ? name + "/" : name)
    }
    return names
  }

  static func rename(_ old: String, to new: String, in folder: Int32) throws(Failure) {
    guard renameat(folder, old, folder, new) == 0 else { throw Failure() }
  }

  static func remove(_ name: String, in folder: Int32) { unlinkat(folder, name, 0) }

  /// A folder that is empty.
  static func removeFolder(_ name: String, in folder: Int32) { unlinkat(folder, name, AT_REMOVEDIR) }

  /// A folder private to its owner; fails if there is anything of that name.
  static func makeFolder(_ name: String, in folder: Int32) throws(Failure) {
    guard mkdirat(folder, name, 0o700) == 0 else { throw Failure() }
  }

  /// Creates missing parent folders, private to their owner; opening the file reports failures.
  static func makeFolders(above path: String) {
    var folder = ""
    for name in path.split(separator: "/").dropLast() {
      folder += (folder.isEmpty && !path.hasPrefix("/") ? "" : "/") + name
      mkdir(folder, 0o700)
    }
  }

  static func setMode(_ mode: UInt32, of descriptor: Int32) throws(Failure) {
    guard fchmod(descriptor, mode) == 0 else { throw Failure() }
  }

  /// Giving files away takes privileges; without them nothing happens.
  static func setOwner(_ owner: UInt32, group: UInt32, of descriptor: Int32) {
    if fchown(descriptor, owner, group) != 0 { fchown(descriptor, .max, group) }
  }
}
