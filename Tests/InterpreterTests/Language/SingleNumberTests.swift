import TestSupport
import Testing

@Suite("Operands that are one number")
struct SingleNumberTests {
  /// Commands in which `@` is replaced by the operand.
  static let commands = [
    "init uniform @ 2", "init uniform 0 @", "init normal @ 1", "init normal 0 @", "init constant @", "connect i1 o1 @",
    "data normalize minmax @ 3", "data normalize minmax 0 @", "data split @", "data parity @", "data encoder @",
    "data moons @ 0", "data moons 4 @", "rate @", "batch @", "clip @", "decay @", "dropout h @", "digits @", "seed @",
    "threads @", "train @", "train @ updates", "repeat @ { print 1 }", "undo @", "show data @", "flat-spot @",
    "schedule exponential @", "schedule step @ 0.5", "schedule step 2 @", "report @", "gradcheck @",
    "quit @",
  ]

  @Test("a vector where one number is expected is an error, whatever its length", arguments: commands)
  func vectors(command: String) throws {
    let (before, after) = try #require(
      command.firstIndex(of: "@").map { at in
        (String(command[..<at]), String(command[command.index(after: at)...]))
      })
    for (count, vector) in ["([])", "([1])", "([1, 2])"].enumerated() {
      let session = TestSession()
      try session.run("net 2 3 1; data xor; train 1")
      let digest = try session.run("digest")
      let printed = try session.run(before + vector + after)
      let message = "test.nn:1:\(before.count + 1): error: expected a number, found a vector of \(count)\n"
      #expect(printed.hasPrefix(message), "\(printed)")
      #expect(try session.run("digest") == digest)
    }
  }

  @Test("infinite parameters or data are errors")
  func infinite() throws {
    for command in ["init uniform 0 @", "init constant @", "connect i1 o1 @", "data normalize minmax 0 @"] {
      let session = TestSession()
      let printed = try session.run("net 2 3 1; data xor; " + command.split(separator: "@")[0] + "(1/0)")
      #expect(printed.contains("error: expected a finite number, got inf"), "\(printed)")
    }
  }
}
