/// A file that gets every command and its output: a script, or a Markdown article.
///
/// Each command is appended whole, so that a killed process loses none.
struct Recording: Sendable {
  /// As the user gave it.
  let name: String
  let path: String
  /// The state of the session when it began, and how many states its beginning makes.
  let firstState: Int
  let firstStateOfReplay: Int
  /// The number of commands before it.
  let firstCommand: Int
  /// The snapshots taken before it, which it does not have.
  var earlierSnapshots: Set<String>
  /// Whether it has other trainings than were made, so that the losses along the way differ.
  var hasOtherTrainings = false
  /// The last lines of an article are in an open fence.
  private var isInFence = false
  private var isArticle: Bool { path.hasSuffix(".md") }

  static let extensions = ["nn", "md"]

  init(
    name: String, path: String, firstState: Int, firstStateOfReplay: Int, firstCommand: Int,
    earlierSnapshots: Set<String>
  ) {
    (self.name, self.path, self.earlierSnapshots) = (name, path, earlierSnapshots)
    (self.firstState, self.firstStateOfReplay, self.firstCommand) = (firstState, firstStateOfReplay, firstCommand)
  }

  /// What the file begins with.
  ///
  /// - Parameter commands: those of the session so far; nil for a new one.
  func beginning(_ commands: String?) -> String {
    guard isArticle else { return commands ?? "# Recorded by nnsh.\n" }
    return "# A session of nnsh\n" + (commands.map { "\n```nn\n\($0)```\n" } ?? "")
  }

  /// A command and its output.
  ///
  /// - Parameter message: that of a command that failed, as the prompt shows it.
  mutating func lines(of command: String, output: String, message: String?) -> String {
    let shown = Self.lines(of: output).dropLast().map(Self.expected)
    guard isArticle else {
      let lines = Self.lines(of: command)
      guard message == nil else { return lines.map { "# failed: \($0)\n" }.joined() }
      return command + "\n" + shown.map { "#> \($0)\n" }.joined()
    }
    let text = "nn> " + Self.lines(of: command).joined(separator: "\n...> ")
    let content = ([text] + shown).joined(separator: "\n") + "\n" + (message ?? "")
    // A fence must be longer than any in it.
    let longest = Self.lines(of: content).map { line in line.drop { $0 == " " }.prefix { $0 == "`" }.count }.max() ?? 0
    guard longest >= 3 else { return openFence() + content }
    let fence = String(repeating: "`", count: longest + 1)
    return closeFence() + "\n\(fence)nn\n\(content)\(fence)\n"
  }

  /// A comment typed at the prompt: prose between the blocks of an article.
  mutating func lines(ofComment text: String) -> String {
    isArticle ? closeFence() + "\n\(text.drop { $0 == "#" || $0 == " " })\n" : text + "\n"
  }

  /// The name of a file for a command in this one: relative to its folder where possible.
  func pathForReplay(of file: String, in currentFolder: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return file }
    func whole(_ path: String) -> String { path.hasPrefix("/") ? path : "\(currentFolder)/\(path)" }
    let folder = whole(String(path[...slash]))
    let file = whole(file)
    return file.hasPrefix(folder) ? String(file.dropFirst(folder.count)) : file
  }

  /// What the file ends with.
  mutating func ending() -> String { closeFence() }

  /// The expected output for a line: `…`, which matches any, where `nnsh test` would not take the line literally.
  static func expected(_ line: String) -> String {
    let text = line.drop { $0.isWhitespace || $0 == ">" }
    let isPrompt = ["nn>", "nnsh>", "NN>", "...>"].contains { text.hasPrefix($0) }
    let isPattern = ["(re)", "(digits)"].contains { line.hasSuffix($0) }
    return isPrompt || isPattern || line.last?.isWhitespace ?? true ? "…" : line
  }

  private static func lines(of text: String) -> [String] {
    text.split(separator: "\n" as Character, omittingEmptySubsequences: false).map(String.init)
  }

  private mutating func openFence() -> String {
    guard !isInFence else { return "" }
    isInFence = true
    return "\n```nn\n"
  }

  private mutating func closeFence() -> String {
    guard isInFence else { return "" }
    isInFence = false
    return "```\n"
  }
}
