import DataFormats
import NeuralNetwork
import Testing

private func load(_ text: String, _ options: ReadingOptions = ReadingOptions()) throws -> SampleSet {
  try load(bytes: Array(text.utf8), options)
}

private func load(bytes: [UInt8], _ options: ReadingOptions = ReadingOptions()) throws -> SampleSet {
  try bytes.withUnsafeBytes { try SampleSet(table: $0, name: "table", options: options) }
}

private func written(_ set: SampleSet, normalized: Bool = false) -> String {
  var bytes: [UInt8] = []
  set.writeTable(normalized: normalized) { bytes += $0 }
  return String(decoding: bytes, as: UTF8.self)
}

@Suite("Reading a table")
struct CSVReadingTests {
  @Test("the last column is the target by default")
  func plain() throws {
    let set = try load("0,0,0\n0,1,1\n1,0,1\n1,1,0\n")
    #expect(set.inputs == SampleSet.gate(.xor).inputs)
    #expect(set.targets == SampleSet.gate(.xor).targets)
    #expect(set.name == "table" && set.inputCount == 2 && set.targetCount == 1 && set.trainingCount == 4)
    #expect(set.inputNames == nil && set.targetNames == nil && set.classes == nil)
  }

  @Test(
    "the separator is detected",
    arguments: [
      "1,2.5\n3,4\n", "1;2.5\n3;4\n", "1\t2.5\n3\t4\n", "a,b\n1,2.5\n3,4", "a;b\n1;2.5\n3;4", "a, b;c\n1;2.5\n3;4\n",
      "1 , 2.5\n 3,4 \n", "1 \t 2.5\n3\t4 ", "\"a,x,y\";b\n1;2.5\n3;4\n",
    ])
  func separators(text: String) throws {
    let set = try load(text)
    #expect(set.inputs == [1, 3])
    #expect(set.targets == [2.5, 4])
  }

  @Test("a given separator is used, and impossible ones are rejected")
  func givenSeparator() throws {
    #expect(try load("1|2\n3|4", ReadingOptions(separator: "|")).targets == [2, 4])
    for separator: Unicode.Scalar in ["\"", "\n", "5", ".", "ä"] {
      #expect(throws: TableError.separator) { try load("1,2", ReadingOptions(separator: separator)) }
    }
  }

  @Test("line breaks, blank lines and a byte order mark make no difference")
  func lineEnds() throws {
    let expected = try load("1,2\n3,4\n")
    for text in [
      "1,2\r\n3,4\r\n", "1,2\n3,4", "\u{feff}1,2\n3,4", "1,2\r3,4\r", "\n\n1,2\n\n3,4\n\n \n\t\n", "1,2\r\n\r\n3,4",
    ] {
      #expect(try load(text) == expected)
    }
  }

  @Test("a first line with a string above numbers is a header")
  func header() throws {
    let set = try load("width, height,\"the class\"\n1,2,3\n4,5,6\n")
    #expect(set.inputNames == ["width", "height"])
    #expect(set.targetNames == ["the class"])
    #expect(set.count == 2)
    // One name is enough, and an empty or unknown value below it does not hide it.
    #expect(try load("id,1,2\n7,3,4\n").count == 1)
    #expect(try load("1.5,2.5,red\n3.5,4.5,blue\n").count == 2)
    #expect(try load("x,y\n1,2", ReadingOptions(hasHeader: true)).inputNames == ["x"])
  }

  @Test("a header of numbers has to be requested")
  func numericHeader() throws {
    #expect(try load("2019,2020\n1,2\n", ReadingOptions(hasHeader: true)).inputNames == ["2019"])
    #expect(try load("2019,2020\n1,2\n", ReadingOptions(hasHeader: false)).count == 2)
    #expect(try load("2019,2020\n1,2\n").count == 2)
  }

  @Test("quoted cells may contain separators, line breaks and doubled quotes")
  func quotes() throws {
    let set = try load("\"a \"\"b\"\"\",\"c,\nd\",\"e\"\n\"1\", \"2\" ,\" 3 \"\n4,5,6\n")
    #expect(set.inputNames == ["a \"b\"", "c,\nd"])
    #expect(set.inputs == [1, 2, 4, 5])
    #expect(set.targets == [3, 6])
  }

