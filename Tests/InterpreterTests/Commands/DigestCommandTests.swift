import TestSupport
import Testing

@Suite("digest")
struct DigestCommandTests {
  @Test("the digest equals the 64-bit FNV-1a hash of sizes and parameter bits computed by another program")
  func published() throws {
    #expect(try TestSession().run("net 2 1; weights o1 0.5 -1.25 0.1; digest") == "2495e3d3836a11f7\n")
  }

  @Test("the last bit of any parameter changes the digest, the sign of a zero does not")
  func bits() throws {
    let digest = { (value: String) in try TestSession().run("net 2 1; init zeros; set w3 (\(value)); digest") }
    #expect(try digest("1") != digest("1 + 2^-52"))
    #expect(try digest("0") == digest("-0.0"))
  }

  static let faults = [
    BadInput(
      "digest",
      """
      test.nn:1:1: error: there is no network yet
        1 | digest
          | ^~~~~~
      help: net 2 4 1

      """)
  ]

  @Test("without a network there is nothing to hash", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
