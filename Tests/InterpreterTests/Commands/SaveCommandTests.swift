import TestSupport
import Testing

@Suite("save")
struct SaveCommandTests {
  @Test("writes what differs from a new session, as commands")
  func script() throws {
    let folder = try TemporaryFolder()
    let session = TestSession()
    let printed = try session.run(
      "let x = 0.5; net 2 2 1 no-bias; weights h 0.2 0.6 / 0.5 0.7; weights o 0.6 0.7; rate 0.25; data xor; save a.nn",
      name: "\(folder.path)/main.nn")
    #expect(printed == "# saved\n")
    #expect(
      contents(of: "\(folder.path)/a.nn") == """
        # A session of nnsh, written by save. load restores it; so does running this script.
        let x = 0.5
        data samples \\
          0 0 : 0 / \\
          0 1 : 1 / \\
          1 0 : 1 / \\
          1 1 : 0
        data name "xor"
        net 2 2 1 no-bias
        weights h \\
          0.2 0.6 / \\
          0.5 0.7
        weights o 0.6 0.7
        rate 0.25

        """)
  }

  @Test("says what it does not save")
  func unsaved() throws {
    let folder = try TemporaryFolder()
    let printed = try TestSession().run(
      "net 2 1; snapshot a; detail off; step 0 1 : 1; check y = 2 * 3 = 6; save a.nn", name: "\(folder.path)/main.nn")
    #expect(printed.hasSuffix("# saved, but not the last step, 1 snapshot, the lines checked\n"), "\(printed)")
  }

  @Test("does not replace a script that somebody has typed, but its own files")
  func ownFiles() throws {
    let folder = try TemporaryFolder()
    try folder.write("net 2 4 1\n", to: "mine.nn")
    let session = TestSession()
    let refused = try session.run("net 2 1; save mine.nn", name: "\(folder.path)/main.nn")
    #expect(refused.contains("error: mine.nn is a script that save has not written"), "\(refused)")
    #expect(contents(of: "\(folder.path)/mine.nn") == "net 2 4 1\n")
    for _ in 0..<2 { #expect(try session.run("save own.nn", name: "\(folder.path)/main.nn") == "# saved\n") }
    for command in ["save own", "load own"] {
      let printed = try session.run(command, name: "\(folder.path)/main.nn")
      #expect(printed.hasSuffix("help: \(command).nn\n"), "\(printed)")
    }
    #expect(try session.run("save own.sh", name: "\(folder.path)/main.nn").contains("does not end in .nn"))
  }

  @Test("a session that its commands would not restore is not written")
  func notRestorable() throws {
    let folder = try TemporaryFolder()
    let printed = try TestSession().run(
      "let f(x) = x^2; net 2 2:f 1; let f(x) = x^3; save a.nn", name: "\(folder.path)/main.nn")
    #expect(printed.contains("error: this session cannot be saved: its copy would differ"), "\(printed)")
    #expect(printed.contains("activation f"))
    #expect(contents(of: "\(folder.path)/a.nn") == nil)
  }
}
