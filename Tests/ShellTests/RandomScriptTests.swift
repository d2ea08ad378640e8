import TestSupport
import Testing

/// Random scripts through the built program.
@Suite struct RandomScriptTests {
  private static let scripts = environmentNumber("NNSH_SESSIONS") ?? 3

  /// Without files, whose paths are relative to that of the script.
  private static func script(_ seed: Int) -> String {
    var commands = RandomCommands(seed: UInt64(seed) + 5000)
    return commands.script(40).filter { !$0.contains(".csv") && !$0.contains(".nn") }.joined(separator: "\n")
      + "\ndigest\n"
  }

  @Test("a file, a pipe and -c print the same bytes and end with the same code", arguments: 0..<scripts)
  func inputs(seed: Int) throws {
    let script = Self.script(seed)
    let folder = try TemporaryFolder()
    try folder.write(script, to: "a.nn")
    let file = try nnsh(["-k", "\(folder.path)/a.nn"])
    let pipe = try nnsh(["-k"], input: script)
    let typed = try nnsh(["-k", "-c", script])
    // Files that cannot be read are named with their folder.
    func message(_ run: ProcessRun) -> String {
      ["\(folder.path)/a.nn", "<stdin>", "<command>"].reduce(run.errors) { $0.replacing($1, with: "SCRIPT") }
        .replacing("\(folder.path)/", with: "")
    }
    #expect(
      pipe.output.replacing("<stdin>", with: "SCRIPT") == file.output.replacing("\(folder.path)/a.nn", with: "SCRIPT"))
    #expect(typed.output.replacing("<command>", with: "SCRIPT") == pipe.output.replacing("<stdin>", with: "SCRIPT"))
    #expect(message(pipe) == message(file) && message(typed) == message(file))
    #expect(pipe.exit == file.exit && typed.exit == file.exit)
  }

  @Test("another instruction set and another number of threads print the same bytes", arguments: 0..<scripts)
  func processors(seed: Int) throws {
    let script = "net 40 48 3; data gauss 6 0.1; data clear; threads 1\n" + Self.script(seed + 100)
    let program = PseudoTerminal.productsDirectory + "/nnsh"
    func run(_ script: String, _ environment: [String: String] = [:]) throws -> ProcessRun {
      try ProcessRun(program, ["-k"], input: script, environment: environment)
    }
    let usual = try run(script)
    let baseline = try run(script, ["NNSH_CPU": "baseline"])
    #expect(baseline.output == usual.output && baseline.errors == usual.errors && baseline.exit == usual.exit)
    let threaded = try run(script.replacing("threads 1", with: "threads 2"))
    func withoutThreads(_ text: String) -> [Substring] {
      text.split(separator: "\n").filter { !$0.contains("threads") }
    }
    #expect(withoutThreads(threaded.output) == withoutThreads(usual.output))
    #expect(withoutThreads(threaded.errors) == withoutThreads(usual.errors))
  }
}
