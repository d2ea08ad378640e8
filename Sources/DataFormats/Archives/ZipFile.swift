import Expressions

/// The files in a ZIP archive: stored or deflated, without encryption.
///
/// Source: PKWARE's APPNOTE.TXT 6.3.10. The list at the end of the archive counts, as for all readers.
struct ZipFile {
  struct Entry {
    let name: String
    let bytes: [UInt8]
  }

  private(set) var entries: [Entry] = []

  private static func damaged(_ what: String) -> ArchiveError { .damaged(format: "NPZ", what: what) }

  /// Throws `ArchiveError` and `Fault`.
  init(_ bytes: UnsafeRawBufferPointer) throws {
    let end = try Self.end(of: bytes)
    var position = end.start
    for _ in 0..<end.count {
      guard position + 46 <= bytes.count, bytes.word(position) == 0x0201_4b50 else {
        throw Self.damaged("no list of files")
      }
      let nameSize = bytes.half(position + 28)
      let extraSize = bytes.half(position + 30)
      let next = position + 46 + nameSize + extraSize + bytes.half(position + 32)
      guard next <= bytes.count else { throw Self.damaged("it ends too early") }
      let name = String(decoding: bytes[(position + 46)..<(position + 46 + nameSize)], as: UTF8.self)
      try Limits.check()
      entries.append(Entry(name: name, bytes: try Self.content(bytes, at: position, name, extraSize: extraSize)))
      position = next
    }
  }

  private static func end(of bytes: UnsafeRawBufferPointer) throws -> (start: Int, count: Int) {
    guard bytes.count >= 22 else { throw damaged("it ends too early") }
    for start in stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 65535), by: -1)
    where bytes.word(start) == 0x0605_4b50 {
      let (first, count) = (bytes.word(start + 16), bytes.half(start + 10))
      guard first != 0xffff_ffff else { throw ArchiveError.unsupported("more than 4 GB") }
      guard first <= start else { throw damaged("its list of files is elsewhere") }
      return (first, count)
    }
    throw damaged("no list of files at its end")
  }

  private static func content(
    _ bytes: UnsafeRawBufferPointer, at position: Int, _ name: String, extraSize: Int
  ) throws -> [UInt8] {
    let (flags, method) = (bytes.half(position + 8), bytes.half(position + 10))
    let (packed, size) = (bytes.word(position + 20), bytes.word(position + 24))
    let header = bytes.word(position + 42)
    guard flags & 1 == 0 else { throw ArchiveError.unsupported("an encrypted file") }
    guard packed != 0xffff_ffff, size != 0xffff_ffff else { throw ArchiveError.unsupported("a file of more than 4 GB") }
    guard header + 30 <= bytes.count, bytes.word(header) == 0x0403_4b50 else { throw damaged("no file at its place") }
    let start = header + 30 + bytes.half(header + 26) + bytes.half(header + 28)
    guard start + packed <= bytes.count else { throw damaged("it ends too early") }
    try Limits.require(bytes: size)
    let body = UnsafeRawBufferPointer(rebasing: bytes[start..<start + packed])
    let content: [UInt8]
    switch method {
    case 0:
      guard packed == size else { throw damaged("the sizes of \(quotedName(name)) differ") }
      content = Array(body)
    case 8:
      do {
        content = try Inflate.bytes(of: body, size: size)
      } catch {
        throw damaged("\(quotedName(name)) cannot be decompressed")
      }
    default: throw ArchiveError.unsupported("a file compressed by method \(method)")
    }
    guard CyclicCheck.sum(of: content) == UInt32(bytes.word(position + 16)) else {
      throw damaged("the sum of \(quotedName(name)) is wrong")
    }
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

extension UnsafeRawBufferPointer {
  fileprivate func half(_ offset: Int) -> Int {
    Int(UInt16(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
  }

  fileprivate func word(_ offset: Int) -> Int {
    Int(UInt32(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
  }
}
