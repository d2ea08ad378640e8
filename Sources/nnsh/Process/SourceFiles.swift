import Interpreter

/// The scripts and articles that paths name: a folder means all of them below it.
struct SourceFiles {
  /// Each once, in the order given; those of a folder sorted by name, without hidden ones.
  private(set) var paths: [String] = []
  /// Those given by name, and not by a folder above them.
  private(set) var named: Set<String> = []

  init(_ arguments: [String]) {
    for path in arguments {
      if Platform.isFolder(path) {
        paths += SourceFiles.files(below: path == "." || path == "./" ? "" : path)
      } else {
        paths.append(path)
        named.insert(path)
      }
    }
    var seen: Set<String> = []
    paths.removeAll { !seen.insert($0).inserted }
  }

  /// An empty path is the current folder.
  private static func files(below path: String) -> [String] {
    let folder = path.isEmpty || path.hasSuffix("/") ? path : path + "/"
    let names = Platform.entries(ofFolder: path.isEmpty ? "." : path).sorted().filter { !$0.hasPrefix(".") }
    return names.flatMap { name -> [String] in
      if name.hasSuffix("/") { return files(below: folder + name.dropLast()) }
      return FileTest.isTest(name) ? [folder + name] : []
    }
  }
}
