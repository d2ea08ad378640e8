import Interpreter
import TestSupport
import Testing

@Suite("watch")
struct WatchCommandTests {
  @Test("a watched value is printed at once and after every command that changes it, undo included")
  func changes() throws {
    let printed = try TestSession().run(
      """
      detail off; net 1 1 no-bias; set w1 0.5
      watch w1, 2 * w1
      set w1 1
      rate 0.1
      repeat 2 { set w1 (w1 / 2) }
      undo
      """)
    #expect(
      printed == """
        w1 = 0.5
        2 * w1 = 1
        w1 = 1
        2 * w1 = 2
        w1 = 0.5
        2 * w1 = 1
        w1 = 0.25
        2 * w1 = 0.5
        w1 = 1
        2 * w1 = 2

        """)
  }

  @Test("a value is printed once it is known; unwatch stops it")
  func notYetKnown() throws {
    let printed = try TestSession().run(
      """
      watch loss, w1
      detail off; net 1 1 no-bias; set w1 0
      forward 1; backward 1
      unwatch loss
      set w1 2
      unwatch
      set w1 3
      watch
      """)
    #expect(printed.hasSuffix("w1 = 0\nloss = 0.125\nw1 = 2\nwatch off\n"))
  }

  @Test("train and test do not print a watched value twice")
  func printedAnyway() throws {
    let session = TestSession()
    try session.run("net 2 2 1; data xor; watch loss, epoch, accuracy, w1")
    let trained = try session.run("train 3").split(separator: "\n")
    #expect(trained.map { $0.prefix { $0 != " " } } == ["#", "loss", "epoch", "accuracy", "w1"])
    let tested = try session.run("test").split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(tested.map { $0.prefix { $0 != " " } } == ["loss", "mse", "misclassified", "accuracy"])
  }

  @Test("watched values are printed after an interruption too")
  func interrupted() throws {
    let interruption = Interruption(after: 20)
    let session = TestSession(interrupting: { interruption.isDue() })
    try session.run("net 2 4 1; data xor; watch epoch")
    #expect(throws: Interrupted.self) { try session.run("train 1e12") }
    let epoch = try #require(session.printed.split(separator: "\n").last { $0.hasPrefix("epoch = ") })
    #expect(epoch != "epoch = 0")
  }
}