  @Test("columns by number")
  func columnsByNumber() throws {
    let text = "1,2,3,4\n5,6,7,8\n"
    var set = try load(
      text, ReadingOptions(inputs: [ColumnRange(.number(2), .number(3))], targets: [ColumnRange(.number(1))]))
    #expect(set.inputs == [2, 3, 6, 7])
    #expect(set.targets == [1, 5])
    set = try load(text, ReadingOptions(targets: [ColumnRange(.number(2), .number(3))]))
    #expect(set.inputs == [1, 4, 5, 8])
    #expect(set.targets == [2, 3, 6, 7])
    set = try load(text, ReadingOptions(inputs: [ColumnRange(.number(1), .number(2))]))
    #expect(set.targets == [3, 4, 7, 8])
    set = try load(text, ReadingOptions(inputs: [ColumnRange(.number(2), .number(4))]))
    #expect(set.targets == [1, 5])
    let both = [ColumnRange(.number(1), .number(4))]
    set = try load(text, ReadingOptions(inputs: both, targets: both))
    #expect(set.inputs == set.targets)
  }

  @Test("columns by name; the others may contain anything")
  func columnsByName() throws {
    let text = "id,name,x,y,note\n1,Ann,0.5,1,\n2,Bob,0.25,0,\"?\"\n"
    let set = try load(
      text, ReadingOptions(inputs: [ColumnRange(.name("x"))], targets: [ColumnRange(.name("y"), .name("y"))]))
    #expect(set.inputs == [0.5, 0.25])
    #expect(set.targets == [1, 0])
    #expect(set.inputNames == ["x"] && set.targetNames == ["y"])
  }

  @Test("a target column of labels becomes one-hot columns sorted by label")
  func labels() throws {
    let set = try load("w,h,kind\n1,2,virginica\n3,4,setosa\n5,6,\"setosa\"\n7,8,virginica\n")
    #expect(set.classes == ["setosa", "virginica"])
    #expect(set.targets == [0, 1, 1, 0, 1, 0, 0, 1])
    #expect(set.targetNames == ["kind=setosa", "kind=virginica"])
    #expect(try load("1,no\n2,yes\n").targetNames == nil)
  }

  @Test("labels and numbers among the targets")
  func mixedTargets() throws {
    let set = try load("1,b,5,y\n2,a,6,y\n", ReadingOptions(targets: [ColumnRange(.number(2), .number(4))]))
    #expect(set.targetCount == 4)
    #expect(set.targets == [0, 1, 5, 1, 1, 0, 6, 1])
    #expect(set.classes == nil)
  }

  @Test("several ranges of columns, in the given order")
  func columnLists() throws {
    let text = "a,b,c,d\n1,2,3,4\n5,6,7,8\n"
    var set = try load(text, ReadingOptions(inputs: [ColumnRange(.name("d")), ColumnRange(.number(1), .number(2))]))
    #expect(set.inputs == [4, 1, 2, 8, 5, 6])
    #expect(set.targets == [3, 7])
    #expect(set.inputNames == ["d", "a", "b"])
    set = try load(text, ReadingOptions(targets: [ColumnRange(.number(1)), ColumnRange(.number(3))]))
    #expect(set.inputs == [2, 4, 6, 8])
    #expect(set.targets == [1, 3, 5, 7])
  }

  @Test("comment lines, blanks as separators and separators at line ends are accepted")
  func dialects() throws {
    let expected = try load("a,b,c\n1,2,3\n4,5,6\n")
    for text in [
      "# made by hand\n\na,b,c\n1,2,3\n# more\n4,5,6\n#\n", "# a b c\n1 2 3\n4 5 6\n", "#a,b,c\n1,2,3\n4,5,6",
      "  a   b c\n 1 2  3\n4 5 6  \n", "a|b|c\n1|2|3\n4|5|6\n", "a,b,c,\n1,2,3,\n4,5,6,\n", "a,b,c\n1,2,3, \n4,5,6,\n",
    ] {
      #expect(try load(text) == expected, "\(text)")
    }
    // A label may begin with '#': no sample is lost.
    let set = try load("id,x,y\n#1,2,3\n#4,5,6\n", ReadingOptions(inputs: [ColumnRange(.name("x"))]))
    #expect(set.inputs == [2, 5])
  }

