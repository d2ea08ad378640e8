import TestSupport
import Testing

/// Memory, stack and endless files: a message, and the session as before.
@Suite struct LimitTests {
  @Test(
    "what needs more memory than --memory is refused, and the session goes on as before",
    arguments: [
      ("let v = [1]; repeat 30 { let v = [v, v] }", "let x = length(v); expect x > 1000"),
      ("let s = \"a\"; repeat 40 { let s = s + s }", "expect s != \"a\""),
      ("let s = \"a\"; repeat 40 { let s = \"{s}{s}\" }", "expect s != \"a\""),
      ("net 2 1; net 134217726 1", "print parameters; expect parameters = 3"),
      ("net 2 1; net 10000 10000 1", "expect parameters = 3"),
      ("data circle 10000000 0.1", "expect samples = 0"),
      ("net 2000 2000 1; snapshot a; init normal; snapshot b; init normal; snapshot c", "restore a; digest"),
    ])
  func memory(script: String, after: String) throws {
    let run = try nnsh(["--memory", "100M", "-k", "-c", script, "-c", "\(after); print 6 * 7"])
    #expect(run.errors.contains("error: not enough memory"))
    #expect(run.errors.contains("help: nnsh --memory SIZE sets the limit"))
    #expect(run.exit == .code(3))
    #expect(run.output.hasSuffix("42\n"))
    // With a sanitizer's own memory, more than one of the commands may be refused.
    #expect(isSanitized || run.errors.count { $0 == "\n" } <= 6, "\(run.errors)")
  }

  @Test(
    "what is in use already counts, before more is taken",
    arguments: [("net 2000 2300 1; init normal; net 2000 2301 1", "74 MB"), ("net 134217726 1", "2.1 GB")])
  func inUse(_ script: String, _ size: String) throws {
    let run = try nnsh(["--memory", "100M", "-c", script])
    #expect(run.errors.contains("error: not enough memory: \(size) more needed\n"), "\(run.errors)")
    #expect(run.errors.contains(" of 100 MB are in use"), "\(run.errors)")
  }

  private static let manyLines = String(repeating: "let  x = 1 + 2\n", count: 200_000)

  @Test("a file that is too large to be read is not a success", arguments: ["lint", "test", "format"])
  func largeFile(command: String) throws {
    let folder = try TemporaryFolder()
    let name = command == "format" ? "a.nn" : "a.md"
    let text = command == "format" ? Self.manyLines : "```nn\n\(Self.manyLines)```\n"
    try folder.write(text, to: name)
    let run = try nnsh(["--memory", "64M", command, "\(folder.path)/\(name)"])
    #expect((run.output + run.errors).contains("\(name):1:1: error: not enough memory\n"))
    #expect(run.exit == .code(command == "lint" ? 1 : 3))
    #expect(contents(of: "\(folder.path)/\(name)") == text)
  }

  @Test("a script is linted and tested line by line, however long it is")
  func longScript() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.manyLines, to: "a.nn")
    let lint = try nnsh(["--memory", "64M", "lint", "\(folder.path)/a.nn"])
    #expect(lint.output.hasSuffix("'x' is never used\n  1 | let  x = 1 + 2\n    |      ^\n1 file, 1 finding\n"))
    let test = try nnsh(["--memory", "64M", "test", "\(folder.path)/a.nn"])
    #expect(test.output.contains("(200000 commands)") && test.exit == .code(0))
  }

  @Test(
    "a size is a number of bytes from 64M",
    arguments: [("64M", 0), ("1.5GB", 0), ("100000000", 0), ("1k", 2), ("x", 2)])
  func sizes(size: String, code: Int) throws {
    #expect(try nnsh(["--memory", size, "-c", "print 1"]).exit == .code(Int32(code)))
  }

  @Test("an endless device and a large empty file are not scripts")
  func endless() throws {
    let binary = "error: not a text file: it contains binary data"
    #expect(try nnsh(["/dev/zero"]).errors.contains(binary))
    #expect(try nnsh(["-c", "source /dev/zero"]).errors.contains(binary))
    #expect(try nnsh(["-c", "data load /dev/zero"]).errors.contains("is a device"))
  }

  @Test("data is read once from a pipe")
  func pipe() throws {
    #expect(
      try nnsh(["-c", "data load /dev/stdin; show data"], input: "0,1\n2,3\n").output.hasSuffix("sample 2 : 3\n"))
  }

  @Test("nesting is limited by a message, not by a small stack")
  func stack() throws {
    let folder = try TemporaryFolder()
    let deep = String(repeating: "(", count: 4000) + "1" + String(repeating: ")", count: 4000)
    let lines = [
      "print \(deep)", "check y = \(deep)", "print " + String(repeating: "-", count: 4000) + "1",
      String(repeating: "repeat 1 { ", count: 4000),
    ]
    let allowed = [
      "print " + String(repeating: "(", count: 390) + "1" + String(repeating: ")", count: 390),
      "print 0" + String(repeating: " + 1", count: 4999),
      "let f(x) = f(x) + 1", "print f(1)",
    ]
    for (name, content) in [("refused", lines), ("allowed", allowed)] {
      try folder.write(content.joined(separator: "\n"), to: "\(name).nn")
      let program = PseudoTerminal.productsDirectory + "/nnsh"
      let run = try ProcessRun("/bin/sh", ["-c", "ulimit -s 256; exec \(program) -k \(folder.path)/\(name).nn"])
      #expect(run.exit == .code(3), "\(run.errors.prefix(200))")
      if name == "allowed" {
        #expect(run.output == "1\n4999\n" && run.errors.contains("infinite recursion"))
      } else {
        #expect(run.errors.contains("at most 400 levels") && run.errors.contains("at most 100 levels"))
      }
    }
  }
}
