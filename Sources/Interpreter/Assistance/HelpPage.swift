/// Help pages, made from the synopses.
package enum HelpPage {
  /// Every command with its summary, by topic.
  package static func overview(of table: CommandTable) -> [String] {
    let width = table.synopses.map(\.name.count).max() ?? 0
    var lines: [String] = []
    for topic in Synopsis.Topic.allCases {
      let commands = table.synopses.filter { $0.topic == topic }
      guard !commands.isEmpty else { continue }
      if !lines.isEmpty { lines.append("") }
      lines.append(topic.rawValue)
      for synopsis in commands {
        lines.append(
          "  \(synopsis.name)\(String(repeating: " ", count: width - synopsis.name.count))  \(synopsis.summary)")
      }
    }
    return lines
  }

  package static func page(_ synopsis: Synopsis) -> [String] {
    var lines = synopsis.forms
    lines.append("  \(synopsis.summary)")
    if !synopsis.details.isEmpty {
      lines += synopsis.details.split(separator: "\n", omittingEmptySubsequences: false).map {
        $0.isEmpty ? "" : "  \($0)"
      }
    }
    if !synopsis.examples.isEmpty {
      lines.append("")
      lines += synopsis.examples.map { "  nn> \($0)" }
    }
    return lines
  }
}
