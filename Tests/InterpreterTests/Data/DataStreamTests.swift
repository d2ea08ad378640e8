import Glibc
import Interpreter
import TestSupport
import Testing

@Suite("data load FILE stream")
struct DataStreamTests {
  private static let training = """
    seed 3; init uniform -1 1; batch 7; rate 0.1; train 2; digest; test; data split 0.9; train 3 updates; train 1
    digest; test; precision single; optimizer adam; threads 2; batch 32; train 2; digest; test; print loss
    forward; forward; backward; show data 3; update; train 100 updates; digest
    """

  /// A table of several windows whose cells have line breaks, and an array of several blocks.
  private static func write(to folder: borrowing TemporaryFolder, records: Int) throws {
    var table = "x;y;\"kind\nof\";t;class\n"
    var random = 1
    func draw() -> Double {
      random = random &* 6_364_136_223_846_793_005 &+ 1
      return Double(random >> 33 & 0xFFFF) / 65_536
    }
    let filling = String(repeating: "-\n", count: 200)
    for record in 0..<records {
      let (x, y) = (draw(), draw())
      let kind = x > y ? "red" : x + y > 0.5 ? "blue" : "\"dark \"\"x\"\"\""
      table += "\(x);\(y);\"a\n\(record) \(filling)\";\(x > 0.5 ? 1 : 0);\(kind)\n"
    }
    try folder.write(table, to: "t.csv")
  }

  @Test(
    "what is trained, tested and shown is the same as with the data in memory",
    arguments: [
      ("data load t.csv STREAM inputs 1..2 targets 5", "net 2 4 3; activation o softmax; loss cross-entropy"),
      ("data load t.csv STREAM inputs x,y targets t", "net 2 3 1"),
      ("data load t.csv STREAM inputs 1..2 targets 4..5", "net 2 3 4:tanh"),
      ("data load t.npy STREAM targets 1", "net 2 4 1; optimizer momentum 0.9; dropout h 0.2"),
      ("data load t.npy STREAM", "net 2 2 1; convention arithmetic textbook"),
    ])
  func same(_ load: String, _ net: String) throws {
    let folder = try TemporaryFolder()
    let session = TestSession()
    let name = "\(folder.path)/a.nn"
    if load.contains("csv") {
      try Self.write(to: folder, records: 14_000)
    } else {
      try session.run("seed 1; data gauss 400000 0.3; data save t.npy", name: name)
      try session.run("data clear", name: name)
    }
    let training = load.contains("csv") ? Self.training : "seed 1; init uniform -1 1; batch 300; train 1; digest; test"
    let printed = try ["", "stream"].map { stream in
      try TestSession().run(
        "\(load.replacing("STREAM", with: stream)); data; \(net)\n\(training)", name: name)
    }
    #expect(printed[0] == printed[1])
    #expect(printed[0].contains("\nmse = ") && !printed[0].contains("error:"), "\(printed[0])")
  }

