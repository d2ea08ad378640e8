import Interpreter
import TestSupport
import Testing

@Suite("data")
struct DataCommandTests {
  /// `train_test_split(range(11), test_size=0.25, random_state=42)` of scikit-learn 1.9.
  @Test("split sklearn draws the same parts as scikit-learn")
  func sklearn() throws {
    let samples = (0..<11).map { "sample \($0) : \($0 * $0)\n" }.joined()
    let printed = try TestSession().run("\(samples)seed 42; data split 0.75 sklearn; show data 11")
    let order = printed.split(separator: "\n").filter { $0.hasPrefix("sample") }.compactMap {
      $0.split(separator: " ")[1]
    }
    #expect(order == ["10", "2", "1", "8", "4", "7", "3", "6", "5", "0", "9"])
    #expect(printed.contains("8 to train and 3 to test"))
    let normalized = "data normalize minmax; data split 0.75 sklearn; forward; print i1.out"
    #expect(try TestSession().run("\(samples)seed 42; net 1 1; detail off; \(normalized)").hasSuffix("\n1\n"))
  }

  @Test("every built-in kind of data is described")
  func builtIn() throws {
    let session = TestSession()
    #expect(try session.run("data") == "# no data\n")
    #expect(try session.run("data nor; data") == "# nor: 4 samples of 2 inputs and 1 target\n")
    #expect(try session.run("data parity 4; data") == "# parity 4: 16 samples of 4 inputs and 1 target\n")
    #expect(try session.run("data encoder 8; data") == "# encoder 8: 8 samples of 8 inputs and 8 targets\n")
    #expect(
      try session.run("data spiral 60 0.1; data split 0.75 shuffle; data normalize minmax -1 1; data")
        == "# spiral 60 0.1: 60 samples of 2 inputs and 1 target, 45 to train and 15 to test, inputs normalized minmax -1 1\n"
    )
    #expect(try session.run("data clear; data") == "# no data\n")
  }

  @Test("bipolar turns 0 and 1 into -1 and 1, in the shuffled and normalized data too")
  func bipolar() throws {
    let sample = { (commands: String) in
      try TestSession().run("\(commands); show data 1").split(separator: "\n").first { $0.hasPrefix("sample") }
    }
    #expect(try sample("data xor; data bipolar") == "sample -1 -1 : -1")
    #expect(try sample("data xor; data bipolar inputs") == "sample -1 -1 : 0")
    #expect(try sample("data xor; data bipolar targets") == "sample 0 0 : -1")
    let order = "seed 2; data split 1 shuffle; data normalize minmax 0 3"
    let forward = "net 2 1; detail off; forward; print i1.out, i2.out"
    #expect(
      try TestSession().run("data or; \(order); data bipolar; \(forward)")
        == TestSession().run("data or; \(order); \(forward)"))
  }

  @Test("noisy-xor draws what numpy draws after np.random.seed(1)")
  func noisyXor() throws {
    let session = TestSession()
    try session.run("seed 1; data noisy-xor 200 0.1")
    let samples = try #require(session.interpreter.session.samples)
    // np.random.seed(1); x = np.random.randint(0, 2, (200, 2)) + np.random.randn(200, 2) / 10; x[0], x[199]
    #expect(Array(samples.inputs[..<2]) == [1.0077821127912705, 1.0618380261998523])
    #expect(Array(samples.inputs[398...]) == [0.7772887368149985, 0.8300666395277705])
  }

  @Test("a table is read from a file, and its samples are written as commands")
  func load() throws {
    let folder = try TemporaryFolder()
    try folder.write("width,height,kind\n1,2,b\n3,4.5,a\n-1e3,0,b\n", to: "d/kinds.csv")
    let session = TestSession()
    let printed = try session.run("data load \(folder.path)/d/kinds.csv")
    #expect(printed == "# kinds.csv: 3 samples of 2 inputs and 2 targets\n")
    #expect(
      session.interpreter.session.samples?.rows(limit: 2) == [
        "# kinds.csv: 3 samples of 2 inputs and 2 targets", "# width height : kind=a kind=b", "# classes: a, b",
        "sample 1 2 : 0 1", "sample 3 4.5 : 1 0", "# and 1 more",
      ])
    try session.run("data load '\(folder.path)/d/kinds.csv' inputs height targets 1 header")
    #expect(
      session.interpreter.session.samples?.rows(limit: 9).suffix(3) == [
        "sample 2 : 1", "sample 4.5 : 3", "sample 0 : -1000",
      ])
    #expect(
      try session.run("data normalize minmax -1 1; data load '\(folder.path)/d/kinds.csv' inputs height targets 1")
        .hasSuffix("target\n# these inputs are not normalized, as those before were: data normalize minmax -1 1\n"))
    try session.run("data normalize zscore; data save \(folder.path)/out.csv")
    #expect(contents(of: "\(folder.path)/out.csv") == "height,width\n2,1\n4.5,3\n0,-1000\n")
  }

  @Test("control characters of a file do not reach the terminal")
  func controlCharacters() throws {
    let folder = try TemporaryFolder()
    try folder.write("a,kind\n1,\"red\u{1B}[31m\n\"\n2,b\n", to: "k.csv")
    try folder.write("a,b\n1,2\n\u{1B}X,3\n", to: "n.csv")
    let session = TestSession()
    try session.run("data load \(folder.path)/k.csv")
    #expect(session.interpreter.session.samples?.rows(limit: 0)[2] == "# classes: b, red\\u{1B}[31m\\n")
    let printed = try session.run("data load \(folder.path)/n.csv")
    #expect(printed.contains("n.csv:3:1: '\\u{1B}X' is not a number"))
  }

  @Test("a path is relative to the script that contains it")
  func relativePath() throws {
    let folder = try TemporaryFolder()
    try folder.write("1,2\n3,4\n", to: "d/t.csv")
    let session = TestSession()
    var diagnostics = ""
    _ = try session.interpreter.run(SourceText(name: "\(folder.path)/d/a.nn", "data load t.csv")) {
      diagnostics += $0.rendered()
    }
    #expect(diagnostics == "")
    #expect(session.interpreter.session.samples?.count == 2)
  }

  static let faults: [(content: String, operands: String, column: Int, message: String, label: String)] = [
    ("1,2,3\n4,abc,6\n", "", 11, "t.csv:2:3: 'abc' is not a number", "column 2"),
    ("a,b\n1,2\n3,\n", "", 11, "t.csv:3:3: missing number", "column 2, b"),
    ("1,2,3\n4,5\n", "", 11, "t.csv:2:4: expected 3 columns, found 2", "the first line has 3"),
    ("1,2\n3,inf\n", "", 11, "t.csv:2:3: 'inf' is not a finite number", "column 2"),
    ("", "", 11, "t.csv has no samples", ""),
    ("1\n2\n", "", 11, "t.csv has one column", "separate inputs and targets with ',', ';', '|', tabs or blanks"),
    ("a,b\n1;5,2\n", "", 11, "t.csv:2:1: '1;5' is not a number", "help: write numbers like -1.5e3"),
    ("a;b\n1,5;2\n", "", 11, "t.csv:2:1: '1,5' is not a number", "help: use a decimal point, not a comma"),
    ("a,b\n?,2\n", "", 11, "t.csv:2:1: '?' is not a number", "help: fill it in, remove line 2, or leave column 1 out"),
    ("id,b,c\n1,2,3\nx7,1,2\n", "", 11, "t.csv:3:1: 'x7' is not a number", "help: select columns of numbers"),
    ("a,b,c\n1,x,2\n", "", 11, "t.csv:2:3: 'x' is not a number", "inputs 1 targets 3"),
    ("a,b\n1,\u{0}\n", "", 11, "t.csv:2:3: unexpected NUL byte", "a table must be text, not a binary file"),
    ("a,b\n", "", 11, "t.csv has a header but no samples", ""),
    ("a b,c\n1,2\n", " inputs \"a c\"", 24, "there is no column 'a c'", "help: did you mean \"a b\"?"),
    ("a,a,c\n1,2,3\n", " targets a", 25, "several columns are named 'a'", "columns 1 and 2"),
    ("1,2,3\n", " inputs 1..2 targets 2..3", 24, "column 2 is both an input and a target", ""),
    ("1,2,3\n", " inputs 1..", 24, "'1..' has no last column", "data load FILE inputs 1..4 targets 5"),
    ("1,2,3\n", " inputs 1..2x", 24, "there is no column '2x'", ""),
    ("1,2\n3,4\n", " inputs 1..5", 24, "there is no column 5", "t.csv has 2 columns"),
    ("a,b\n3,4\n", " targets c", 25, "there is no column 'c'", "t.csv has 2 columns"),
    ("1,2,3\n", " inputs 2..1", 24, "the last column comes before the first", ""),
  ]

  @Test("an error in a data file is reported with its position", arguments: faults)
  func fileFaults(content: String, operands: String, column: Int, message: String, label: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(content, to: "t.csv")
    let session = TestSession()
    var diagnostics = ""
    _ = try session.interpreter.run(SourceText(name: "\(folder.path)/a.nn", "data load t.csv\(operands)")) {
      diagnostics += $0.rendered()
    }
    #expect(diagnostics.hasPrefix("\(folder.path)/a.nn:1:\(column): error: \(message)\n"), "\(diagnostics)")
    #expect(label.isEmpty || diagnostics.contains(label), "\(diagnostics)")
    #expect(session.interpreter.session.samples == nil)
  }

  @Test("a missing file is a file error")
  func missingFile() throws {
    let session = TestSession()
    let kind = try session.interpreter.run(SourceText(name: "a.nn", "data load nowhere.csv")) { _ in }.fault
    #expect(kind == .file)
  }

  static let refused = [
    BadInput(
      "data gauss 4 1e301",
      "test.nn:1:14: error: the noise must be from 0 to 1e300\n  1 | data gauss 4 1e301\n    |              ^~~~~\n"),
    BadInput(
      "data nonesuch",
      """
      test.nn:1:6: error: unknown data command 'nonesuch'
        1 | data nonesuch
          |      ^~~~~~~~ one of xor, and, or, nand, nor, xnor, noisy-xor, circle, spiral, gauss, moons, load, save, samples, name, columns, classes, normalize, split, bipolar, onehot, clear, parity, encoder

      """),
    BadInput(
      "data flowers.csv",
      """
      test.nn:1:6: error: 'flowers.csv' is not a data command
        1 | data flowers.csv
          |      ^~~~~~~~~~~
      help: data load flowers.csv

      """),
    BadInput(
      "sample 0 1 : 0.5; data bipolar targets",
      """
      test.nn:1:19: error: only values of 0 and 1 become bipolar, found 0.5
        1 | sample 0 1 : 0.5; data bipolar targets
          |                   ^~~~

      """),
    BadInput(
      "data spiral 0 0.1",
      """
      test.nn:1:13: error: the number of samples must be a whole number from 1 to 10000000, got 0
        1 | data spiral 0 0.1
          |             ^

      """),
    BadInput(
      "data split 0.5",
      """
      test.nn:1:1: error: no data loaded
        1 | data split 0.5
          | ^~~~
      help: data load FILE, or data xor

      """),
    BadInput(
      "data xor; data split 2",
      """
      test.nn:1:22: error: the training fraction must be above 0 and at most 1
        1 | data xor; data split 2
          |                      ^

      """),
    BadInput(
      "data xor; data normalize minmax 5",
      """
      test.nn:1:34: error: data needs the highest value
        1 | data xor; data normalize minmax 5
          |                                  ^
      help: data normalize minmax [LOW HIGH]|zscore|off

      """),
    BadInput(
      "data xor; data normalize minmax (0/0) 1",
      """
      test.nn:1:33: error: expected a finite number, got nan
        1 | data xor; data normalize minmax (0/0) 1
          |                                 ^~~~~

      """),
  ]

  @Test("an invalid operand is an error at the operand", arguments: refused)
  func refuses(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
