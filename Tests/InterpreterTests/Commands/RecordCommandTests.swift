import Glibc
import Interpreter
import TestSupport
import Testing

@Suite("record")
struct RecordCommandTests {
  /// What is typed, after a session has begun.
  private func record(_ file: String, in folder: TemporaryFolder) throws -> String {
    let session = TestSession()
    let name = "\(folder.path)/main.nn"
    try session.run("seed 2; net 2 2 1; let x = 3", name: name)
    try session.run("record \(file)", name: name)
    try session.run("weights h 0.2 0.6 0 / \\\n  0.5 0.7 0\nrepeat 2 {\n  print x\n}; forward 0 1", name: name)
    try session.run("forward 0 1 1", name: name)
    try session.run("print \"```\"; data xor; train 20; check summary; undo; digest", name: name)
    try session.run("source nothing.nn", name: name)
    for output in ["", "nn> 1", "a  ", "x (re)", "1 (digits)", "  nnsh> 2", "...> 3", "…", "#> 4"] {
      try session.run("print \"\(output)\"", name: name)
    }
    #expect(try session.run("record", name: name) == "record \(file)\n")
    try session.run("record off; print 2", name: name)
    return contents(of: "\(folder.path)/\(file)") ?? ""
  }

  @Test("a script and an article that nnsh test accepts", arguments: ["r.nn", "r.md"])
  func accepted(file: String) throws {
    let folder = try TemporaryFolder()
    let text = try record(file, in: folder)
    for piece in ["repeat 2 {", "print x", "h1.net = i1 * w1", "o1.out", "epochs"] { #expect(text.contains(piece)) }
    #expect(!text.contains("print 2"))
    let test = try FileTest(SourceText(name: "\(folder.path)/\(file)", text), files: DiskFiles())
    #expect(test.failure == nil, "\(test.diagnostics.map { $0.rendered() }.joined())\n\(text)")
    #expect(test.count(.command) > 8)
  }

  @Test("a recording that cannot be written fails the command, whose effect is kept", arguments: ["r.nn", "r.md"])
  func unwritable(file: String) throws {
    let folder = try TemporaryFolder()
    let session = TestSession()
    let name = "\(folder.path)/main.nn"
    try session.run("record \(file)", name: name)
    unlink("\(folder.path)/\(file)")
    mkdir("\(folder.path)/\(file)", 0o700)
    let refused = try session.run("let x = 3; print x", name: name)
    #expect(refused.contains("error: the recording has ended: cannot write \(file): ") && !refused.hasSuffix("3\n"))
    #expect(try session.run("print x; record", name: name) == "3\nrecord off\n")
  }

  @Test("what was typed before the process was killed is in the file")
  func killed() throws {
    let folder = try TemporaryFolder()
    let session = TestSession()
    try session.run("record r.md", name: "\(folder.path)/main.nn")
    for number in 1...3 {
      try session.run("print \(number) * 111", name: "\(folder.path)/main.nn")
      let text = contents(of: "\(folder.path)/r.md") ?? ""
      #expect(text.hasSuffix("nn> print \(number) * 111\n\(number * 111)\n"))
      #expect(try FileTest(SourceText(name: "r.md", text), files: DiskFiles()).failure == nil)
    }
  }

  @Test("abbreviated commands are written in full, comments become prose")
  func typed() throws {
    let folder = try TemporaryFolder()
    let session = TestSession()
    try session.run("record \(folder.path)/r.md", name: "<prompt>")
    try session.run("# What the network computes", name: "<prompt>")
    try session.run("prin 1", name: "<prompt>")
    try session.run("repe 2 { prin 1 }", name: "<prompt>")
    try session.run("record off", name: "<prompt>")
    #expect(
      contents(of: "\(folder.path)/r.md") == """
        # A session of nnsh

        What the network computes

        ```nn
        nn> print 1
        1
        nn> repeat 2 { print 1 }
        1
        1
        ```

        """)
  }

  @Test("names of files are written as seen from the recording, states as replaying it numbers them")
  func places() throws {
    let folder = try TemporaryFolder()
    try folder.write("0,1\n1,0\n", to: "a b.csv")
    try folder.write("print 1\n", to: "sub/x.nn")
    let session = TestSession()
    func type(_ text: String) throws { try session.run(text, name: "<prompt>") }
    try type("net 2 1; set w1 1; set w1 2; undo; redo 1")
    try type("record \"\(folder.path)/sub/r.md\"")
    try type("data load \"\(folder.path)/a b.csv\"; source \(folder.path)/sub/x.nn")
    try type("set w1 3; set w1 4; goto 5; diff 4 6; undo; redo")
    #expect(try session.run("goto 2", name: "<prompt>").contains("state 2 is from before the recording"))
    try type("set w2 7; record off")
    let path = "\(folder.path)/sub/r.md"
    let text = contents(of: path) ?? ""
    #expect(text.contains("nn> data load \"\(folder.path)/a b.csv\"\n# a b.csv: 2 samples"), "\(text)")
    #expect(text.contains("nn> source x.nn\n1\n"), "\(text)")
    let test = try FileTest(SourceText(name: path, text), files: DiskFiles())
    #expect(test.failure == nil, "\(test.diagnostics.map { $0.rendered() }.joined())\n\(text)")
  }

  @Test("of what a training by the clock leads to, the curve is not compared, the weights are")
  func clock() throws {
    let folder = try TemporaryFolder()
    let session = TestSession()
    for line in ["net 2 1", "record \"\(folder.path)/r.md\"", "train 0.01 seconds", "plot loss", "plot weights"] {
      try session.run(line, name: "<prompt>")
    }
    try session.run("record off", name: "<prompt>")
    let text = contents(of: "\(folder.path)/r.md") ?? ""
    #expect(text.contains("nn> plot loss\n…\n") && text.contains("nn> plot weights\n# weights: "), "\(text)")
  }

  @Test("what no other run repeats ends the recording")
  func obstacle() throws {
    let folder = try TemporaryFolder()
    let session = TestSession()
    try session.run("record \(folder.path)/r.md; print 1", name: "<prompt>")
    let printed = try session.run("net 2 1; repeat 2 { train 0.01 seconds }; print 2", name: "<prompt>")
    #expect(printed.contains("# the recording has ended before this command: "), "\(printed)")
    let text = contents(of: "\(folder.path)/r.md") ?? ""
    #expect(text.hasSuffix("nn> net 2 1\n```\n"), "\(text)")
  }

  @Test("the last step is in the recording, a snapshot taken before it is refused")
  func before() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/r.md"
    let session = TestSession()
    try session.run("net 2 2 1; snapshot a; forward 0.5 -1; backward 1; record \(path)", name: "<prompt>")
    try session.run("explain w1; update; set w1 3; snapshot b; goto 5", name: "<prompt>")
    #expect(try session.run("restore a", name: "<prompt>").contains("error: snapshot a is from before the recording"))
    try session.run("print w1; snapshot; snapshot a; restore a; record off", name: "<prompt>")
    let text = contents(of: path) ?? ""
    #expect(text.contains("\nforward 0.5 -1\nbackward 1\n"), "\(text)")
    let test = try FileTest(SourceText(name: path, text), files: DiskFiles())
    #expect(test.failure == nil, "\(test.diagnostics.map { $0.rendered() }.joined())\n\(text)")
  }

  @Test("a file that is there is not replaced")
  func exists() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine\n", to: "r.md")
    let printed = try TestSession().run("record r.md", name: "\(folder.path)/main.nn")
    #expect(printed.contains("error: r.md is there already"), "\(printed)")
    #expect(contents(of: "\(folder.path)/r.md") == "mine\n")
  }
}
