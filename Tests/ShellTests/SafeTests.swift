import Glibc
import TestSupport
import Testing

/// `--safe` with the built program, against scripts that mean harm.
@Suite("--safe")
struct SafeTests {
  /// A folder with a secret, and a repository beside it.
  private struct Scene {
    let folder: TemporaryFolder
    var repository: String { folder.path + "/repository" }

    init(_ files: [(String, String)] = []) throws {
      folder = try TemporaryFolder()
      for name in ["repository", "repository/inner", "repository/data", "outside"] {
        mkdir("\(folder.path)/\(name)", 0o700)
      }
      try folder.write("1,2\nSECRET,3\n", to: "outside/secret.csv")
      try folder.write("print \"SECRET\"\n", to: "outside/secret.nn")
      for (name, text) in files { try folder.write(text, to: "repository/\(name)") }
    }

    func link(_ name: String, to target: String) { symlink(target, "\(repository)/\(name)") }

    /// Names, contents and permissions of everything outside of the repository.
    var outside: [String] {
      files(in: folder.path + "/outside").map { name in
        let path = "\(folder.path)/outside/\(name)"
        return "\(name) \(permissions(of: path) ?? 0) \(name.hasPrefix(".") ? "" : contents(of: path) ?? "")"
      }
    }
  }

  private static let outsideFiles = [
    "../outside/secret.nn", "link.nn", "there/secret.nn", "magic.nn", "/etc/passwd", "/proc/self/environ", "/dev/zero",
    "/dev/stdin", "pipe.nn", "second.nn", "inner/../../outside/secret.nn",
  ]

  @Test("no file outside of the script's folder is read, by no path", arguments: outsideFiles)
  func reading(_ path: String) throws {
    let scene = try Scene([("inner/a.nn", "print 1\n")])
    scene.link("link.nn", to: "../outside/secret.nn")
    scene.link("there", to: "../outside")
    scene.link("magic.nn", to: "/proc/self/root\(scene.folder.path)/outside/secret.nn")
    mkfifo("\(scene.repository)/pipe.nn", 0o600)
    Glibc.link("\(scene.folder.path)/outside/secret.nn", "\(scene.repository)/second.nn")
    for command in ["source '\(path)'", "data load '\(path)'; show data"] {
      try scene.folder.write(command + "\n", to: "repository/a.nn")
      let run = try nnsh(["--safe", "-q", "\(scene.repository)/a.nn"])
      #expect(run.exit == .code(4) && run.output.isEmpty, "\(run.output)")
      #expect(run.errors.hasPrefix("\(scene.repository)/a.nn:1:") && run.errors.contains("error: cannot read "))
      #expect(!run.errors.contains("SECRET"))
      // The same file as the script itself.
      let direct = try nnsh(["--safe", "-q", "\(scene.repository)/\(path.hasPrefix("/") ? "link.nn" : path)"])
      #expect(path.contains("..") || path.hasPrefix("there") || (direct.exit == .code(4) && direct.output.isEmpty))
    }
  }

  @Test("files below the folder are read, through links too")
  func inside() throws {
    let scene = try Scene([
      ("a.nn", "source 'inner/b.nn'; data load inner/../near.csv; show data"), ("inner/b.nn", "source 'c.nn'"),
      ("inner/c.nn", "print 7"), ("inner/t.csv", "1,2\n3,4\n"),
    ])
    scene.link("near.csv", to: "inner/t.csv")
    let run = try nnsh(["--safe", "-q", "\(scene.repository)/a.nn"])
    #expect(run.exit == .code(0) && run.output.hasPrefix("7\n") && run.output.contains("sample 3 : 4"), "\(run.errors)")
    #expect(try nnsh(["--safe"], input: "print 1").output == "1\n")
    #expect(try nnsh(["--safe", "-c", "net 20 20 1; threads 2; data parity 4; print 1"]).output == "1\n")
  }

  @Test("an older kernel or a container without openat2 opens the same files", arguments: [ENOSYS, EPERM])
  func withoutOpenat2(_ error: Int32) throws {
    let scene = try Scene([("inner/b.nn", "print 7")])
    scene.link("link.nn", to: "../outside/secret.nn")
    scene.link("there", to: "../outside")
    let library = try preloadable("no_openat2", in: scene.folder)
    for (path, isInside) in [
      ("inner/b.nn", true), ("none.nn", false), ("../outside/secret.nn", false), ("link.nn", false),
      ("there/secret.nn", false),
    ] {
      try scene.folder.write("source '\(path)'\n", to: "repository/a.nn")
      let run = try ProcessRun(
        PseudoTerminal.productsDirectory + "/nnsh", ["--safe", "-q", "\(scene.repository)/a.nn"],
        environment: ["LD_PRELOAD": library, "OPENAT2_ERROR": "\(error)"])
      #expect(run.exit == .code(isInside ? 0 : 4) && run.output == (isInside ? "7\n" : ""), "\(path): \(run.errors)")
    }
    // Everything is below the root.
    let command = "source '\(scene.repository.dropFirst())/inner/b.nn'"
    let run = try ProcessRun(
      "/usr/bin/env", ["-C", "/", PseudoTerminal.productsDirectory + "/nnsh", "--safe", "-q", "-c", command],
      environment: ["LD_PRELOAD": library, "OPENAT2_ERROR": "\(error)"])
    #expect(run.exit == .code(0) && run.output == "7\n", "\(run.errors)")
  }

