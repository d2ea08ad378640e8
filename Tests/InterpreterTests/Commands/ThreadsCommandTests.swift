import TestSupport
import Testing

@Suite("threads")
struct ThreadsCommandTests {
  @Test("any number of threads gives the same bits")
  func sameBits() throws {
    let digest = { (threads: Int) in
      try TestSession().run("net 2 40:tanh 30 1; data spiral 64 0.1; batch 32; threads \(threads); train 3; digest")
    }
    #expect(try digest(2) == digest(1))
    #expect(try digest(3) == digest(1))
  }

  static let faults = [
    BadInput(
      "threads 0",
      """
      test.nn:1:9: error: a number of threads is a whole number, got 0
        1 | threads 0
          |         ^ 1…256

      """),
    BadInput(
      "threads 257",
      """
      test.nn:1:9: error: a number of threads is a whole number, got 257
        1 | threads 257
          |         ^~~ 1…256

      """),
    BadInput(
      "threads 1.5",
      """
      test.nn:1:9: error: a number of threads is a whole number, got 1.5
        1 | threads 1.5
          |         ^~~ 1…256

      """),
  ]

  @Test("threads are counted from 1 to 256", arguments: faults)
  func refused(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
