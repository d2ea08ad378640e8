/// A piece of a session: commands after prompts, and the lines they printed.
package struct PastedSession: Equatable, Sendable {
  /// The commands, without the prompts.
  package let commands: String
  package let commandCount: Int
  /// The number of lines that are not commands.
  package let resultCount: Int

  /// Nil for a text without prompts.
  ///
  /// - Parameter isIncomplete: whether a command goes on in the next line.
  package init?(_ text: String, isIncomplete: (String) -> Bool) {
    var commands: [String] = []
    var results = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let command = PastedSession.command(in: line) {
        if !command.isEmpty { commands.append(command) }
      } else if let last = commands.last, isIncomplete(last) {
        commands[commands.count - 1] += "\n" + line
      } else if !line.allSatisfy(\.isWhitespace) {
        results += 1
      }
    }
    guard text.split(separator: "\n").contains(where: { PastedSession.command(in: $0) != nil }) else { return nil }
    self.commands = commands.joined(separator: "\n")
    commandCount = commands.count
    resultCount = results
  }

  /// What follows `nn> ` or `nn 2-4-1> `; nil for a line without a prompt.
  package static func command(in line: Substring) -> String? {
    let text = line.drop { $0 == " " }
    guard text.hasPrefix("nn"), let end = text.firstIndex(of: ">") else { return nil }
    let sizes = text[..<end].dropFirst(2)
    guard sizes.isEmpty || sizes.first == " " && sizes.dropFirst().allSatisfy({ $0.isNumber || $0 == "-" }) else {
      return nil
    }
    return String(text[text.index(after: end)...].drop { $0 == " " })
  }

  /// `# 3 commands, 2 result lines left out`
  package var remark: String {
    let left = resultCount == 0 ? "" : ", \(counted(resultCount, "result line")) left out"
    return "# \(counted(commandCount, "command"))\(left)"
  }
}
