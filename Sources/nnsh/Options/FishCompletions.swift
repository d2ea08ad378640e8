/// Fish's `complete`, one line for each option and subcommand.
enum FishCompletions {
  static var script: String {
    let names = Subcommand.allCases.map(\.rawValue).joined(separator: " ")
    let none = "not __fish_seen_subcommand_from \(names)"
    var lines = ["# fish completion for nnsh", "complete -c nnsh -f"]
    for subcommand in Subcommand.allCases {
      lines.append("complete -c nnsh -n '\(none)' -a \(subcommand.rawValue) -d \(Shell.quoted(subcommand.help))")
      guard !subcommand.extensions.isEmpty else { continue }
      lines.append(files(subcommand.extensions, "__fish_seen_subcommand_from \(subcommand.rawValue)"))
    }
    lines.append(files(["nn"], none))
    for option in ProcessOption.all {
      var words = ["complete", "-c", "nnsh"]
      let subcommands = Subcommand.allCases.filter(option.applies).map(\.rawValue).joined(separator: " ")
      if !option.applies(to: nil) {
        words += ["-n", "'__fish_seen_subcommand_from \(subcommands)'"]
      } else if let others = Subcommand.others(option) {
        words += ["-n", "'not __fish_seen_subcommand_from \(others)'"]
      }
      for name in option.names {
        words += name.hasPrefix("--") ? ["-l", "\(name.dropFirst(2))"] : ["-s", "\(name.dropFirst())"]
      }
      if case .value = option.effect { words.append("-x") }
      if !option.choices.isEmpty { words += ["-a", "'\(option.choices.joined(separator: " "))'"] }
      lines.append((words + ["-d", Shell.quoted(option.help)]).joined(separator: " "))
    }
    return lines.joined(separator: "\n")
  }

  private static func files(_ extensions: [String], _ condition: String) -> String {
    let suffixes = extensions.map { "(__fish_complete_suffix .\($0))" }.joined(separator: " ")
    return "complete -c nnsh -n '\(condition)' -a '\(suffixes)'"
  }
}

extension Subcommand {
  /// Those that an option does not apply to, separated by spaces; nil if it applies to all.
  fileprivate static func others(_ option: ProcessOption) -> String? {
    let names = allCases.filter { !option.applies(to: $0) }.map(\.rawValue)
    return names.isEmpty ? nil : names.joined(separator: " ")
  }
}
