import Expressions

/// The files in a ZIP archive: stored or deflated, without encryption.
///
/// Source: PKWARE's APPNOTE.TXT 6.3.10. The list at the end of the archive counts, as for all readers.
struct ZipFile {
  /// A file that is written.
  struct Entry {
    let name: String
    let bytes: [UInt8]
  }

  /// A file in the archive.
  struct Member {
    let name: String
    /// How many bytes it has when it is decompressed, and their cyclic check.
    let size: Int
    let sum: UInt32
    fileprivate let method: Int
    /// Where it is in the archive.
    fileprivate let range: Range<Int>

    /// Where it is in the archive as it is; nil if it is compressed.
    var storedRange: Range<Int>? { method == 0 ? range : nil }

    var wrongSum: ArchiveError { ZipFile.damaged("the sum of \(quotedName(name)) is wrong") }
  }

  let members: [Member]
  private let file: any FileBytes

  private static func damaged(_ what: String) -> ArchiveError { .damaged(format: "NPZ", what: what) }

  /// Reads the list of the files. Throws `ArchiveError` and what the file throws.
  init(_ file: any FileBytes) throws {
    let end = try Self.end(of: file)
    var position = end.start
    var members: [Member] = []
    for _ in 0..<end.count {
      let fixed = try Self.bytes(file, position, 46, "no list of files")
      guard fixed.word(0) == 0x0201_4b50 else { throw Self.damaged("no list of files") }
      let (nameSize, extraSize) = (fixed.half(28), fixed.half(30))
      let rest = try Self.bytes(file, position + 46, nameSize + extraSize)
      members.append(try Self.member(file, fixed, rest[..<nameSize], Array(rest[nameSize...])))
      position += 46 + nameSize + extraSize + fixed.half(32)
      guard position <= file.size else { throw Self.damaged("it ends too early") }
    }
    (self.file, self.members) = (file, members)
  }

  private static func bytes(
    _ file: any FileBytes, _ start: Int, _ count: Int, _ missing: String = "it ends too early"
  ) throws -> [UInt8] {
    guard start >= 0, start <= file.size, count <= file.size - start else { throw damaged(missing) }
    return try file.bytes(start..<start + count)
  }

  /// Where the list of the files begins, and how many there are.
  private static func end(of file: any FileBytes) throws -> (start: Int, count: Int) {
    let tail = max(0, file.size - 22 - 65535)
    let bytes = try bytes(file, tail, file.size - tail)
    guard bytes.count >= 22 else { throw damaged("it ends too early") }
    for start in stride(from: bytes.count - 22, through: 0, by: -1) where bytes.word(start) == 0x0605_4b50 {
      var (first, count) = (bytes.word(start + 16), bytes.half(start + 10))
      if first == 0xffff_ffff || count == 0xffff, tail + start >= 20 {
        let locator = try file.bytes(tail + start - 20..<tail + start)
        if locator.word(0) == 0x0706_4b50 {
          let record = try Self.bytes(file, locator.long(8), 56, "its list of files is elsewhere")
          guard record.word(0) == 0x0606_4b50 else { throw damaged("its list of files is elsewhere") }
          (first, count) = (record.long(48), record.long(32))
        }
      }
      guard 0...tail + start ~= first, count >= 0 else { throw damaged("its list of files is elsewhere") }
      return (first, count)
    }
    throw damaged("no list of files at its end")
  }

  /// - Parameters:
  ///   - fixed: what the list says about the file, before its name.
  ///   - extra: what it says after the name.
  private static func member(
    _ file: any FileBytes, _ fixed: [UInt8], _ name: ArraySlice<UInt8>, _ extra: [UInt8]
  ) throws -> Member {
    let name = String(decoding: name, as: UTF8.self)
    guard fixed.half(8) & 1 == 0 else { throw ArchiveError.unsupported("an encrypted file") }
    let method = fixed.half(10)
    guard method == 0 || method == 8 else {
      throw ArchiveError.unsupported("a file compressed by method \(method)")
    }
    let (size, packed, header) = try sizes(fixed, extra)
    let local = try bytes(file, header, 30, "no file at its place")
    guard local.word(0) == 0x0403_4b50 else { throw damaged("no file at its place") }
    let start = header + 30 + local.half(26) + local.half(28)
    guard start <= file.size, packed <= file.size - start else { throw damaged("it ends too early") }
    guard method != 0 || packed == size else { throw damaged("the sizes of \(quotedName(name)) differ") }
    return Member(
      name: name, size: size, sum: UInt32(fixed.word(16)), method: method, range: start..<start + packed)
  }

