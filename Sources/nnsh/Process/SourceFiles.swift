import Interpreter
import Safety

/// The scripts and articles that paths name: a folder means all of them below it.
struct SourceFiles {
  /// Each once, in the order given; those of a folder sorted by name, without hidden ones.
  var paths: [String] = []
  /// Those given by name, and not by a folder above them.
  private(set) var named: Set<String> = []
  /// The folder that was given, for each file below it; its own folder for a file given by name.
  private(set) var folders: [String: String] = [:]

  init(_ arguments: [String]) {
    for path in arguments {
      if Platform.isFolder(path) {
        let below = SourceFiles.files(below: path == "." || path == "./" ? "" : path)
        paths += below
        for file in below { folders[file] = path }
      } else {
        paths.append(path)
        named.insert(path)
        folders[path] = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
      }
    }
    var seen: Set<String> = []
    paths.removeAll { !seen.insert($0).inserted }
  }

  /// The text of a file. A pipe or a device in a folder is not opened: it may never end.
  func read(_ path: String, _ files: any FileAccess) throws(FileError) -> SourceText {
    guard named.contains(path) || Platform.isRegular(path) else {
      throw FileError(path: path, reason: "is not a regular file")
    }
    return SourceText(name: path, bytes: try files.readScript(path, isChosenByUser: true))
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