  @Test("10 MB are printed to the last byte")
  func mostOutput() throws {
    let line = String(repeating: "x", count: 99_999)
    let run = try nnsh(["--safe", "-q", "-c", "repeat 100 { print '\(line)' }"])
    #expect(run.exit == .code(0) && run.output.utf8.count == 10_000_000, "\(run.errors.suffix(200))")
  }

  @Test(
    "nothing is written", arguments: ["out.csv", "../outside/out.csv", "new.csv", "/dev/null", "/dev/stdout", "a.nn"])
  func writing(_ path: String) throws {
    let scene = try Scene([("a.nn", "data and; data save '\(path)'\n")])
    scene.link("new.csv", to: "../outside/new.csv")
    let before = (scene.outside, files(in: scene.repository))
    let run = try nnsh(["--safe", "-q", "\(scene.repository)/a.nn"])
    #expect(run.exit == .code(4) && run.output.isEmpty && run.errors.contains(": --safe writes no files\n"))
    #expect((scene.outside, files(in: scene.repository)) == before)
  }

  @Test(
    "loops and output have bounds, each with its own message",
    arguments: [
      ("repeat 1e9 { }", "more than 1000000 iterations, the limit of --safe"),
      ("while 1 < 2 max 1e9 { let x = 1 }", "more than 1000000 iterations, the limit of --safe"),
      ("for i in 1..1e9 { }", "more than 1000000 iterations, the limit of --safe"),
      (
        "repeat 101 { print '\(String(repeating: "x", count: 100_000))' }",
        "more than 10 MB printed, the limit of --safe"
      ),
      ("source 'a.nn'", "circular source"),
      ("source 'twice0.nn'", "more than 10000 files run by source, the limit of --safe"),
    ])
  func bounds(_ script: String, _ message: String) throws {
    let chain = (0..<25).map { ("twice\($0).nn", "source 'twice\($0 + 1).nn'; source 'twice\($0 + 1).nn'") }
    let scene = try Scene([("a.nn", script)] + chain + [("twice25.nn", "")])
    let run = try nnsh(["--safe", "-q", "\(scene.repository)/a.nn"])
    #expect(run.exit == .code(3))
    #expect(run.errors.contains("error: \(message)\n"), "\(run.errors)")
    #expect(run.output.utf8.count <= 10_000_000)
  }

