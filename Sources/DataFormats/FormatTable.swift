/// The formats of data files.
package enum FormatTable {
  /// In the order in which they are asked whether a file is theirs: those told by content first, CSV, which takes any, last.
  package static let all: [any DataFormat.Type] = [IDX.self, NPY.self, TSV.self, CSV.self]

  /// As help lists them: `CSV, TSV, …`.
  package static let names = all.map { $0.name }.sorted().joined(separator: ", ")

  /// The format of a file that is there.
  package static func format(of bytes: UnsafeRawBufferPointer, path: String) -> any DataFormat.Type {
    let fileExtension = fileExtension(path)
    return all.first { $0.recognizes(bytes, extension: fileExtension) } ?? CSV.self
  }

  /// The format in which a file of this name is to be written: CSV where the name does not say.
  package static func format(writing path: String) -> any DataFormat.Type {
    let fileExtension = fileExtension(path)
    return all.first { $0.extensions.contains(fileExtension) } ?? CSV.self
  }

  /// In lower case, without the dot; "" if there is none.
  private static func fileExtension(_ path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return name.lastIndex(of: ".").map { name[$0...].dropFirst().lowercased() } ?? ""
  }
}
