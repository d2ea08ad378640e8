/// The formats of data files.
package enum FormatTable {
  /// In the order of detection: formats recognized by content first; CSV, which accepts any file, last.
  package static let all: [any DataFormat.Type] = [
    IDX.self, NPY.self, NPZ.self, Safetensors.self, TSV.self, CSV.self,
  ]

  /// The list in help: `CSV, IDX, …`.
  package static let names = all.map { $0.name }.sorted().joined(separator: ", ")

  /// The format of an existing file.
  package static func format(of bytes: UnsafeRawBufferPointer, path: String) -> any DataFormat.Type {
    let fileExtension = fileExtension(path)
    return all.first { $0.recognizes(bytes, extension: fileExtension) } ?? CSV.self
  }

  /// The format for writing a file of this name: by its extension, CSV by default.
  package static func format(writing path: String) -> any DataFormat.Type {
    let fileExtension = fileExtension(path)
    return all.first { $0.extensions.contains(fileExtension) } ?? CSV.self
  }

  /// The extensions of files that may be written under this name: those of the format it names, else of text tables.
  package static func extensions(writing path: String) -> [String] {
    let fileExtension = fileExtension(path)
    let named = all.first { $0.extensions.contains(fileExtension) && !($0 is any TableFormat.Type) }
    return named?.extensions ?? all.filter { $0 is any TableFormat.Type }.flatMap { $0.extensions }.sorted()
  }

  /// In lower case, without the dot; "" if there is none.
  private static func fileExtension(_ path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return name.lastIndex(of: ".").map { name[$0...].dropFirst().lowercased() } ?? ""
  }
}
