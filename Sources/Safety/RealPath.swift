/// The path from the root with every link followed, of a file that need not exist; nil if its folder does not.
package func realPath(_ path: String) -> String? {
  if let found = try? Platform.resolved(path) { return found }
  let slash = path.lastIndex(of: "/")
  let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
  guard let folder = try? Platform.resolved(slash.map { String(path[...$0]) } ?? ".") else { return nil }
  return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
}
