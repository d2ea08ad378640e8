import Glibc
import Safety
import TestSupport
import Testing

@Suite("nnsh test")
struct TestRunTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("let x = 1\nexpect x = 1\n", to: "a.nn")
    try folder.write("let y = z\nprint 1\n", to: "b.nn")
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
    #expect(run.output.contains("\n::error file=b.nn,line=1,col=9,title=unknown name 'z'::"))
    let tap = try #require(contents(of: report("tap")))
    #expect(tapFaults(tap) == [])
    #expect(tap.hasPrefix("TAP version 13\n1..7\nok 1 - \(folder.path)/a.nn:1 let x = 1\n"))
    #expect(tap.contains("\nok 4 - \(folder.path)/b.nn:2 print 1 # SKIP a command before it failed\n"))
    let junit = try #require(contents(of: report("junit")))
    #expect(junitFaults(junit) == [])
    let suite = try #require(XMLElement(junit)?.children.first { $0.attributes["name"] == "\(folder.path)/b.nn" })
    #expect(["tests", "failures", "errors", "skipped"].map { suite.attributes[$0] } == ["2", "0", "1", "1"])
    let json = try #require(contents(of: report("json")))
    #expect(json.contains("\"kind\": \"mismatch\", \"message\": \"the output differs\", \"label\": \"it prints: 1\""))
    #expect(contents(of: report("md"))?.contains("| a.nn | passed | 2 | 0 | 0 |\n") == true)
  }

  @Test("names of files and commands do no harm in reports")
  func strangeNames() throws {
    let strange = try TemporaryFolder()
    try strange.write("print \"<a> & 'b' # %0A\"\n#> ]]>\n", to: "a # b <&>\"'.nn")
    try strange.write(
      "expect \"\u{1}\u{FFFE}é\" = 'x'\nprint y # SKIP\nskip '# TODO \\ no'\nprint 1\n", to: "ok - 1.nn")
    try strange.write("```nn\nprint 1\n", to: "b|c.md")
    try strange.write("expect \"\u{1B}[31m\u{9B}\" = 'x'\nfrob\u{202E}\n", to: "hidden.nn")
    let report = { (name: String) in "\(strange.path)/report.\(name)" }
    let summary = ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": report("md")]
    _ = try test(
      [strange.path] + ["tap", "junit", "json"].flatMap { ["--report", "\($0):\(report($0))"] }, environment: summary)
    for name in ["tap", "junit", "json", "md"] {
      let text = try #require(contents(of: report(name)))
      #expect(!text.unicodeScalars.contains { isHidden($0) && $0 != "\n" }, "\(name)")
    }
    #expect(tapFaults(try #require(contents(of: report("tap")))) == [])
    #expect(junitFaults(try #require(contents(of: report("junit")))) == [])
  }

  @Test("a test writes into a folder of its own, reads what it has written, and leaves nothing")
  func scratch() throws {
    let scratch = try TemporaryFolder()
    let own = try TemporaryFolder()
    try own.write("0,0\n", to: "t.csv")
    let both =
      "data load t.csv\nexpect samples = 1\ndata and\ndata save t.csv\ndata clear\ndata load t.csv\nexpect samples = 4\n"
    try own.write(both, to: "a.nn")
    try own.write("source '../a.nn'\ndata load '\(own.path)/t.csv'\nexpect samples = 4\n", to: "inner/b.nn")
    try own.write(
      "data and; data save new.csv; data load new.csv; data save /dev/null; expect samples = 4\n", to: "c.nn")
    try own.write("data load new.csv\n", to: "d.nn")
    try own.write("data and; data save t.sh\n", to: "e.nn")
    try own.write("data and; data save nowhere/t.csv\n", to: "f.nn")
    try own.write("data and; data save .\n", to: "g.nn")
    let before = files(in: own.path)
    let run = try test(["--jobs", "1", own.path], environment: ["TMPDIR": scratch.path])
    for name in ["a.nn", "inner/b.nn", "c.nn"] {
      #expect(run.output.contains("ok \(own.path)/\(name) "), "\(run.output)")
    }
    for message in [
      "cannot read \(own.path)/new.csv: No such file or directory", "its name does not end in .csv",
      "cannot write \(own.path)/nowhere/t.csv: No such file or directory", "cannot write \(own.path)/.: Is a directory",
    ] {
      #expect(run.output.contains(message), "\(run.output)")
    }
    #expect(files(in: own.path) == before && contents(of: own.path + "/t.csv") == "0,0\n")
    #expect(files(in: scratch.path) == [".", ".."])
  }

  @Test("the same bytes twice and with any number of jobs, reports included, but for times", arguments: [1, 2, 7])
  func sameBytes(_ jobs: Int) throws {
    for index in 1...12 {
      try folder.write(
        "seed \(index)\nnet 2 \(index) 1\ninit normal 0 1\ndata xor\ntrain \(40 * (13 - index))\nprint loss\n#> 0\nexpect w1 = 2\n",
        to: "many/\(index).nn")
    }
    func run(_ jobs: Int) throws -> [String] {
      let reports = ["tap", "junit", "json"].flatMap {
        ["--report", "\($0):\(folder.path)/report"] + ["--report", "github"]
      }
      let run = try test(["--jobs", "\(jobs)", folder.path + "/many"] + reports)
      let text =
        [run.output, run.errors] + ["tap", "junit", "json"].map { _ in contents(of: folder.path + "/report") ?? "" }
      return text.map(withoutTimes)
    }
    #expect(try run(jobs) == run(1))
  }

  @Test("findings of a file as a whole are counted")
  func findings() throws {
    let folder = try TemporaryFolder()
    try folder.write("```python\n1\n\n```nn\nprint 1\n```\n", to: "a.md")
    let run = try nnsh(["test", "\(folder.path)/a.md"])
    #expect(
      run.exit == .code(1) && run.output.hasPrefix("FAILED \(folder.path)/a.md (1 command, 1 finding)\n"),
      "\(run.output)")
  }
}

