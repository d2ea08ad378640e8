import DataFormats

/// What a file of a session is, by its name.
enum SessionFormat {
  case script, json
  /// The network, in one of these formats of `FormatTable`: several where they share an extension.
  case network([any DataFormat.Type])
  /// Parameters as matrices, in a format of `FormatTable`.
  case arrays

  init(path: String) {
    let networks = FormatTable.networks(writing: path)
    self =
      path.lowercased().hasSuffix(".json")
      ? .json : !networks.isEmpty ? .network(networks) : FormatTable.isKnown(path) ? .arrays : .script
  }
}