  @Test("many lines")
  func long() throws {
    var text = "x,y\n"
    for row in 0..<20_000 { text += "\(Double(row) / 7),\(row % 2)\n" }
    let set = try load(text)
    let inputs: [Double] = (0..<20_000).map { Double($0) / 7 }
    #expect(set.inputs == inputs)
    #expect(set.targets.reduce(0, +) == 10_000)
  }
}

@Suite("Errors in a table")
struct CSVErrorTests {
  struct Case: Sendable {
    var text: String
    var error: TableError
    var options = ReadingOptions()
  }

  private static func at(_ line: Int, _ character: Int, _ column: Int, _ name: String? = nil) -> FilePosition {
    FilePosition(line: line, character: character, column: column, columnName: name)
  }

  static let cases: [Case] = [
    Case(text: "", error: .noSamples),
    Case(text: "\n \n", error: .noSamples),
    Case(text: "a,b\n", error: .onlyHeader),
    Case(text: "1,2\n", error: .onlyHeader, options: ReadingOptions(hasHeader: true)),
    Case(text: "1\n2\n", error: .singleColumn),
    // Too few and too many cells.
    Case(text: "1,2,3\n4,5\n", error: .cellCount(expected: 3, found: 2, at: at(2, 4, 3))),
    Case(text: "a,b,c\n1,2,3\n4,5", error: .cellCount(expected: 3, found: 2, at: at(3, 4, 3, "c"))),
    Case(text: "1,2\n3,4,5,6\n", error: .cellCount(expected: 2, found: 4, at: at(2, 5, 3))),
    // Missing cells.
    Case(text: "a,b\n1,2\n,4\n", error: .missing(at: at(3, 1, 1, "a"))),
    Case(text: "1,2,3\n4,  ,6\n", error: .missing(at: at(2, 3, 2))),
    Case(text: "1,2,\n", error: .missing(at: at(1, 5, 3))),
    Case(text: "1,\"\"\n", error: .missing(at: at(1, 3, 2))),
    Case(text: "1,red\n2,\n", error: .missingClass(at: at(2, 3, 2))),
    // Cells that are not numbers.
    Case(text: "1,2\n3,4\n5,6x\n", error: .notANumber("6x", at: at(3, 3, 2))),
    Case(text: "größe,y\n1,2\n \"ä\"\"\",4\n", error: .notANumber("ä\"", at: at(3, 2, 1, "größe"))),
    Case(text: "1,2\n1e,2\n", error: .notANumber("1e", at: at(2, 1, 1))),
    Case(text: "1,2\n0x10,2\n", error: .notANumber("0x10", at: at(2, 1, 1))),
    Case(text: "1,2\n1 2,2\n", error: .notANumber("1 2", at: at(2, 1, 1))),
    Case(text: "1;2\n1,5;2\n", error: .notANumber("1,5", at: at(2, 1, 1))),
    Case(text: "1,2\nNA,2\n", error: .notANumber("NA", at: at(2, 1, 1))),
    Case(text: "é,2,3\né,2,3\n", error: .notANumber("é", at: at(1, 1, 1))),
    // A mistake in the first of many numbers does not make classes.
    Case(
      text: "1,O.5\n2,0.5\n3,0.25\n", error: .notANumber("O.5", at: at(1, 3, 2)),
      options: ReadingOptions(hasHeader: false)),
    Case(text: "1,0.5\n2,red\n", error: .notANumber("red", at: at(2, 3, 2))),
    // Numbers that are not finite.
    Case(text: "1,2\nnan,2\n", error: .notFinite("nan", at: at(2, 1, 1))),
    Case(text: "1,2\n1,-Inf\n", error: .notFinite("-Inf", at: at(2, 3, 2))),
    Case(text: "1,NaN\n1,2\n", error: .notFinite("NaN", at: at(1, 3, 2))),
    Case(text: "1,2\n1e999,2\n", error: .notFinite("1e999", at: at(2, 1, 1))),
    Case(text: "1,2\n\"infinity\",2\n", error: .notFinite("infinity", at: at(2, 1, 1))),
    // Quotes.
    Case(text: "1,2\n3,\"4\n5,6\n", error: .unclosedQuote(at: at(2, 3, 2))),
    Case(text: "1,2\n\"3\"4,5\n", error: .textAfterQuote(at: at(2, 4, 1))),
    // Positions are those in the file, for any line breaks, quoted ones included.
    Case(text: "a,b\r\n\r\n1,2\r\n3,x\r\n", error: .notANumber("x", at: at(4, 3, 2, "b"))),
    Case(
      text: "\u{feff}x,2\r1,2\r", error: .notANumber("x", at: at(1, 1, 1)), options: ReadingOptions(hasHeader: false)),
    Case(text: "1,\"b\nc\"\n2,\"b\nc\",3\n", error: .cellCount(expected: 2, found: 3, at: at(4, 4, 3))),
    Case(text: "\"a\nb\",c\n1,2\ny,2\n", error: .notANumber("y", at: at(4, 1, 1, "a\nb"))),
    // In a column of labels a '#' does not begin a comment.
    Case(
      text: "1,2,3\n#4,5\n#x,5,6\n", error: .cellCount(expected: 3, found: 2, at: at(2, 5, 3)),
      options: ReadingOptions(inputs: [ColumnRange(.number(2))])),
  ]