  @Test(
    "a script has a minute, a test too, and the tests after it run",
    arguments: ["train 1e12", "repeat 1e5 { train 1e5 }"])
  func time(_ command: String) throws {
    let scene = try Scene([("a.nn", "net 2 50 1; data xor; \(command)\n"), ("b.nn", "print 1\n")])
    let clock = try preloadable("fast_clock", in: scene.folder)
    for arguments in [["\(scene.repository)/a.nn"], ["test", scene.repository]] {
      let run = try ProcessRun(
        PseudoTerminal.productsDirectory + "/nnsh", ["--safe"] + arguments, environment: ["LD_PRELOAD": clock])
      #expect(run.exit == .code(3))
      #expect(
        (run.output + run.errors).contains(
          "error: \(arguments.count == 1 ? "\(scene.repository)/a.nn: " : "")stopped after 60 seconds, the limit of --safe\n"
        ))
      #expect(
        arguments.count == 1 || run.output.contains("\nok \(scene.repository)/b.nn (1 command)\n"), "\(run.output)")
    }
  }

  @Test("tests in CI are safe unless told otherwise; the program says what enforces it")
  func continuousIntegration() throws {
    let scene = try Scene([("a.nn", "source '../outside/secret.nn'\n"), ("b.nn", "expect 1 = 1\n")])
    let program = PseudoTerminal.productsDirectory + "/nnsh"
    for (arguments, environment, isSafe) in [
      ([], ["CI": "true"], true), (["--no-safe"], ["CI": "1"], false), ([], ["CI": "false"], false), ([], [:], false),
      (["--safe"], [:], true),
    ] as [([String], [String: String], Bool)] {
      let run = try ProcessRun(program, ["test"] + arguments + [scene.repository], environment: environment)
      #expect(run.output.contains("\n\(isSafe ? "1 passed, 1 failed" : "2 passed, 0 failed")\n"), "\(run.output)")
      #expect(run.output.hasPrefix("\(isSafe ? "FAILED" : "ok") \(scene.repository)/a.nn"))
      #expect(run.exit == .code(isSafe ? 4 : 0))
      #expect(run.errors.hasPrefix("# safe: no file is written or read outside a script's folder; ") == isSafe)
    }
  }

  @Test("a test in CI reads more of the tested folder if it asks by name, and nothing outside")
  func asking() throws {
    let scene = try Scene([
      (
        "inner/a.nn",
        "# Two tables.\n# nnsh: read ../data\n# nnsh: read ../near.csv\ndata load ../data/t.csv; data load ../near.csv\n"
      ),
      ("inner/b.nn", "# nnsh: read ../data\ndata load ../near.csv\n"), ("near.csv", "1,2\n"), ("data/t.csv", "1,2\n"),
      ("c.nn", "# nnsh: read ../outside\n# nnsh: read ..\n# nnsh: read /\nsource '../outside/secret.nn'\n"),
      ("d.nn", "# nnsh: read data/link\nsource 'data/link/secret.nn'\n"),
      (
        "e.md",
        "<!-- nnsh: read data -->\n```nn\nnn> data load data/t.csv\n# t.csv: 1 sample of 1 input and 1 target\n```\n"
      ),
    ])
    scene.link("data/link", to: "../../outside")
    let program = PseudoTerminal.productsDirectory + "/nnsh"
    for (arguments, environment, passed) in [
      ([], ["CI": "true"], ["inner/a.nn", "e.md"]), (["--safe"], ["CI": "true"], ["e.md"]),
    ] as [([String], [String: String], [String])] {
      let run = try ProcessRun(program, ["test"] + arguments + [scene.repository], environment: environment)
      for name in ["inner/a.nn", "inner/b.nn", "c.nn", "d.nn", "e.md"] {
        #expect(
          run.output.contains("ok \(scene.repository)/\(name) ") == passed.contains(name), "\(name): \(run.output)")
      }
      #expect(!(run.errors + run.output).contains("SECRET") && run.exit == .code(4))
    }
  }

  @Test("audit, lint and format read below the folder of a file only, and write nothing")
  func otherCommands() throws {
    let scene = try Scene([
      ("good.md", "a = 2 * 3 = 6\n"), ("good.nn", "print  1\n"), ("data.nn", "data load '../outside/secret.csv'\n"),
      ("source.nn", "source '../outside/secret.nn'\n"),
    ])
    try scene.folder.write("SECRET = 2 * 3 = 7\n", to: "outside/secret.md")
    scene.link("link.md", to: "../outside/secret.md")
    scene.link("link.nn", to: "../outside/secret.nn")
    mkfifo("\(scene.repository)/pipe.nn", 0o600)
    let before = scene.outside
    for (arguments, code, text) in [
      (["audit", "good.md"], 0, "1 right"), (["audit", "link.md"], 4, "it is outside"),
      (["audit", "../outside/secret.md"], 1, "SECRET"), (["lint", "good.nn"], 0, "0 findings"),
      (["lint", "data.nn"], 1, "cannot read"), (["lint", "source.nn"], 1, "cannot read"),
      (["lint", "link.nn"], 4, "it is outside"), (["lint", "."], 4, "pipe.nn: is not a regular file"),
      (["format", "--check", "good.nn"], 1, "not formatted"), (["format", "good.nn"], 4, "--safe writes no files"),
      (["format", "link.nn"], 4, "it is outside"), (["test", "."], 4, "pipe.nn: is not a regular file"),
    ] as [([String], Int32, String)] {
      let run = try ProcessRun(
        "/bin/sh",
        ["-c", "cd \"$0\" && exec \"$@\"", scene.repository, PseudoTerminal.productsDirectory + "/nnsh", "--safe"]
          + arguments)
      #expect(run.exit == .code(code), "\(arguments): \(run.output)\(run.errors)")
      #expect((run.output + run.errors).contains(text), "\(arguments): \(run.output)\(run.errors)")
      #expect(text == "SECRET" || !(run.output + run.errors).contains("SECRET"))
    }
    #expect(scene.outside == before && contents(of: "\(scene.repository)/good.nn") == "print  1\n")
    #expect(try nnsh(["--safe", "audit", "-"], input: "a = 2 * 3 = 7\n").output.contains("should be 6"))
    for command in ["test", "lint", "format"] {
      let run = try nnsh([command, "\(scene.repository)"])
      #expect((run.output + run.errors).contains("pipe.nn: is not a regular file\n"), "\(command)")
    }
  }

  @Test("without --safe, a file is quoted only if it is a script")
  func scriptsOnly() throws {
    let scene = try Scene([("shadow", "root:SECRET:1\n"), ("tool", "#!/usr/bin/env nnsh\nprint 1\n")])
    scene.link("link.nn", to: "shadow")
    try scene.folder.write("source 'shadow'\n", to: "repository/a.nn")
    for arguments in [["a.nn"], ["link.nn"], ["test", "link.nn"]] {
      let run = try nnsh(arguments.dropLast() + ["\(scene.repository)/\(arguments.last ?? "")"])
      #expect(run.exit == .code(4) && !(run.errors + run.output).contains("SECRET"), "\(run.errors)")
      #expect((run.errors + run.output).contains("it is not a script, whose name ends in .nn"))
    }
    #expect(try nnsh(["\(scene.repository)/tool"]).output == "1\n")
    #expect(try nnsh(["\(scene.repository)/shadow"]).errors.contains("SECRET"))
  }
}
