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
      test.nn:1:9: error: the number of threads must be a whole number from 1 to 256, got 0
        1 | threads 0
          |         ^

      """),
    BadInput(
      "threads 257",
      """
      test.nn:1:9: error: the number of threads must be a whole number from 1 to 256, got 257
        1 | threads 257
          |         ^~~

      """),
    BadInput(
      "threads 1.5",
      """
      test.nn:1:9: error: the number of threads must be a whole number from 1 to 256, got 1.5
        1 | threads 1.5
          |         ^~~

      """),
  ]

  @Test("the number of threads must be 1 to 256", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