  @Test("every error is found, with its position", arguments: cases)
  func errors(badInput: Case) {
    #expect(throws: badInput.error) { try load(badInput.text, badInput.options) }
  }

  struct ColumnCase: Sendable {
    var text: String
    var error: ColumnError
    var options: ReadingOptions
  }

  static let columnCases: [ColumnCase] = [
    ColumnCase(
      text: "a,a,c\n1,2,3\n", error: .ambiguousColumn("a", columns: [1, 2]),
      options: ReadingOptions(inputs: [ColumnRange(.name("a"))])),
    ColumnCase(
      text: "1,2,3\n", error: .inputAndTarget(2),
      options: ReadingOptions(
        inputs: [ColumnRange(.number(1), .number(2))], targets: [ColumnRange(.number(2), .number(3))])),
    ColumnCase(
      text: "1,2,3\n", error: .repeatedColumn(2),
      options: ReadingOptions(inputs: [ColumnRange(.number(1), .number(2)), ColumnRange(.number(2))])),
    ColumnCase(
      text: "1,2\n", error: .unknownColumn(.number(3), columnCount: 2, names: []),
      options: ReadingOptions(targets: [ColumnRange(.number(3))])),
    ColumnCase(
      text: "1,2\n", error: .unknownColumn(.number(0), columnCount: 2, names: []),
      options: ReadingOptions(inputs: [ColumnRange(.number(0), .number(1))])),
    ColumnCase(
      text: "a,b\n1,2\n", error: .unknownColumn(.name("c"), columnCount: 2, names: ["a", "b"]),
      options: ReadingOptions(targets: [ColumnRange(.name("c"))])),
    ColumnCase(
      text: "1,2,3\n", error: .reversedColumns(ColumnRange(.number(2), .number(1))),
      options: ReadingOptions(inputs: [ColumnRange(.number(2), .number(1))])),
    ColumnCase(
      text: "1,2\n", error: .noColumnsLeft, options: ReadingOptions(inputs: [ColumnRange(.number(1), .number(2))])),
    ColumnCase(
      text: "1,2\n", error: .noColumnsLeft, options: ReadingOptions(targets: [ColumnRange(.number(1), .number(2))])),
  ]

  @Test("missing, ambiguous and conflicting columns are rejected", arguments: columnCases)
  func columns(badInput: ColumnCase) {
    #expect(throws: badInput.error) { try load(badInput.text, badInput.options) }
  }

