/// Zsh's `_arguments`, with the options of the subcommand that has been typed.
enum ZshCompletions {
  static var script: String {
    let names = Subcommand.allCases.map(\.rawValue)
    func options(_ subcommand: Subcommand?) -> String {
      ProcessOption.all.filter { $0.applies(to: subcommand) }.flatMap(specifications).map { "        \($0)" }
        .joined(separator: "\n")
    }
    let described = Subcommand.allCases.map { "    \(Shell.quoted("\($0.rawValue):\($0.help)"))" }
    let cases = Subcommand.allCases.map { subcommand in
      """
          \(subcommand.rawValue))
            options=(
      \(options(subcommand))
            )
            pattern='*.(\(subcommand.extensions.joined(separator: "|")))' ;;
      """
    }
    return """
      #compdef nnsh
      # zsh completion for nnsh
      _nnsh_first() {
        local -a subcommands
        subcommands=(
      \(described.joined(separator: "\n"))
        )
        _describe subcommand subcommands
        _files -g '*.nn'
      }
      _nnsh() {
        local word subcommand='' pattern='*.nn'
        local -a options
        for word in "${(@)words[2,CURRENT-1]}"; do
          [[ $word == -* ]] && continue
          [[ " \(names.joined(separator: " ")) " == *" $word "* ]] && subcommand=$word
          break
        done
        case $subcommand in
      \(cases.joined(separator: "\n"))
          *)
            options=(
      \(options(nil))
            ) ;;
        esac
        if [[ -n $subcommand ]]; then
          _arguments -s -S $options '1:subcommand:_nnsh_first' "*:file:_files -g '$pattern'"
        else
          _arguments -s -S $options '1:subcommand or script:_nnsh_first' "*:script:_files -g '*.nn'"
        fi
      }
      _nnsh "$@"
      """
  }

  /// `'--color=[Color the output]:WHEN:(auto always never)'` for each name.
  private static func specifications(_ option: ProcessOption) -> [String] {
    let help = option.help.reduce(into: "") { $0 += "[]:\\".contains($1) ? "\\\($1)" : String($1) }
    return option.names.map { name in
      guard case .value(let value, _) = option.effect else { return Shell.quoted("\(name)[\(help)]") }
      let candidates = option.choices.isEmpty ? "" : "(\(option.choices.joined(separator: " ")))"
      let word = value.reduce(into: "") { $0 += $1 == ":" ? "\\:" : String($1) }
      return Shell.quoted("*\(name)\(name.hasPrefix("--") ? "=" : "+")[\(help)]:\(word):\(candidates)")
    }
  }
}
