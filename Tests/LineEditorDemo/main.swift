import Glibc
import LineEditor
import Safety

// Reads lines as the shell does and prints each event on a line.

func describe(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "|")
}

let commands = [
  ("forward", "run the network on an input"), ("format", "number of decimals"), ("train", "repeat updates"),
  ("show", "print a table"),
]

if CommandLine.arguments.dropFirst().first == "--history" {
  // Writes a history without a terminal: --history PATH LIMIT ENTRY…
  let file = HistoryFile(path: CommandLine.arguments[2], limit: Int(CommandLine.arguments[3]) ?? 0)
  do throws(HistoryFailure) {
    _ = try file.load()
    for entry in CommandLine.arguments.dropFirst(4) { try file.append(entry) }
    exit(0)
  } catch {
    print("history: cannot \(error.operation.rawValue) \(error.path): \(error.reason)")
    exit(4)
  }
}

if CommandLine.arguments.dropFirst().first == "--confined" {
  // Tries what the kernel should refuse: --confined FOLDER OUTSIDE
  let (inside, outside) = (CommandLine.arguments[2], CommandLine.arguments[3])
  guard let folder = try? ReadableFolder(inside) else { exit(1) }
  print("enforced by \(KernelRules.enforce(reading: [folder]) ?? "nothing")")
  var process = pid_t()
  let attempts: [(String, Bool)] = [
    ("read inside", open("\(inside)/file", O_RDONLY) >= 0), ("read outside", open("\(outside)/file", O_RDONLY) >= 0),
    ("list outside", opendir(outside) != nil), ("create", open("\(inside)/new", O_WRONLY | O_CREAT, 0o600) >= 0),
    ("overwrite", open("\(inside)/file", O_RDWR) >= 0), ("truncate", truncate("\(inside)/file", 0) == 0),
    ("remove", unlink("\(inside)/file") == 0), ("rename", rename("\(inside)/file", "\(inside)/other") == 0),
    ("make a folder", mkdir("\(inside)/folder", 0o700) == 0), ("link", link("\(inside)/file", "\(inside)/other") == 0),
    ("symbolic link", symlink("file", "\(inside)/other") == 0), ("chmod", chmod("\(inside)/file", 0o777) == 0),
    ("run", posix_spawn(&process, "/bin/true", nil, nil, [nil], [nil]) == 0),
    ("connect", socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) >= 0), ("signal others", kill(getppid(), 0) == 0),
  ]
  for (name, succeeded) in attempts { print("\(name): \(succeeded ? "done" : "refused")") }
  exit(0)
}

var configuration = LineEditor.Configuration(program: "linedemo")
configuration.promptStyle = .bold
// With it, Tab lists the completions instead of opening a menu.
configuration.showsMenu = environment("LISTS") == nil
configuration.isComplete = { text in
  text.filter { $0 == "(" }.count <= text.filter { $0 == ")" }.count
}
var editor: LineEditor?
configuration.completions = { text, cursor in
  // Prints something while a line is being edited.
  if text.hasPrefix("above") {
    editor?.printAbove("a line above\nand another")
    return nil
  }
  let typed = String(decoding: text.utf8.prefix(cursor), as: UTF8.self)
  let word = typed.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
  let range = cursor - word.utf8.count..<cursor
  if word.hasPrefix("n") {
    let many = (1...60).map { CompletionResult.Candidate("n\($0)", description: "number \($0)") }
    return CompletionResult(range: range, candidates: many.filter { $0.name.hasPrefix(word) })
  }
  let found = commands.filter { $0.0.hasPrefix(word) }
  return CompletionResult(range: range, candidates: found.map { .init($0.0, description: $0.1) })
}
// Its tests read the whole line; those of the shell see suggestions.
configuration.suggests = false
configuration.hint = { text, _ in text == "forward " ? "INPUT…" : nil }
configuration.highlight = { text, _ in
  let word = text.prefix { $0 != " " }
  return commands.contains { $0.0 == word } ? [StyledRange(0..<word.utf8.count, .green)] : []
}
configuration.historyFailed = { failure in
  print("history: cannot \(failure.operation.rawValue) \(failure.path): \(failure.reason)")
}

func run(_ event: LineEvent) -> Bool {
  switch event {
  case .line("exit"): return false
  case .line("wait"):
    // A command that runs until Ctrl-C.
    Signals.clear()
    print("waiting")
    while !Signals.interruptRequested { usleep(10_000) }
    print("stopped")
  case .line(let text): print("got <\(describe(text))>")
  case .interrupted: print("interrupted")
  case .endOfInput:
    print("end")
    return false
  case .terminated(let signal): Signals.reraise(signal)
  }
  return true
}

editor = LineEditor(configuration)
if let editor {
  while true {
    let event = editor.readLine(prompt: "nn> ")
    if case .line("below") = event { editor.printAbove("a line below") }
    if !run(event) { break }
  }
} else {
  print("no terminal")
  var reader = PlainLineReader()
  while run(try reader.readLine()) {}
}