  @Test("UTF-16 and files that are not text are rejected")
  func encodings() {
    #expect(throws: TableError.notText(.utf16)) { try load(bytes: [0xff, 0xfe, 0x31, 0, 0x2c, 0]) }
    #expect(throws: TableError.notANumber("\u{fffd}", at: Self.at(2, 1, 1))) {
      try load(bytes: Array("1,2\n".utf8) + [0xc3, 0x2c, 0x31])
    }
    let texts: [(String, FileKind)] = [
      ("1\u{0},\u{0}2\u{0}\n\u{0}", .utf16), ("\u{0}1\u{0},\u{0}2\u{0}\n", .utf16BigEndian),
      ("\u{1f}\u{8b}\u{8}", .gzip), ("PK\u{3}\u{4}xl", .zip),
      ("\u{ff}\u{fe}\u{0}\u{0}", .utf32),
    ]
    for (text, kind) in texts {
      #expect(throws: TableError.notText(kind)) { try load(bytes: text.unicodeScalars.map { UInt8($0.value) }) }
    }
  }

  @Test("a control byte is reported with its position: binary files are not tables")
  func controlBytes() {
    let texts: [(String, UInt8, FilePosition)] = [
      ("1,2\n\u{0}", 0, FilePosition(line: 2, character: 1)), ("1\u{2},2\n", 2, FilePosition(line: 1, character: 2)),
      ("\u{0}\u{0}\u{8}\u{3}\u{0}", 0, FilePosition(line: 1, character: 1)),
      (String(repeating: "1,2\n", count: 200) + "1\u{0},2\n", 0, Self.at(201, 2, 1)),
      ("a,b\n" + String(repeating: "1,x\n", count: 200) + "1,x\u{0}\n", 0, Self.at(202, 4, 2, "b")),
    ]
    for (text, byte, position) in texts {
      #expect(throws: TableError.controlByte(byte, at: position)) { try load(text) }
    }
  }

  @Test("Latin-1 labels are rejected: two of them could become one class")
  func latin1() throws {
    for text in ["a,b\n1,gr\u{fc}n\n2,gr\u{f6}n\n", "a,gr\u{fc}n\n1,2\n"] {
      let bytes = text.unicodeScalars.map { UInt8($0.value) }
      let isLabel = text.hasPrefix("a,b")
      let position = Self.at(isLabel ? 2 : 1, 3, 2, isLabel ? "b" : nil)
      #expect(throws: TableError.notUTF8(at: position)) { try load(bytes: bytes) }
    }
    #expect(try load("a,b\n1,grün\n2,größe\n").classes == ["größe", "grün"])
  }

  @Test("a long cell is cut in the error")
  func longCell() {
    let text = String(repeating: "ä", count: 1000)
    #expect(throws: TableError.notANumber(String(text.prefix(40)), at: Self.at(2, 1, 1))) {
      try load("1,2\n\(text),2\n")
    }
  }

  @Test("a column of more than a thousand strings is not a column of classes")
  func tooManyClasses() {
    let text = (0...1000).map { "\($0),name\($0)\n" }.joined()
    #expect(throws: TableError.tooManyClasses(limit: 1000, at: Self.at(1001, 6, 2))) { try load(text) }
  }

  @Test("broken input only throws errors")
  func fuzz() throws {
    var random = try RandomNumbers(seed: 8, dialect: .numpy)
    let alphabet = Array("1,;\t\"\n\r .-e5ax\u{0}\u{7f}".utf8) + [0xef, 0xbb, 0xbf, 0xff]
    for _ in 0..<20_000 {
      let bytes = (0..<random.integer(below: 30)).map { _ in alphabet[random.integer(below: alphabet.count)] }
      let set = try? load(bytes: bytes)
      if let set, set.inputs.count != set.count * set.inputCount || set.targets.count != set.count * set.targetCount {
        Issue.record("\(bytes)")
      }
    }
  }
}

@Suite("Writing a table")
struct CSVWritingTests {
  @Test("a header, then the samples in shortest decimals")
  func plain() throws {
    var set = SampleSet(name: "", inputCount: 2, targetCount: 1)
    try set.add(inputs: [0, -0.0], targets: [0.1 + 0.2])
    try set.add(inputs: [1e300, -2.5], targets: [10])
    try set.add(inputs: [999_999, 1_000_000], targets: [-120])
    #expect(written(set) == "i1,i2,t1\n0,-0,0.30000000000000004\n1e+300,-2.5,10\n999999,1000000,-120\n")
  }

