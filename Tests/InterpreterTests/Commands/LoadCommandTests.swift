import TestSupport
import Testing

@Suite("load")
struct LoadCommandTests {
  @Test("replaces the whole session; undo brings it back")
  func replaces() throws {
    let folder = try TemporaryFolder()
    let name = "\(folder.path)/main.nn"
    try TestSession().run("net 2 1; let x = 3; save a.nn", name: name)
    let session = TestSession()
    let before = try session.run("net 2 4 1; let y = 4; rate 0.1; digest")
    #expect(try session.run("load a.nn; print x; rate", name: name) == "3\nrate 0.5\n")
    #expect(try session.run("print y").contains("unknown name 'y'"))
    #expect(try session.run("undo; print y; rate; digest") == "4\nrate 0.1\n" + before)
  }

  @Test("all parameters in order are those of a network of that size", arguments: ["parameters a.npy", "a.npy"])
  func vector(saved: String) throws {
    let folder = try TemporaryFolder()
    let name = "\(folder.path)/main.nn"
    let threshold = "convention bias threshold; "
    let digest = try TestSession().run("\(threshold)net 2 3 1; init uniform 0 1; save \(saved); digest", name: name)
    #expect(try TestSession().run("\(threshold)net 2 3 1; load a.npy; digest", name: name).hasSuffix(digest))
    #expect(
      try TestSession().run("net 2 4 1; load a.npy", name: name)
        .contains("does not fit the network: it has 13 parameters, the network 17"))
  }

  @Test(
    "a file that fails leaves the session as it was",
    arguments: ["net 2 1; frward 1\n", "net 2 1\nlet x = 5\nforward 1 2 3\n", "net 2 1\nload b.nn\n", "\0\0"])
  func failure(text: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "b.nn")
    let session = TestSession()
    let before = try session.run("net 2 4 1; let x = 4; digest; print x")
    #expect(try session.run("load b.nn", name: "\(folder.path)/main.nn").contains("error: "))
    #expect(try session.run("digest; print x") == before)
    #expect(try session.run("undo; print 1") == "1\n", "it does not count as a step")
  }

  @Test("a saved file that was cut off or changed anywhere gives one message and changes nothing, or loads")
  func damaged() throws {
    let folder = try TemporaryFolder()
    let name = "\(folder.path)/main.nn"
    try TestSession().run("seed 1 r; net 2 2 1; data xor; optimizer adam; train 2; seed 1; save a.nn", name: name)
    let text = Array((contents(of: "\(folder.path)/a.nn") ?? "").utf8)
    #expect(text.count > 400)
    let session = TestSession()
    let before = try session.run("net 2 4 1; let x = 4; digest; print x")
    for position in stride(from: 100, to: text.count, by: 3) {
      var changed = text
      changed[position] ^= UInt8(1 + position % 30)
      for bytes in [Array(text[..<position]), changed] {
        try folder.write(bytes: bytes, to: "b.nn")
        let printed = try session.run("load b.nn", name: name)
        if printed.contains("error: ") {
          #expect(try session.run("digest; print x") == before, "\(position)")
        } else {
          try session.run("undo")
        }
      }
    }
    #expect(try session.run("digest; print x") == before)
  }
}
