import Glibc
import Interpreter
import TestSupport
import Testing

@Suite("data save and data load with files of all kinds")
struct DataFileTests {
  @Test("saved data loads again, samples and names")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    for script in [
      "data xor", "data encoder 4", "seed 1; data noisy-xor 20 0.1", "data moons 10 0.1; data onehot",
      "sample 0.1 -2e-300 : 1 2; sample 1e300 -0.0 : (1/3) 4",
      "data spiral 20 0; data normalize zscore; data split 0.5",
    ] {
      let session = TestSession()
      try session.run("\(script); data save '\(folder.path)/a b.csv'")
      let before = try session.run("data split 1; data normalize off; show data 100")
      try session.run("data load '\(folder.path)/a b.csv'")
      let after = try session.run("show data 100")
      let samples = { (text: String) in text.split(separator: "\n").filter { $0.hasPrefix("sample") } }
      #expect(samples(before) == samples(after) && samples(before).count > 1, "\(script)")
    }
  }

  @Test("a file keeps its permissions, a link its target, and a device stays a device")
  func inPlace() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "t.csv")
    chmod("\(folder.path)/t.csv", 0o640)
    symlink("t.csv", "\(folder.path)/link.csv")
    let session = TestSession()
    #expect(try session.run("data and; data save \(folder.path)/link.csv; data save /dev/null") == "")
    #expect(contents(of: "\(folder.path)/t.csv") == "i1,i2,t1\n0,0,0\n0,1,0\n1,0,0\n1,1,1\n")
    #expect(permissions(of: "\(folder.path)/t.csv") == 0o640)
    var status = stat()
    #expect(lstat("\(folder.path)/link.csv", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }

  @Test("each change of the data can be undone and redone")
  func undo() throws {
    for change in [
      "data load t.csv", "data split 0.5", "data split 0.5 shuffle", "data normalize zscore", "data onehot",
      "data clear",
      "sample 5 5 : 1", "data xor", "data moons 20 0.1",
    ] {
      let folder = try TemporaryFolder()
      try folder.write("1,2,0\n3,4,1\n5,7,1\n", to: "t.csv")
      let session = TestSession()
      let name = "\(folder.path)/a.nn"
      try session.run("seed 1; data spiral 8 0.1", name: name)
      let before = try session.run("show data", name: name)
      try session.run(change, name: name)
      let after = try session.run("data; show data", name: name)
      #expect(try session.run("undo; show data", name: name) == before, "\(change)")
      try session.run("redo", name: name)
      #expect(try session.run("data; show data", name: name) == after, "\(change)")
    }
  }

  @Test("copies of large data that only undo needs are dropped, oldest first")
  func undoOfLargeData() throws {
    let session = TestSession()
    session.interpreter.history = History(parameterLimit: 1000)
    try session.run("data spiral 100 0.1")
    for _ in 0..<9 { try session.run("data split 0.8 shuffle") }
    #expect(session.interpreter.session.samples?.trainingCount == 80)
    // 200 inputs shared by all copies, and 100 targets and 100 row numbers in each: enough for five of them.
    #expect(try session.run("undo 6").contains("only 5 can be undone"))
    #expect(try session.run("undo 5; data").contains("80 to train"))
  }

  @Test("undo keeps little of shuffled and normalized data and restores it bit for bit")
  func undoOfDerivedData() throws {
    let session = TestSession()
    // Five copies of 2000 inputs would be 10000 numbers.
    session.interpreter.history = History(parameterLimit: 9000)
    var seen: [[Double]] = []
    try session.run("seed 3; data spiral 1000 0.1")
    for change in [
      "data split 0.8 shuffle", "data normalize zscore", "data split 0.5 shuffle", "data normalize minmax -1 1",
    ] {
      seen.append(session.interpreter.session.samples?.inputs ?? [])
      try session.run(change)
    }
    let last = session.interpreter.session.samples?.inputs
    for inputs in seen.reversed() {
      try session.run("undo")
      #expect(session.interpreter.session.samples?.inputs == inputs)
    }
    try session.run("redo 4")
    #expect(session.interpreter.session.samples?.inputs == last && last != seen[3])
  }

  @Test("an interrupted data load or data save leaves data and file unchanged")
  func interrupted() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "t.csv")
    try folder.write("1,2,0\n3,4,1\n", to: "u.csv")
    let session = TestSession(interrupting: { true })
    try session.run("data xor")
    #expect(throws: Interrupted.self) { try session.run("data load \(folder.path)/u.csv") }
    #expect(throws: Interrupted.self) { try session.run("data save \(folder.path)/t.csv") }
    #expect(session.interpreter.session.samples?.name == "xor")
    #expect(contents(of: "\(folder.path)/t.csv") == "old")
    #expect(files(in: folder.path).filter { !$0.hasPrefix(".") }.sorted() == ["t.csv", "u.csv"])
  }

  @Test("paths that cannot be read or written are file errors")
  func fileErrors() throws {
    let folder = try TemporaryFolder()
    for (command, reason) in [
      ("data save \(folder.path)", "cannot write \(folder.path): Is a directory"),
      ("data save \(folder.path)/no/t.csv", "cannot write \(folder.path)/no/t.csv: No such file or directory"),
      ("data load \(folder.path)", "cannot read \(folder.path): Is a directory"),
      ("data load ''", "cannot read '': No such file or directory"),
      ("data load /dev/zero", "cannot read /dev/zero: is a device"),
    ] {
      let session = TestSession()
      var diagnostics = ""
      let kind = try session.interpreter.run(SourceText(name: "a.nn", "data xor; \(command)")) {
        diagnostics += $0.rendered()
      }.fault
      #expect(kind == .file && diagnostics.contains(reason), "\(diagnostics)")
      #expect(diagnostics.contains("help: mkdir -p \(folder.path)/no\n") == command.contains("/no/"))
      #expect(session.interpreter.session.samples?.name == "xor")
    }
  }

  /// An IDX file of unsigned bytes in one dimension: four bytes, the big-endian number of elements, the elements.
  private func labels(_ elements: UInt8...) -> [UInt8] {
    [0, 0, 8, 1, 0, 0, 0, UInt8(elements.count)] + elements
  }

  @Test("two arrays of any format make inputs and targets")
  func arrays() throws {
    let folder = try TemporaryFolder()
    let header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2), }".utf8
    let numpy = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, UInt8(header.count), 0] + header + [1, 2, 3, 4]
    try folder.write(bytes: numpy, to: "x.npy")
    try folder.write(bytes: labels(7, 9), to: "y")
    try folder.write(bytes: labels(7, 9, 8), to: "three")
    try folder.write("1,2\n", to: "t.csv")
    try folder.write(bytes: [0x1f, 0x8b, 8, 0], to: "y.gz")
    let session = TestSession()
    let name = "\(folder.path)/a.nn"
    #expect(try session.run("data load x.npy y", name: name) == "# x.npy: 2 samples of 2 inputs and 1 target\n")
    #expect(try session.run("show data 2", name: name).hasSuffix("sample 1 2 : 7\nsample 3 4 : 9\n"))
    #expect(try session.run("data load x.npy targets 1", name: name) == "# x.npy: 2 samples of 1 input and 1 target\n")
    #expect(try session.run("show data 2", name: name).hasSuffix("sample 2 : 1\nsample 4 : 3\n"))
    let faults = [
      ("data load x.npy three", 11, "inputs and targets have different numbers of samples: 2 and 3"),
      ("data load x.npy t.csv", 17, "t.csv is not an array"),
      ("data load x.npy y.gz", 17, "y.gz is not UTF-8 text"),
      ("data load x.npy targets 5", 25, "there is no column 5"),
      ("data load x.npy no-header", 11, "NPY files have no header line: x.npy"),
      ("data load y", 11, "y is an array of 1 dimension, expected 2"),
      ("data save z.idx", 11, "IDX files can be loaded but not saved"),
    ]
    for (command, column, message) in faults {
      let printed = try session.run(command, name: name)
      #expect(printed.hasPrefix("\(name):1:\(column): error: \(message)\n"), "\(printed)")
    }
    #expect(!files(in: folder.path).contains { $0.hasPrefix("z.idx") })
  }

  @Test("the extension decides between commas and tabs in saved files")
  func separators() throws {
    let folder = try TemporaryFolder()
    let session = TestSession()
    try session.run("data and; data save \(folder.path)/a.tsv; data save \(folder.path)/a.csv")
    #expect(contents(of: "\(folder.path)/a.tsv") == "i1\ti2\tt1\n0\t0\t0\n0\t1\t0\n1\t0\t0\n1\t1\t1\n")
    #expect(contents(of: "\(folder.path)/a.csv") == "i1,i2,t1\n0,0,0\n0,1,0\n1,0,0\n1,1,1\n")
  }
}