  @Test("a session saved in the middle of an epoch goes on in another one, from the same file")
  func saved() throws {
    let folder = try TemporaryFolder()
    let name = "\(folder.path)/a.nn"
    let load = "seed 2; data gauss 2000 0.4; data save t.csv"
    try TestSession().run(load, name: name)
    let begin = "data load t.csv stream targets t1 header; data split 0.8; net 2 3 1; batch 8; train 70 updates"
    try TestSession().run("\(begin); save s.nn", name: name)
    let rest = "data; train 250 updates; digest"
    #expect(
      try TestSession().run("load s.nn; \(rest)", name: name).suffix(40)
        == TestSession().run("\(begin); \(rest)", name: name).suffix(40))
  }

  @Test("what needs all samples is refused, and says what to do")
  func refused() throws {
    let folder = try TemporaryFolder()
    try folder.write("1,2,0\n3,4,1\n5,7,1\n", to: "t.csv")
    mkfifo("\(folder.path)/pipe.csv", 0o600)
    let name = "\(folder.path)/a.nn"
    let inMemory = "needs all samples in memory"
    for (commands, message) in [
      ("data normalize zscore", "data normalize \(inMemory)"), ("data onehot", "data onehot \(inMemory)"),
      ("data bipolar", "data bipolar \(inMemory)"), ("data split 0.5 shuffle", "data split shuffle \(inMemory)"),
      ("data split 0.5 sklearn", "data split sklearn \(inMemory)"), ("data save u.csv", "data save \(inMemory)"),
      ("sample 1 1 : 0", "sample \(inMemory)"), ("gradcheck", "gradcheck \(inMemory)"),
      ("plot boundary", "plot boundary \(inMemory)"), ("plot confusion", "plot confusion \(inMemory)"),
      ("plot units", "plot units \(inMemory)"), ("plot gradient w1", "plot gradient \(inMemory)"),
      ("save outputs u.csv", "save outputs \(inMemory)"), ("export u.safetensors", "export \(inMemory)"),
      ("hand round 4; test", "test by hand \(inMemory)"), ("train 1 on torch 2", "train on torch \(inMemory)"),
      ("shuffle on; train 1", "streamed samples cannot be shuffled"),
      ("optimizer genetic; train 1", "the genetic algorithm needs all samples in memory"),
      ("convention epoch-loss after; train 1", "the loss after an epoch needs all samples in memory"),
      ("data split 0.5; stop patience 3; train 1", "patience with a test part needs its samples in memory"),
      ("report samples; train 1", "report samples needs all samples in memory"),
      ("data load t.csv stream hash 12", "data takes no more operands, found 'hash'"),
      ("data load /no/u.csv stream", "cannot read /no/u.csv: No such file or directory"),
      ("data load /dev/null stream", "cannot read /dev/null: only a regular file can be read several times"),
      // Nobody ever writes to it.
      (
        "data load pipe.csv stream",
        "cannot read \(folder.path)/pipe.csv: only a regular file can be read several times"
      ),
      ("data load t.csv stream targets 4", "there is no column 4"),
      ("data load t.csv stream header inputs 1 targets 9", "there is no column 9"),
    ] {
      let session = TestSession()
      try session.run("data load t.csv stream; net 2 1", name: name)
      let printed = try session.run(commands, name: name)
      #expect(printed.contains("error: \(message)\n"), "\(commands): \(printed)")
    }
  }

  @Test("errors in the file have the line that they are in, and what cannot be streamed says so")
  func faults() throws {
    let folder = try TemporaryFolder()
    let name = "\(folder.path)/a.nn"
    try folder.write(String(repeating: "0.12345678,0.87654321\n", count: 400_000) + "1,x\n2,3\n", to: "late.csv")
    try folder.write("1,\"2\n" + String(repeating: "3,4\n", count: 3), to: "open.csv")
    let session = TestSession()
    for (file, message) in [
      ("late.csv", "late.csv:400001:3: 'x' is not a number"), ("open.csv", "open.csv:1:3: "),
    ] {
      let printed = try session.run("data load \(file) stream", name: name)
      #expect(printed.contains(message), "\(printed)")
      #expect(try printed.replacing(" stream", with: "") == session.run("data load \(file)", name: name))
    }
    try session.run("data xor; data save m.npz", name: name)
    #expect(try session.run("data load m.npz stream", name: name).contains("NPZ files cannot be streamed: m.npz"))
  }

  @Test("targets that a loss cannot take are noticed, wherever in the file they are")
  func targets() throws {
    let folder = try TemporaryFolder()
    try folder.write("0,0.7,0.2,0.1\n1,0.2,0.5,0.2\n", to: "t.csv")
    let printed = try TestSession().run(
      "data load t.csv stream inputs 1; net 1 3:softmax; loss cross-entropy; train 1", name: "\(folder.path)/a.nn")
    #expect(printed.contains("must sum to 1"), "\(printed)")
  }

  @Test("a file that changes is noticed by the next training, which leaves the network as it was")
  func changed() throws {
    let folder = try TemporaryFolder()
    let name = "\(folder.path)/a.nn"
    try folder.write("1,2,0\n3,4,1\n5,7,1\n", to: "t.csv")
    let session = TestSession()
    try session.run("data load t.csv stream; net 2 1; train 2", name: name)
    let before = try session.run("digest", name: name)
    try folder.write("1,2,0\n3,4,1\n5,7,1\n9,9,1\n", to: "t.csv")
    for command in ["train 1", "test", "forward"] {
      #expect(
        try session.run(command, name: name).contains(
          "error: cannot read t.csv: it has changed since it was loaded\n"), "\(command)")
    }
    #expect(try session.run("digest", name: name) == before)
  }
}
