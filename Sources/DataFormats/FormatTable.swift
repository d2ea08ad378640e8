import NeuralNetwork

/// The formats of data files.
package enum FormatTable {
  /// In the order of detection: formats recognized by content first; CSV, which accepts any file, last.
  package static let all: [any DataFormat.Type] = [
    IDX.self, NPY.self, NPZ.self, SNNS.self, SNNSPatterns.self, FANN.self, FANNData.self, ONNX.self, Safetensors.self,
    TSV.self, CSV.self,
  ]

  /// The list in help of what `data load` reads: `CSV, FANN data, …`.
  package static let names = all.filter { !$0.hasNetworks }.map { $0.name }.sorted().joined(separator: ", ")

  /// The formats whose files are read row by row, as a list: `CSV, IDX and NPY`.
  package static func streamed(joinedBy word: String) -> String {
    let names = all.filter { $0.isStreamed }.map { $0.name }.sorted { $0.lowercased() < $1.lowercased() }
    return names.dropLast().joined(separator: ", ") + " \(word) " + names.suffix(1).joined()
  }

  /// The formats of networks whose files have this name.
  package static func networks(writing path: String) -> [any DataFormat.Type] {
    let fileExtension = fileExtension(path)
    return all.filter { $0.hasNetworks && $0.extensions.contains(fileExtension) }
  }

  /// The network format of this name, in any case.
  package static func network(named name: String) -> (any DataFormat.Type)? {
    all.first { $0.hasNetworks && $0.name.lowercased() == name.lowercased() }
  }

  /// Whether a format has files with this extension.
  package static func isKnown(_ path: String) -> Bool {
    let fileExtension = fileExtension(path)
    return all.contains { $0.extensions.contains(fileExtension) }
  }

  /// The format of an existing file.
  package static func format(of bytes: UnsafeRawBufferPointer, path: String) -> any DataFormat.Type {
    let fileExtension = fileExtension(path)
    return all.first { $0.recognizes(bytes, extension: fileExtension) } ?? CSV.self
  }

  /// The format of an existing file, by its beginning.
  package static func format(of file: any FileBytes, path: String) throws -> any DataFormat.Type {
    try file.bytes(0..<min(file.size, 1 << 16)).withUnsafeBytes { format(of: $0, path: path) }
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
