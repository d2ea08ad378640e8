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

  /// Whole numbers in one byte: IDX.
  private static func write(to folder: borrowing TemporaryFolder, _ name: String, _ dimensions: [Int], below: Int)
    throws
  {
    var bytes: [UInt8] = [0, 0, 8, UInt8(dimensions.count)]
    for size in dimensions {
      bytes += [UInt8(size >> 24), UInt8(size >> 16 & 255), UInt8(size >> 8 & 255)] + [UInt8(size & 255)]
    }
    bytes += (0..<dimensions.reduce(1, *)).map { UInt8($0 * $0 / 7 % below) }
    try folder.write(bytes: bytes, to: name)
  }

  @Test(
    "what is trained, tested and shown is the same as with the data in memory",
    arguments: [
      ("data load t.csv STREAM inputs 1..2 targets 5", "net 2 4 3; activation o softmax; loss cross-entropy"),
      ("data load t.csv STREAM inputs x,y targets t", "net 2 3 1"),
      ("data load t.csv STREAM inputs 1..2 targets 4..5", "net 2 3 4:tanh"),
      ("data load t.npy STREAM targets 1", "net 2 4 1; optimizer momentum 0.9; dropout h 0.2"),
      ("data load t.npy STREAM", "net 2 2 1; convention arithmetic textbook"),
      ("data load images labels STREAM", "net 20 2 1; rate 0.001"),
      ("data load matrix STREAM targets 1,3", "net 4 2 2; rate 0.001"),
      ("data load s.npz STREAM", "net 2 2 1"), ("data load s.safetensors STREAM", "net 2 2 1"),
      ("data load s.npy labels STREAM", "net 3 2 1; loss squared"),
    ])
  func same(_ load: String, _ net: String) throws {
    let folder = try TemporaryFolder()
    let session = TestSession()
    let name = "\(folder.path)/a.nn"
    if load.contains("csv") {
      try Self.write(to: folder, records: 14_000)
    } else if load.contains("t.npy") {
      try session.run("seed 1; data gauss 400000 0.3; data save t.npy", name: name)
      try session.run("data clear", name: name)
    } else {
      // two blocks and a half
      let count = 15_000
      try Self.write(to: folder, "images", [count, 4, 5], below: 256)
      try Self.write(to: folder, "labels", [count], below: 3)
      try Self.write(to: folder, "matrix", [50_000, 6], below: 200)
      let file = load.split(separator: " ")[2]
      if file.hasPrefix("s.") {
        try session.run(
          "seed 1; data gauss \(load.contains("labels") ? count : 90_000) 0.3; data save \(file)", name: name)
      }
    }
    let training = load.contains("csv") ? Self.training : "seed 1; init uniform -1 1; batch 300; train 1; digest; test"
    let printed = try ["", "stream"].map { stream in
      try TestSession().run(
        "\(load.replacing("STREAM", with: stream)); data; \(net)\n\(training)", name: name)
    }
    #expect(printed[0] == printed[1])
    #expect(printed[0].contains("\nmse = ") && !printed[0].contains("error:"), "\(printed[0])")
  }

  @Test(
    "a session saved in the middle of an epoch goes on in another one, from the same files, and notices others",
    arguments: ["t.csv stream targets t1 header", "x.npy y.npy stream", "t.npz stream"])
  func saved(load: String) throws {
    let folder = try TemporaryFolder()
    let name = "\(folder.path)/a.nn"
    try TestSession().run("seed 2; data gauss 2000 0.4; data save t.csv; data save t.npz; data save x.npy", name: name)
    try TestSession().run("seed 2; data gauss 2000 0.1; data save y.npy", name: name)
    let net = load.hasPrefix("x") ? "net 3 3 3" : "net 2 3 1"
    let begin = "data load \(load); data split 0.8; \(net); batch 8; train 70 updates"
    try TestSession().run("\(begin); save s.nn", name: name)
    let rest = "data; train 250 updates; digest"
    let expected = try TestSession().run("\(begin); \(rest)", name: name).suffix(40)
    #expect(try TestSession().run("load s.nn; \(rest)", name: name).suffix(40) == expected)
    let script = try #require(contents(of: "\(folder.path)/s.nn"))
    // as sessions were saved before
    let hashes = try #require(script.firstMatch(of: /stream.*( hash [0-9a-f ]+)\n/)?.output.1)
    try folder.write(script.replacing(hashes, with: ""), to: "old.nn")
    #expect(try TestSession().run("load old.nn; \(rest)", name: name).suffix(40) == expected)

    let file = load.hasPrefix("x") ? "y.npy" : String(load.prefix(5))
    var content = try #require(bytes(of: "\(folder.path)/\(file)"))
    // a digit, or a bit of a number
    let place = file == "t.csv" ? content.count - 6 : content.count / 2
    content[place] ^= 1
    try folder.write(bytes: content, to: file)
    let printed = try TestSession().run("load s.nn", name: name)
    #expect(printed.contains("/\(file) has changed: its hash is "), "\(printed)")
    try folder.write(bytes: content.dropLast(30), to: file)
    let short = try TestSession().run("load s.nn", name: name)
    #expect(short.contains("/\(file) has changed: its hash is "), "\(short)")
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
      ("data load t.csv stream hash 12", "t.csv has changed: its hash is 44e52d44724353b1"),
      ("data load t.csv t.csv stream", "t.csv is not an array"),
      ("data load t.csv t.csv inputs 1 stream", "data takes no more operands, found 'inputs'"),
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
    try session.run("data xor; data save m.data; data save m.npz", name: name)
    var archive = try #require(bytes(of: "\(folder.path)/m.npz"))
    // a number of the inputs
    archive[200] ^= 1
    try folder.write(bytes: archive, to: "damaged.npz")
    for (command, message) in [
      ("m.data stream", "FANN data files cannot be streamed: m.data"),
      ("\(projectFolder)/Tests/DataFormatsTests/Files/deflated.npz stream", "deflated.npz is compressed"),
      ("damaged.npz stream", "damaged.npz is damaged, or not NPZ: the sum of "),
      ("m.npz stream inputs 1", "m.npz has no columns to choose"),
    ] {
      #expect(try session.run("data load \(command)", name: name).contains(message), "\(command)")
    }
  }

  @Test("targets that a loss cannot take are noticed, wherever in the file they are")
  func targets() throws {
    let folder = try TemporaryFolder()
    try folder.write("0,0.7,0.2,0.1\n1,0.2,0.5,0.2\n", to: "t.csv")
    let printed = try TestSession().run(
      "data load t.csv stream inputs 1; net 1 3:softmax; loss cross-entropy; train 1", name: "\(folder.path)/a.nn")
    #expect(printed.contains("must sum to 1") && printed.contains("in sample 2\n"), "\(printed)")
  }

  @Test(
    "a file that changes is noticed by the next training, which leaves the network as it was",
    arguments: ["t.csv", "t.npz", "x.npy t.npy"])
  func changed(files: String) throws {
    let folder = try TemporaryFolder()
    let name = "\(folder.path)/a.nn"
    let session = TestSession()
    try session.run("data samples 1 2 : 0 / 3 4 : 1 / 5 7 : 1; data save t.csv; data save t.npz", name: name)
    try session.run("data save x.npy; data save t.npy; data load \(files) stream", name: name)
    try session.run("net \(files == "x.npy t.npy" ? "3 3" : "2 1"); train 2", name: name)
    let before = try session.run("digest", name: name)
    let file = files.suffix(5)
    let content = try #require(bytes(of: "\(folder.path)/\(file)"))
    for changed in [content + Array("9,9,1\n".utf8), content.dropLast(3)] {
      try folder.write(bytes: changed, to: String(file))
      for command in ["train 1", "test", "forward"] {
        let printed = try session.run(command, name: name)
        #expect(printed.contains("error: cannot read \(file): it has changed since it was loaded\n"), "\(printed)")
      }
    }
    #expect(try session.run("digest", name: name) == before)
  }

  @Test("the first reading is interrupted between any two blocks", arguments: ["images labels", "s.npz"])
  func interrupted(files: String) throws {
    let folder = try TemporaryFolder()
    let name = "\(folder.path)/a.nn"
    try Self.write(to: folder, "images", [15_000, 4, 5], below: 256)
    try Self.write(to: folder, "labels", [15_000], below: 3)
    try TestSession().run("data gauss 150000 0.1; data save s.npz", name: name)
    for asked in 0..<4 {
      let interruption = Interruption(after: asked)
      let session = TestSession(interrupting: { interruption.isDue() })
      #expect(throws: Interrupted.self) { try session.run("data load \(files) stream", name: name) }
      #expect(session.interpreter.session.samples == nil && interruption.asked < asked + 6)
    }
  }
}
