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
    var arrays = NamedArrays()
    for entry in try ZipFile(bytes).entries {
      let name = entry.name.hasSuffix(".npy") ? String(entry.name.dropLast(4)) : entry.name
      guard arrays[name] == nil else { throw ArchiveError.repeated(name) }
      do {
        arrays[name] = try entry.bytes.withUnsafeBytes { try NPY.readArray($0) }
      } catch let error as any ContentError {
        throw ArchiveError.array(name: name, error.problem(in: entry.name, ReadingOptions()))
      }
    }
    return arrays
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
