import Interpreter

/// How the process was called.
struct Invocation {
  var arguments: [String]
  var files: [String]
  var interactive = false
  var keepGoing = false
  var quiet = false
  var echo = false
  var seed: String?
  var settings: [String] = []
  var color = ColorChoice.auto
  var timeout: Timeout?
  var noInit = false

  /// Files alone.
  init(_ arguments: some Sequence<String>) {
    self.arguments = Array(arguments)
    files = self.arguments
  }

  init(_ arguments: some Sequence<String>, _ options: Nnsh) {
    self.init(arguments)
    files = options.files
    interactive = options.interactive
    keepGoing = options.keepGoing
    quiet = options.quiet
    echo = options.echo
    seed = options.seed
    settings = options.settings
    color = options.color
    timeout = options.timeout
    noInit = options.noInit
  }

  /// - Returns: the exit code.
  func run() -> Int32 {
    timeout?.arm()
    let runner = Runner(options: self)
    if files.first == "test" { return TestRun(runner: runner, paths: Array(files.dropFirst())).run() }
    return runner.run(Inputs.inOrder(arguments))
  }
}
