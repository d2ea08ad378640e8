import TestSupport
import Testing

@Suite("snapshot")
struct SnapshotCommandTests {
  @Test("snapshots are listed by name, and an existing one is replaced")
  func list() throws {
    #expect(
      try TestSession().run("snapshot")
        == "")
    #expect(
      try TestSession().run(
        "net 2 1; set w1 1; snapshot b; snapshot a; set w1 2; snapshot a; snapshot; set w1 3; restore a; print w1")
          == """
          snapshot a
          snapshot b
          2

          """)
  }
}
