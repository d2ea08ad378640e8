/// Whether a file is a script by its name, links followed: it ends in .nn or .md. A message about a script quotes it; a
/// stranger's script or link must not make it quote another file.
///
/// - Parameter isChosenByUser: a file that the user has named may have any name, unless it is a link to another one.
package func isScript(_ path: String, isChosenByUser: Bool) -> Bool {
  guard let status = try? Platform.status(of: path, following: true), status.kind == .file,
    let resolved = try? Platform.resolved(path)
  else { return true }
  func name(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }
  let real = name(resolved)
  return real.lowercased().hasSuffix(".nn") || real.lowercased().hasSuffix(".md")
    || (isChosenByUser && real == name(path))
}
