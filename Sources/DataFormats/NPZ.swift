import Expressions
import NeuralNetwork

/// NumPy's format for several arrays: `numpy.savez` and `numpy.savez_compressed`, an archive of NPY files.
package enum NPZ: ArchiveFormat {
  package static let name = "NPZ"
  package static let extensions = ["npz"]

  package static func recognizes(_ bytes: UnsafeRawBufferPointer, extension: String) -> Bool {
    bytes.starts(with: [0x50, 0x4b, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4b, 0x05, 0x06])
  }

  package static func readArrays(_ bytes: UnsafeRawBufferPointer) throws -> NamedArrays {
    let archive = try ZipFile(MemoryBytes(bytes))
    var arrays = NamedArrays()
    for member in archive.members {
      let name = arrayName(member)
      guard arrays[name] == nil else { throw ArchiveError.repeated(name) }
      try Limits.check()
      let content = try archive.content(of: member)
      arrays[name] = try named(member) { try content.withUnsafeBytes { try NPY.readArray($0) } }
    }
    return arrays
  }

  /// Throws if one of them is compressed.
  static func storedArrays(_ file: any FileBytes) throws -> [(name: String, array: StoredArray)] {
    var arrays: [(name: String, array: StoredArray)] = []
    var names: Set<String> = []
    for member in try ZipFile(file).members {
      let name = arrayName(member)
      guard names.insert(name).inserted else { throw ArchiveError.repeated(name) }
      guard let range = member.storedRange else { throw ArchiveError.compressed }
      var array = try named(member) { try NPY.storedArray(FilePart(file, range)) }
      array.name = member.name
      array.checksum = StoredArray.Checksum(sum: member.sum, failure: member.wrongSum)
      arrays.append((name, array))
    }
    return arrays
  }

  private static func arrayName(_ member: ZipFile.Member) -> String {
    member.name.hasSuffix(".npy") ? String(member.name.dropLast(4)) : member.name
  }

  /// Names the file in the archive in its errors.
  private static func named<Result>(_ member: ZipFile.Member, _ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as any ContentError {
      throw ArchiveError.array(name: arrayName(member), error.problem(in: member.name, ReadingOptions()))
    }
  }

  package static func write(_ arrays: NamedArrays, _ write: (UnsafeRawBufferPointer) throws -> Void) throws {
    let entries = arrays.names.compactMap { name in
      arrays[name].map { ZipFile.Entry(name: name + ".npy", bytes: NPY.bytes(of: $0)) }
    }
    guard entries.reduce(0, { $0 + $1.bytes.count + 200 }) < ZipFile.largest else {
      throw FormatError.tooLarge(name, "4 GB")
    }
    try ZipFile.bytes(of: entries).withUnsafeBytes { try write($0) }
  }

  /// A file of these arrays, a byte for each number where all are whole ones from 0 to 255.
  package static func compactBytes(of arrays: NamedArrays) -> [UInt8] {
    ZipFile.bytes(
      of: arrays.names.compactMap { name in
        arrays[name].map { ZipFile.Entry(name: name + ".npy", bytes: NPY.bytes(of: $0, isCompact: true)) }
      })
  }

  package static func write(_ samples: SampleSet, _ write: (UnsafeRawBufferPointer) throws -> Void) throws {
    try self.write(samples.arrays, write)
  }
}