  /// The size of a file, its size in the archive, and where it is: those of 4 GB and more are in the extra fields.
  private static func sizes(_ fixed: [UInt8], _ extra: [UInt8]) throws -> (size: Int, packed: Int, header: Int) {
    var numbers = [24, 20, 42].map { fixed.word($0) }
    let large = numbers.indices.filter { numbers[$0] == 0xffff_ffff }
    guard !large.isEmpty else { return (numbers[0], numbers[1], numbers[2]) }
    var position = 0
    while position + 4 <= extra.count, extra.half(position) != 1 { position += 4 + extra.half(position + 2) }
    guard position + 4 + 8 * large.count <= extra.count else { throw damaged("a size is missing") }
    for (place, index) in large.enumerated() { numbers[index] = extra.long(position + 4 + 8 * place) }
    guard numbers.allSatisfy({ $0 >= 0 }) else { throw damaged("a size is missing") }
    return (numbers[0], numbers[1], numbers[2])
  }

  /// Throws `ArchiveError`, `Fault` and what the file throws.
  func content(of member: Member) throws -> [UInt8] {
    try Limits.require(bytes: member.size)
    var content = try file.bytes(member.range)
    if member.method == 8 {
      do {
        content = try content.withUnsafeBytes { try Inflate.bytes(of: $0, size: member.size) }
      } catch {
        throw Self.damaged("\(quotedName(member.name)) cannot be decompressed")
      }
    }
    let sum = CyclicCheck.sum(of: content)
    try Limits.check()
    guard sum == member.sum else { throw member.wrongSum }
    return content
  }

  /// An archive of stored files, without dates, so that the same files make the same bytes.
  static func bytes(of entries: [Entry]) -> [UInt8] {
    var file = Bytes()
    var list = Bytes()
    for entry in entries {
      let name = Array(entry.name.utf8)
      var common = Bytes()
      // Version 2.0, names in UTF-8, stored; 1 January 1980.
      for half in [20, 1 << 11, 0, 0, 0x21] as [UInt16] { common.append(half) }
      common.append(CyclicCheck.sum(of: entry.bytes))
      common.append(UInt32(entry.bytes.count))
      common.append(UInt32(entry.bytes.count))
      common.append(UInt16(name.count))
      common.append(0 as UInt16)
      list.append(0x0201_4b50 as UInt32)
      list.append(20 as UInt16)
      list.bytes += common.bytes
      for half in [0, 0, 0] as [UInt16] { list.append(half) }
      list.append(0 as UInt32)
      list.append(UInt32(file.bytes.count))
      list.bytes += name
      file.append(0x0403_4b50 as UInt32)
      file.bytes += common.bytes + name
      file.bytes += entry.bytes
    }
    let start = file.bytes.count
    file.bytes += list.bytes
    file.append(0x0605_4b50 as UInt32)
    for half in [0, 0, UInt16(entries.count), UInt16(entries.count)] { file.append(half) }
    file.append(UInt32(list.bytes.count))
    file.append(UInt32(start))
    file.append(0 as UInt16)
    return file.bytes
  }

  /// The largest file in an archive without the extensions for more.
  static let largest = Int(UInt32.max) - 1
}

/// Little-endian numbers in bytes that must be there.
extension [UInt8] {
  fileprivate func half(_ offset: Int) -> Int { Int(number(offset, UInt16.self)) }

  fileprivate func word(_ offset: Int) -> Int { Int(number(offset, UInt32.self)) }

  /// -1 if it is too large.
  fileprivate func long(_ offset: Int) -> Int { Int(exactly: number(offset, UInt64.self)) ?? -1 }

  private func number<Number: FixedWidthInteger>(_ offset: Int, _ type: Number.Type) -> Number {
    withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Number.self)) }
  }
}
