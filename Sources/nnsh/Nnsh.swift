import ArgumentParser
import Glibc
import Interpreter
import LineEditor

/// The process: options, the choice of input, the exit code.
@main
struct Nnsh: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nnsh", abstract: "A shell for neural networks.",
    usage: """
      nnsh [OPTIONS] [FILE.nn… | -]
      nnsh [OPTIONS] -c 'COMMANDS'
      nnsh test PATH…
      """,
    discussion: """
      Without a file: a prompt at a terminal, a script from standard input otherwise.
      Exit codes: 0 all held, 1 an expect or check did not hold, 2 usage, 3 error in the script, 4 file, 5 divergence.
      """,
    version: version)

  static let version = "nnsh 0.1.0"

  @Argument(help: ArgumentHelp("Scripts to run; - is standard input.", valueName: "FILE"))
  var files: [String] = []

  @Option(name: .customShort("c"), help: ArgumentHelp("Run these commands; repeatable.", valueName: "COMMANDS"))
  var commands: [String] = []

  @Flag(name: .customShort("i"), help: "Prompt after the scripts.")
  var interactive = false

  @Flag(name: .shortAndLong, help: "Go on after errors.")
  var keepGoing = false

  @Flag(name: .shortAndLong, help: "Print only what print and show are asked for.")
  var quiet = false

  @Flag(name: [.customShort("x"), .customLong("echo")], help: "Print each command before it runs.")
  var echo = false

  @Option(help: "Start with this seed.")
  var seed: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Give a variable its value first; repeatable.", valueName: "NAME=VALUE"))
  var settings: [String] = []

  @Option(help: "Colours: auto, always or never.")
  var color = ColorChoice.auto

  @Option(help: ArgumentHelp("Stop after so long: 30s, 5m.", valueName: "TIME"))
  var timeout: Timeout?

  @Flag(name: .customLong("no-init"), help: "Do not run the file init.nn at the prompt's start.")
  var noInit = false

  static func main() {
    occupyStandardDescriptors()
    deepenStack()
    let arguments = CommandLine.arguments.dropFirst()
    if let name = getenv("NNSH_CPU"), !useProcessor(named: String(cString: name)) {
      StandardStream(descriptor: STDERR_FILENO).write("nnsh: error: NNSH_CPU is baseline, avx2 or avx512\n")
      Glibc.exit(2)
    }
    // Reading the options costs as much as the rest of the start: not where there are none.
    guard arguments.contains(where: { $0.hasPrefix("-") }) else { Glibc.exit(Invocation(arguments).run()) }
    do {
      guard let options = try parseAsRoot() as? Nnsh else { throw CleanExit.helpRequest() }
      Glibc.exit(Invocation(arguments, options).run())
    } catch {
      let succeeded = exitCode(for: error).isSuccess
      let message = succeeded ? fullMessage(for: error) : usageMessage(for: error)
      StandardStream(descriptor: succeeded ? STDOUT_FILENO : STDERR_FILENO).write(message + "\n")
      Glibc.exit(succeeded ? 0 : 2)
    }
  }

  /// No file may be opened in the place of a standard stream that was closed; writing there fails as before.
  private static func occupyStandardDescriptors() {
    for descriptor in 0...2 where fcntl(Int32(descriptor), F_GETFD) == -1 { _ = open("/dev/null", O_RDONLY) }
  }

  /// Expressions of many terms are deep trees; the system lets the first thread's stack grow as far as its limit says.
  private static func deepenStack() {
    var limit = rlimit()
    let stack = __rlimit_resource_t(RLIMIT_STACK.rawValue)
    let wanted: rlim_t = 64 << 20
    guard getrlimit(stack, &limit) == 0, limit.rlim_cur < wanted else { return }
    limit.rlim_cur = min(wanted, limit.rlim_max)
    _ = setrlimit(stack, &limit)
  }

  private static func usageMessage(for error: any Error) -> String {
    "nnsh: error: \(message(for: error))\nhelp: nnsh --help"
  }
}

enum ColorChoice: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

/// `30s`, `5m`, `1h`, or a number of seconds.
struct Timeout: ExpressibleByArgument {
  let seconds: UInt32

  init?(argument: String) {
    let factors: [Character: UInt32] = ["s": 1, "m": 60, "h": 3600]
    let factor = argument.last.flatMap { factors[$0] }
    guard let number = UInt32(factor == nil ? argument : String(argument.dropLast())), number > 0 else { return nil }
    let (seconds, overflow) = number.multipliedReportingOverflow(by: factor ?? 1)
    guard !overflow else { return nil }
    self.seconds = seconds
  }

  /// The process ends with exit code 124 when the time is up.
  func arm() {
    signal(SIGALRM) { _ in
      Signals.giveTerminalBack()
      let message: StaticString = "nnsh: error: the time is up\n"
      _ = write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
      _exit(124)
    }
    // Whoever started the process may have left the signal blocked.
    var alarmAlone = sigset_t()
    sigemptyset(&alarmAlone)
    sigaddset(&alarmAlone, SIGALRM)
    sigprocmask(SIG_UNBLOCK, &alarmAlone, nil)
    alarm(seconds)
  }
}