  @Test("names are kept, quoted where needed")
  func names() throws {
    let set = try load("\"a,b\",\"say \"\"x\"\"\",\" c\",plain\n1,2,3,4\n")
    #expect(written(set) == "\"a,b\",\"say \"\"x\"\"\",\" c\",plain\n1,2,3,4\n")
    // A quote with an accent on it ends a cell, too, and such a # begins a comment.
    let accents = "\"\"\"\u{301}a\",\"#\u{301}\",\" \u{301}\",plain\n1,2,3,4\n"
    #expect(written(try load(accents, ReadingOptions(hasHeader: true))) == accents)
  }

  @Test(
    "a header of numbers is written as a comment, as it would be read as a sample",
    arguments: [
      ("1,2\n3,4\n", "# 1,2\n3,4\n"), ("nan,-inf\n3,4\n", "# nan,-inf\n3,4\n"), ("1,b\n3,4\n", "1,b\n3,4\n"),
      ("\"#a\",2\n3,4\n", "\"#a\",2\n3,4\n"), ("\"\",2\n3,4\n", "# \"\",2\n3,4\n"),
    ])
  func numbersAsNames(_ given: String, _ expected: String) throws {
    let set = try load(given, ReadingOptions(hasHeader: true))
    #expect(written(set) == expected)
    #expect(try load(expected) == set)
  }

  @Test("written data reads back bit for bit")
  func roundTrip() throws {
    var random = try RandomNumbers(seed: 1, dialect: .numpy)
    var set = SampleSet(name: "table", inputCount: 3, targetCount: 1)
    for _ in 0..<3000 {
      try set.add(
        inputs: [random.normal(), random.normal() * 1e-300, Double(random.integer(below: 300))],
        targets: [random.uniform(-1e20, 1e20)])
    }
    let back = try load(written(set))
    #expect(back.inputs.map(\.bitPattern) == set.inputs.map(\.bitPattern))
    #expect(back.targets == set.targets)
  }

  @Test("targets are recognized again, and classes keep their names")
  func targetsComeBack() throws {
    var classes = try load("w,h,kind\n1,2,virginica\n3,4,\"se,to\"\"sa\"\n5,6,virginica\n")
    #expect(try load(written(classes)) == classes)
    classes = try load("1,a\n2,b\n3,a\n")
    let back = try load(written(classes))
    #expect(back.targets == classes.targets && back.inputs == classes.inputs && back.classes == ["a", "b"])
    var digits = try load("x,digit\n1,0\n2,7\n")
    try digits.encodeOneHot()
    #expect(try load(written(digits)) == digits)
    let encoder = try SampleSet.encoder(4)
    let codes = try load(written(encoder))
    #expect(codes.inputs == encoder.inputs && codes.targets == encoder.targets)
    let several = try load(
      "a,b,c,d\n1,2,x,4\n5,6,y,8\n", ReadingOptions(inputs: [ColumnRange(.number(1), .number(2))]))
    #expect(several.targetCount == 3)
    #expect(try load(written(several)) == several)
    // Columns that only look like one-hot classes are ordinary columns.
    #expect(try load("a,T=1,T=2\n0.5,0.25,1\n").inputCount == 2)
  }

  @Test("the given numbers are written, or the normalized ones if asked for")
  func normalized() throws {
    var set = try load("x,y\n2,0\n4,1\n")
    try set.normalize(.minmax(low: 0, high: 1))
    #expect(written(set) == "x,y\n2,0\n4,1\n")
    #expect(written(set, normalized: true) == "x,y\n0,0\n1,1\n")
  }

  @Test("errors of the writer are rethrown")
  func failure() throws {
    struct Full: Error {}
    let set = SampleSet.gate(.xor)
    #expect(throws: Full.self) { try set.writeTable { _ throws(Full) in throw Full() } }
  }

  @Test("files without a known extension are written as CSV")
  func writing() {
    for path in ["a.csv", "a.CSV", "a.txt", "a", "a.d/b", "/dev/null"] {
      #expect(FormatTable.format(writing: path).name == "CSV")
    }
  }
}
