/// What a file of a session is, by its name.
enum SessionFormat {
  case script, json
  /// Parameters as matrices, in a format of `FormatTable`.
  case arrays

  init(path: String) {
    let name = path.lowercased()
    self =
      name.hasSuffix(".json")
      ? .json : [".npz", ".safetensors", ".npy", ".csv", ".tsv"].contains(where: name.hasSuffix) ? .arrays : .script
  }
}
