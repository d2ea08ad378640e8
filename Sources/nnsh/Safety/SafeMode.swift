import Expressions
import Interpreter
import LineEditor
import Safety

/// `--safe`: scripts read files below their folder, write nothing, start nothing, and have bounds on what they use.
///
/// The program checks this itself; where the kernel can, it is made to enforce it too.
struct SafeMode: Sendable {
  let files = SafeFiles()
  let bounds = Bounds()
  /// Whether nobody asked for it on the command line: then tests may ask for more, by name.
  private let isByItself: Bool

  /// nil unless an invocation asks for it; `nnsh test` in CI does unless it is told not to.
  init?(_ invocation: Invocation) {
    isByItself = invocation.isSafe == nil
    if let choice = invocation.isSafe {
      if choice { return } else { return nil }
    }
    guard invocation.subcommand?.subcommand == .test, let value = environment("CI")?.lowercased() else { return nil }
    if value == "false" || value == "0" { return nil }
  }

  // MARK: The kernel's rules

  /// Lets the kernel enforce the rules on this thread and those it starts, for good.
  ///
  /// - Parameters:
  ///   - inputs: the files to run; their folders can be read.
  ///   - bases: the folders that tests may ask to read.
  ///   - prompts: whether a prompt follows, which needs the system's descriptions of terminals and characters.
  /// - Returns: what enforces them.
  func confine(running inputs: [String], below bases: some Sequence<String> = [], prompts: Bool = false) -> String? {
    var names: Set<String> = []
    var folders = inputs.compactMap { names.insert(Self.folder(of: $0)).inserted ? try? ReadableFolder(of: $0) : nil }
    if isByItself { folders += Set(bases).compactMap { try? ReadableFolder($0) } }
    if prompts { folders += Self.neededForPrompt.compactMap { try? ReadableFolder($0) } }
    return KernelRules.enforce(reading: folders)
  }

  /// As `confine`, and says what is enforced by what.
  func begin(running inputs: [String], prompts: Bool = false, quietly: Bool) {
    let means = confine(running: inputs, prompts: prompts)
    if !quietly { announce(means) }
  }

  /// Says what is enforced by what.
  func announce(_ means: String?) {
    StandardStream.errors.write(
      "# safe: no file is written or read outside a script's folder; "
        + (means.map { "enforced by \($0)" } ?? "this kernel has no Landlock or seccomp to enforce it") + "\n")
  }

  private static let neededForPrompt = [
    "/usr/lib/locale", "/usr/share/terminfo", "/lib/terminfo", "/etc/terminfo",
  ]

  private static func folder(of file: String) -> String { file.lastIndex(of: "/").map { String(file[...$0]) } ?? "" }

  // MARK: What is run

  /// Before a script runs: its folder is the one that can be read, and its time begins.
  func enter(_ file: String) {
    files.enter(try? ReadableFolder(of: file))
    if !Deadlines.endsProcess { Deadlines.stopScript(after: bounds.seconds) }
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

  // MARK: Tests

  /// What a test can read at first: the files below its folder.
  func files(ofTest file: String) -> SafeFiles {
    let files = SafeFiles()
    files.enter(try? ReadableFolder(of: file))
    return files
  }

  /// Lets a test read what it asks for by name, as far as it is below the folder that is tested.
  func grant(_ paths: [String], to file: String, below base: String, _ files: SafeFiles) {
    guard isByItself, !paths.isEmpty, let folder = try? ReadableFolder(base) else { return }
    let own = Self.folder(of: file)
    files.grant(paths.map { $0.hasPrefix("/") ? $0 : own + $0 }, below: folder)
  }
}
