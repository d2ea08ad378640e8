/// Bash's `complete -F`: it sees `--color=al` as three words, as `=` separates words there.
enum BashCompletions {
  static var script: String {
    let names = Subcommand.allCases.map(\.rawValue)
    func options(_ subcommand: Subcommand?) -> String {
      ProcessOption.all.filter { $0.applies(to: subcommand) }.flatMap(\.names).joined(separator: " ")
    }
    let values = ProcessOption.all.compactMap { option -> String? in
      guard case .value = option.effect else { return nil }
      let words = option.choices.joined(separator: " ")
      return """
            \(option.names.joined(separator: "|")))
              COMPREPLY=($(compgen -W '\(words)' -- "$current"))
              return ;;
        """
    }
    let cases = Subcommand.allCases.map { "      \($0.rawValue)) options='\(options($0))' ;;" }
    let extensions = Subcommand.allCases.map { subcommand in
      let pattern = subcommand.extensions.map { "*.\($0)" }.joined(separator: "|")
      return "    \(subcommand.rawValue)) pattern='!@(\(pattern))' ;;"
    }
    return """
      # bash completion for nnsh
      _nnsh() {
        local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} subcommand='' isFirst=1 word options pattern
        if [[ $current == = ]]; then
          current=''
        elif [[ $previous == = ]]; then
          previous=${COMP_WORDS[COMP_CWORD-2]}
        fi
        COMPREPLY=()
        for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
          case $word in
            \(names.joined(separator: "|"))) [[ $isFirst ]] && subcommand=$word; isFirst='' ;;
            -*|=) ;;
            *) isFirst='' ;;
          esac
        done
        case $previous in
      \(values.joined(separator: "\n"))
        esac
        if [[ $current == -* ]]; then
          case $subcommand in
      \(cases.joined(separator: "\n"))
            *) options='\(options(nil))' ;;
          esac
          COMPREPLY=($(compgen -W "$options" -- "$current"))
          return
        fi
        case $subcommand in
      \(extensions.joined(separator: "\n"))
          *) pattern='!*.nn' ;;
        esac
        [[ $isFirst ]] && COMPREPLY=($(compgen -W '\(names.joined(separator: " "))' -- "$current"))
        local IFS=$'\\n' file glob
        glob=$(shopt -p extglob)
        shopt -s extglob
        for file in $(compgen -d -- "$current") $(compgen -f -X "$pattern" -- "$current"); do COMPREPLY+=("$file"); done
        eval "$glob"
        compopt -o filenames 2>/dev/null
      }
      complete -F _nnsh nnsh
      """
  }
}
