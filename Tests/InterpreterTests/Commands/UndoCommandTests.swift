import TestSupport
import Testing

@Suite struct UndoCommandTests {
  @Test("undo restores the last value of a variable, and removes a new one")
  func variables() throws {
    let session = TestSession()
    _ = try session.run("let x = 1\nlet x = 2\nlet y = 3")
    #expect(try session.run("undo; show variables") == "let x = 2\n")
    #expect(try session.run("undo; print x") == "1\n")
    #expect(try session.run("redo 2; print x, y") == "2 3\n")
  }

  @Test("variables, functions and the network are undone together, in order")
  func mixed() throws {
    let session = TestSession()
    _ = try session.run("net 2 2 1\nset w1 0.5\nlet x = w1\nset w1 0.25\nlet f(a) = a + x\nlet x = 7")
    #expect(try session.run("print f(0), w1") == "7 0.25\n")
    #expect(try session.run("undo; print f(0), w1") == "0.5 0.25\n")
    #expect(try session.run("undo 2; print x, w1") == "0.5 0.5\n")
    #expect(try session.run("redo 3; print f(0), w1") == "7 0.25\n")
  }

  @Test("the last hundred commands can be undone, however many there were", arguments: [100, 199, 200, 1234])
  func limit(_ count: Int) throws {
    let session = TestSession()
    _ = try session.run("let x = 0\n" + String(repeating: "let x = x + 1\n", count: count))
    #expect(try session.run("undo 100; print x") == "\(count - 100)\n")
    #expect(try session.run("undo").contains("nothing to undo"))
    #expect(try session.run("redo 100; print x") == "\(count)\n")
  }

  @Test("a let that fails is not an undo step and leaves its variable unchanged")
  func failed() throws {
    let session = TestSession()
    _ = try session.run("let x = 1\nlet x = 2")
    #expect(try session.run("let x = nothing_here").contains("unknown name"))
    #expect(try session.run("print x; undo; print x") == "2\n1\n")
  }

  @Test("a function outlives the commands parsed with it")
  func functions() throws {
    let session = TestSession()
    let script = (1...50).map { "let f\($0)(a) = a * \($0) + 0.50\nlet y = f\($0)(2)" }.joined(separator: "\n")
    _ = try session.run(script)
    #expect(try session.run("print f1(1), f25(2), f50(3), y") == "1.5 50.5 150.5 100.5\n")
  }

  @Test("a block is one step")
  func block() throws {
    let example =
      Example("let x = 1; repeat 5 { let x = x + 1 }; undo; print x", "1\n")
    #expect(try TestSession().run(example.script) == example.output)
  }

  @Test(
    "a parameter set again and again is undone value by value, whatever was set in between",
    arguments: [
      ("set w1 1; set w1 2; set w[h] 3; undo; print w1; undo; print w1; redo 2; print w1, w4", "2\n1\n3 3\n"),
      ("detail off; forward 0 1; set w1 1; set w1 2; undo; print w1; undo; print w1, o1.out", "1\n0 0.5\n"),
      ("set w1 1; let x = 2; set w1 (x); undo 2; print w1; redo 2; reset; print w1", "1\n2\n"),
      ("set w1 1; repeat 2 { set w1 (w1 + 1) }; set w2 5; undo; print w1, w2; undo; print w1", "3 0\n1\n"),
      ("set w1 1; set w1 2; undo; reset; print w1", "1\n"),
      ("share w1 w2; set w1 4; print w2; undo; print w1, w2; redo; print w1, w2", "4\n0 0\n4 4\n"),
      ("set w1 1; init uniform 3 3; set w1 2; undo 2; print w1, w2; undo; print w1; redo 3; print w1", "1 0\n0\n2\n"),
    ])
  func parameters(_ commands: String, _ output: String) throws {
    #expect(try TestSession().run("net 2 2 1; init uniform 0 0; \(commands)") == output)
  }
}
