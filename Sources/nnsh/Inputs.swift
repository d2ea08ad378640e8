/// What to run, in the order given: ArgumentParser keeps files and `-c` in lists of their own.
enum Inputs {
  case file(String)
  case commands(String)
  case standardInput

  static func inOrder(_ arguments: some Sequence<String>) -> [Inputs] {
    var inputs: [Inputs] = []
    var remaining = Array(arguments)[...]
    var optionsEnded = false
    while let argument = remaining.popFirst() {
      if optionsEnded || !argument.hasPrefix("-") || argument == "-" {
        inputs.append(argument == "-" ? .standardInput : .file(argument))
      } else if argument == "--" {
        optionsEnded = true
      } else if argument.hasPrefix("--") {
        if ["--seed", "--set", "--color", "--timeout"].contains(argument) { remaining = remaining.dropFirst() }
      } else if let place = argument.firstIndex(of: "c") {
        let attached = argument[argument.index(after: place)...]
        inputs.append(.commands(attached.isEmpty ? remaining.popFirst() ?? "" : String(attached.drop { $0 == "=" })))
      }
    }
    return inputs
  }
}