@Suite("nnsh lint and nnsh format")
struct LintAndFormatTests {
  @Test("findings of all files in one run, short, long and as JSON")
  func lint() throws {
    let folder = try TemporaryFolder()
    try folder.write("print y\n", to: "a.nn")
    try folder.write("net 2 1; forward 1\n", to: "b.nn")
    let short = try nnsh(["lint", "--form", "short", folder.path])
    #expect(short.exit == .code(1))
    #expect(
      short.output
        == "\(folder.path)/a.nn:1:7: error: unknown name 'y'\n\(folder.path)/b.nn:1:19: error: forward needs 2 inputs, got 1\n2 files, 2 findings\n"
    )
    #expect(try nnsh(["lint", folder.path]).output.contains("  1 | print y\n    |       ^\n"))
    #expect(
      try nnsh(["lint", "--form", "json", folder.path]).output.hasPrefix(
        "[{\"file\": \"\(folder.path)/a.nn\", \"line\": 1, "))
    #expect(try nnsh(["lint", "/nowhere"]).exit == .code(4))
    #expect(try nnsh(["lint"]).exit == .code(2))
  }

  @Test("format rewrites; --check and --diff only tell")
  func format() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a.nn"
    try folder.write("print  1+1\n", to: "a.nn")
    #expect(try nnsh(["format", "--check", path]).exit == .code(1))
    #expect(
      try nnsh(["format", "--diff", path]).output
        == "--- \(path)\n+++ \(path)\n@@ -1,1 +1,1 @@\n-print  1+1\n+print 1 + 1\n")
    #expect(contents(of: path) == "print  1+1\n")
    #expect(try nnsh(["format", path]).output == "formatted \(path)\n")
    #expect(contents(of: path) == "print 1 + 1\n")
    #expect(try nnsh(["format", "--check", folder.path]).exit == .code(0))
    try folder.write("print (\n", to: "b.nn")
    #expect(try nnsh(["format", folder.path]).exit == .code(3))
  }

  @Test("the action's step tests the paths, as GitHub runs it, and annotates what is wrong")
  func action() throws {
    let folder = try TemporaryFolder()
    try folder.write("print 1\n", to: "course/a.nn")
    try folder.write("expect 1 = 2\n", to: "course/b.nn")
    try folder.write(try #require(contents(of: "\(projectFolder)/scripts/ci/action.yml")), to: "ci/action.yml")
    symlink(PseudoTerminal.productsDirectory + "/nnsh", "\(folder.path)/nnsh")
    let lines = (contents(of: "\(folder.path)/ci/action.yml") ?? "").split(separator: "\n").map(String.init)
    func value(_ key: String) throws -> String {
      let line = try #require(lines.first { $0.contains(" \(key): ") }, "\(key)")
      return String(line[try #require(line.firstRange(of: "\(key): ")).upperBound...])
    }
    let script = try value("run").dropFirst().dropLast()
    #expect(try value("using") == "composite" && value("shell") == "bash")
    #expect(try value("NNSH_PATHS") == "${{ inputs.paths }}" && value("NNSH_OPTIONS") == "${{ inputs.options }}")
    for (options, paths, code, tally) in [
      ("", ".", 1, "1 passed, 1 failed"), ("--filter a.nn", "course", 0, "1 passed, 0 failed"),
      ("--jobs 1", "course/a.nn course/b.nn", 1, "1 passed, 1 failed"),
    ] as [(String, String, Int32, String)] {
      let run = try ProcessRun(
        "/bin/bash",
        ["--noprofile", "--norc", "-eo", "pipefail", "-c", "cd '\(folder.path)'\n\(script)"],
        environment: [
          "NNSH_PATHS": paths, "NNSH_OPTIONS": options, "GITHUB_ACTION_PATH": "\(folder.path)/ci",
          "GITHUB_WORKSPACE": folder.path, "GITHUB_ACTIONS": "true", "CI": "true",
          "GITHUB_STEP_SUMMARY": "\(folder.path)/summary", "PATH": "/usr/bin:/bin",
        ])
      #expect(run.exit == .code(code) && run.output.contains("\n\(tally)\n"), "\(run.output)\(run.errors)")
      #expect(run.output.contains("\n::error file=course/b.nn,line=1,col=12,title=expected 1 = 2::") == (code == 1))
    }
    #expect(contents(of: "\(folder.path)/summary")?.contains("| course/b.nn | failed | 1 | 0 | 1 |\n") == true)
  }

  @Test("the hook tests what is staged, and the matcher reads a message")
  func hook() throws {
    let folder = try TemporaryFolder()
    try folder.write("print 1\n", to: "a.nn")
    try folder.write("expect 1 = 2\n", to: "b.nn")
    let hook = "\(projectFolder)/scripts/ci/pre-commit"
    let environment = [
      "NNSH": PseudoTerminal.productsDirectory + "/nnsh", "PATH": "/usr/bin:/bin", "HOME": folder.path,
    ]
    func run(_ commands: String) throws -> ProcessRun {
      try ProcessRun("/bin/bash", ["-c", "cd '\(folder.path)' && \(commands)"], environment: environment)
    }
    let good = try run("git init -q && git add a.nn && '\(hook)'")
    #expect(good.exit == .code(0), "\(good.output)\(good.errors)")
    let bad = try run("git add b.nn && '\(hook)'")
    #expect(bad.exit == .code(1))
    #expect(bad.output.contains("b.nn:1:12: error: expected 1 = 2\n"))
    let matcher = try #require(contents(of: "\(projectFolder)/scripts/ci/problem-matcher.json"))
    #expect(matcher.contains(#""^(.+?):(\\d+):(\\d+): (error|warning): (.+)$""#))
    let line = try run(
      "printf '%s' 'b.nn:1:12: error: expected 1 = 2' | grep -cE '^(.+):([0-9]+):([0-9]+): (error|warning): (.+)$'")
    #expect(line.output == "1\n")
  }
}
