import TestSupport
import Testing

@Suite("nnsh test")
struct TestRunTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("let x = 1\nexpect x = 1\n", to: "a.nn")
    try folder.write("print z\nprint 1\n", to: "b.nn")
    try folder.write("print 1\n#> 2\n", to: "c.nn")
    try folder.write("skip \"no data\"\n", to: "d.nn")
    try folder.write("# No block\n", to: "e.md")
    try folder.write("repeat 1e12 { }\n", to: "slow/f.nn")
  }

  private func test(_ arguments: [String], environment: [String: String] = [:]) throws -> ProcessRun {
    try ProcessRun(PseudoTerminal.productsDirectory + "/nnsh", ["test"] + arguments, environment: environment)
  }

  @Test("every failure of every file in one run, in the order of the files, whatever the number of jobs")
  func oneRun() throws {
    let paths = ["--timeout", "1s", "/nowhere.nn", folder.path]
    let run = try test(["--jobs", "1"] + paths)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(
      lines.filter { line in ["ok ", "FAILED ", "skipped "].contains { line.hasPrefix($0) } } == [
        "FAILED /nowhere.nn", "ok \(folder.path)/a.nn (2 commands)",
        "FAILED \(folder.path)/b.nn (1 command, 1 failed, 1 skipped)",
        "FAILED \(folder.path)/c.nn (1 command, 1 failed)",
        "skipped \(folder.path)/d.nn (1 command): no data", "FAILED \(folder.path)/slow/f.nn (1 command, 1 failed)",
      ])
    #expect(run.output.contains("\(folder.path)/slow/f.nn:1:1: error: timed out after 1 s\n"))
    #expect(lines.last == "1 passed, 4 failed, 1 skipped; 1 article without blocks to test")
    #expect(lines.contains("  nnsh test \(folder.path)/c.nn  # line 2"))
    #expect(run.errors.isEmpty)
    #expect(try test(["--jobs", "4"] + paths).output == run.output)
  }

  @Test(
    "files are chosen by --filter, listed by --list, and --fail-fast stops",
    arguments: [
      (["--filter", "a.nn"], 0, "1 passed, 0 failed"), (["--filter", "zz"], 2, ""),
      (["--fail-fast"], 3, "1 passed, 1 failed"),
      (["--filter", "e.md"], 0, "0 passed, 0 failed; 1 article without blocks to test"),
    ] as [([String], Int32, String)])
  func choice(_ options: [String], _ code: Int32, _ tally: String) throws {
    let run = try test(options + [folder.path])
    #expect(run.exit == .code(code))
    #expect(run.output.split(separator: "\n").last.map(String.init) ?? "" == tally)
    #expect(try test(["--list", "--filter", "d.nn", folder.path]).output == "\(folder.path)/d.nn\n")
  }

  @Test("--failed tests what failed the last time")
  func failed() throws {
    let environment = ["XDG_CACHE_HOME": "\(folder.path)/cache"]
    _ = try test(["--timeout", "1s", folder.path], environment: environment)
    #expect(
      try test(["--failed", "--list"], environment: environment).output
        == "\(folder.path)/b.nn\n\(folder.path)/c.nn\n\(folder.path)/slow/f.nn\n")
    try folder.write("print 2\n#> 2\n", to: "c.nn")
    #expect(try test(["--failed", "\(folder.path)/c.nn"], environment: environment).exit == .code(0))
    #expect(
      try test(["--failed", "--list"], environment: environment).output
        == "\(folder.path)/b.nn\n\(folder.path)/slow/f.nn\n")
  }

  @Test("--update rewrites expected output and shows the change, but not where CI is set")
  func update() throws {
    let path = "\(folder.path)/c.nn"
    #expect(try test(["--update", path], environment: ["CI": "true"]).exit == .code(2))
    let run = try test(["--update", path])
    #expect(run.exit == .code(0))
    #expect(
      run.output
        == "updated \(path) (1 command)\n--- expected\n+++ printed\n@@ -2,1 +2,1 @@\n-2\n+1\n1 passed, 0 failed\n")
    #expect(contents(of: path) == "print 1\n#> 1\n")
  }

  @Test("options of a session reach every test, and those without an effect are refused")
  func options() throws {
    let path = "\(folder.path)/b.nn"
    #expect(try test(["--set", "z=3", path]).exit == .code(0))
    #expect(try test(["--set", "z=q", path]).exit == .code(2))
    for option in ["-k", "-x", "-i"] { #expect(try test([option, path]).exit == .code(2)) }
    #expect(try nnsh(["--jobs", "2", path]).exit == .code(2))
  }

  @Test("reports have a case for every command and equation")
  func reports() throws {
    let report = { (name: String) in "\(folder.path)/report.\(name)" }
    let run = try test(
      ["--filter", ".nn", "--timeout", "1s", folder.path]
        + ["tap", "junit", "json"].flatMap { ["--report", "\($0):\(report($0))"] },
      environment: [
        "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": folder.path, "GITHUB_STEP_SUMMARY": report("md"), "CI": "true",
      ])
    #expect(run.output.contains("\n::error file=b.nn,line=1,col=7,title=unknown name 'z'::"))
    let tap = try #require(contents(of: report("tap")))
    #expect(tap.hasPrefix("TAP version 13\n1..7\nok 1 - \(folder.path)/a.nn:1 let x = 1\n"))
    #expect(tap.contains("\nok 4 - \(folder.path)/b.nn:2 print 1 # SKIP a command before it failed\n"))
    let junit = try #require(contents(of: report("junit")))
    #expect(junit.contains("<testsuites name=\"nnsh\" tests=\"7\" failures=\"1\" errors=\"2\""))
    let json = try #require(contents(of: report("json")))
    #expect(json.contains("\"kind\": \"mismatch\", \"message\": \"the output differs\", \"label\": \"it prints: 1\""))
    #expect(contents(of: report("md"))?.contains("| a.nn | passed | 2 | 0 | 0 |\n") == true)
  }
}
