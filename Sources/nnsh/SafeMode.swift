import Expressions
import Interpreter
import LineEditor
import Safety

/// `--safe`: scripts read files below their folder, write nothing, start nothing, and have bounds on what they use.
///
/// The program checks this itself; where the kernel can, it is made to enforce it too.
final class SafeMode {
  let files = SafeFiles()
  let bounds = Bounds()
  /// Whether nobody asked for it on the command line: then tests may ask for more, by name.
  private let isByItself: Bool

  init(isByItself: Bool) { self.isByItself = isByItself }

  /// Whether an invocation asks for it; `nnsh test` in CI does unless it is told not to.
  static func isChosen(by invocation: Invocation) -> Bool {
    if let choice = invocation.isSafe { return choice }
    guard invocation.testPaths != nil, let value = environment("CI")?.lowercased() else { return false }
    return value != "false" && value != "0"
  }

  /// Lets the kernel enforce the rules from now on, and says so.
  ///
  /// - Parameters:
  ///   - inputs: the files to run; their folders can be read.
  ///   - bases: the folders that tests may ask to read.
  ///   - prompts: whether a prompt follows, which needs the system's descriptions of terminals and characters.
  func begin(running inputs: [String], below bases: [String] = [], prompts: Bool, isQuiet: Bool) {
    var names: Set<String> = []
    var folders = inputs.compactMap { try? ReadableFolder(of: $0) }
    if isByItself { folders += bases.compactMap { try? ReadableFolder($0) } }
    if prompts { folders += Self.neededForPrompt.compactMap { try? ReadableFolder($0) } }
    folders = folders.filter { names.insert($0.absolutePath).inserted }
    let means = KernelRules.enforce(reading: folders)
    guard !isQuiet else { return }
    StandardStream.errors.write(
      "# safe: no file is written or read outside a script's folder; "
        + (means.map { "enforced by \($0)" } ?? "this kernel has no Landlock or seccomp to enforce it") + "\n")
  }

  private static let neededForPrompt = [
    "/usr/lib/locale", "/usr/share/terminfo", "/lib/terminfo", "/etc/terminfo",
  ]

  /// Before a file runs: its folder is the one that can be read, and its time begins.
  func enter(_ file: String) {
    files.enter(try? ReadableFolder(of: file))
    if !Deadlines.endsProcess { Deadlines.stopScript(after: bounds.seconds) }
  }

  /// Lets a test read what it asks for by name, as far as it is below the folder that is tested.
  func grant(_ paths: [String], to file: String, below base: String) {
    guard isByItself, !paths.isEmpty, let folder = try? ReadableFolder(base) else { return }
    let own = file.lastIndex(of: "/").map { file[...$0] } ?? ""
    files.grant(paths.map { $0.hasPrefix("/") ? $0 : own + $0 }, below: folder)
  }

  /// Before the prompt: the current folder can be read, and a person takes the time they need.
  func enterPrompt() {
    files.enter(try? ReadableFolder("."))
    Deadlines.cancelScript()
  }

  /// Reports that a script was stopped because its time was over; false if it was not.
  func reportsTimeLimit(of name: String) -> Bool {
    guard Deadlines.isOver else { return false }
    Deadlines.cancelScript()
    StandardStream.errors.write(
      "nnsh: error: \(visibleName(name)): stopped after \(bounds.seconds) seconds, the limit of --safe\n")
    return true
  }
}
