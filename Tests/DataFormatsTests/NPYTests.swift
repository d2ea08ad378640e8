import DataFormats
import NeuralNetwork
import Testing

/// A file as numpy.save writes it: the header, padded with blanks to a multiple of 64 bytes, and the elements.
private func file(_ header: String, _ elements: String, version: UInt8 = 1) -> [UInt8] {
  let sizeBytes = version == 1 ? 2 : 4
  let size = (8 + sizeBytes + header.utf8.count + 64) / 64 * 64 - 8 - sizeBytes
  let blanks = [UInt8](repeating: 0x20, count: size - header.utf8.count - 1)
  var file: [UInt8] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]
  withUnsafeBytes(of: UInt64(size).littleEndian) { file += $0.prefix(sizeBytes) }
  file += Array(header.utf8) + blanks
  return file + [0x0a] + bytes(elements)
}

private func bytes(_ hexadecimal: String) -> [UInt8] {
  let digits = hexadecimal.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
}

private func header(_ type: String, _ shape: String, fortran: Bool = false) -> String {
  "{'descr': '\(type)', 'fortran_order': \(fortran ? "True" : "False"), 'shape': \(shape), }"
}

private func read(_ bytes: [UInt8]) throws -> NumberArray { try bytes.withUnsafeBytes { try NPY.readArray($0) } }

private func samples(_ bytes: [UInt8], _ options: ReadingOptions = ReadingOptions()) throws -> SampleSet {
  try bytes.withUnsafeBytes { try NPY.readSamples($0, options) { _ in true } }
}

@Suite("NPY files as saved by numpy 2.4")
struct NPYTests {
  /// `numpy.save(f, numpy.array([[1, 2.5], [-3, 4]], "f4"))`
  @Test("a whole file, byte for byte")
  func whole() throws {
    let saved = bytes(
      """
      934e554d5059010076007b276465736372273a20273c6634272c2027666f727472616e5f6f72646572273a2046616c73
      652c20277368617065273a2028322c2032292c207d202020202020202020202020202020202020202020202020202020
      202020202020202020202020202020202020202020202020202020202020200a0000803f00002040000040c000008040
      """)
    #expect(saved == file(header("<f4", "(2, 2)"), "0000803f 00002040 000040c0 00008040"))
    #expect(saved.withUnsafeBytes { FormatTable.format(of: $0, path: "data").name } == "NPY")
    let array = try read(saved)
    #expect(array.dimensions == [2, 2] && array.values == [1, 2.5, -3, 4])
    let set = try samples(saved)
    #expect(set.inputs == [1, -3] && set.targets == [2.5, 4] && set.inputNames == nil)
  }

  struct Typed: Sendable {
    var type: String
    var elements: String
    var values: [Double]
  }

  @Test(
    "every number type, in either byte order",
    arguments: [
      Typed(type: "|b1", elements: "00 01 01", values: [0, 1, 1]),
      Typed(type: "|i1", elements: "00 01 fa", values: [0, 1, -6]),
      Typed(type: "|u1", elements: "00 01 fa", values: [0, 1, 250]),
      Typed(type: "<i2", elements: "0000 0100 fa00", values: [0, 1, 250]),
      Typed(type: "<u2", elements: "0000 0100 faff", values: [0, 1, 65530]),
      Typed(type: ">i4", elements: "fffffffe 00011170 00000000", values: [-2, 70000, 0]),
      Typed(type: "<u4", elements: "00000000 01000000 ffffffff", values: [0, 1, 4_294_967_295]),
      Typed(
        type: "<i8", elements: "ffffffffffffdfff ffffffffffffff7f 0100000000000000", values: [-0x1p53, 0x1p63, 1]),
      Typed(
        type: "<u8", elements: "0000000000000000 0100000000000000 ffffffffffffffff", values: [0, 1, 0x1p64]),
      Typed(type: ">f4", elements: "3f800000 3dcccccd c0400000", values: [1, Double(Float(0.1)), -3]),
      Typed(
        type: ">f8", elements: "3ff0000000000000 3fb999999999999a c008000000000000", values: [1, 0.1, -3]),
    ])
  func types(typed: Typed) throws {
    #expect(try read(file(header(typed.type, "(3,)"), typed.elements)).values == typed.values)
  }

  @Test("rows are read as rows in C order and in Fortran order")
  func orders() throws {
    let rows = file(
      header("<f8", "(2, 3)"),
      "000000000000f03f 0000000000000440 00000000000008c0 0000000000001040 9a9999999999b93f 0000000000001840")
    let columns = file(
      header("<f8", "(2, 3)", fortran: true),
      "000000000000f03f 0000000000001040 0000000000000440 9a9999999999b93f 00000000000008c0 0000000000001840")
    #expect(try read(rows).values == [1, 2.5, -3, 4, 0.1, 6])
    #expect(try read(rows) == read(columns))
    // numpy.arange(24).reshape(2, 3, 4), columns first.
    let three = try read(
      file(
        header("|u1", "(2, 3, 4)", fortran: true), "000c04100814010d05110915020e06120a16030f07130b17"))
    #expect(three.values == (0..<24).map(Double.init) && three.dimensions == [2, 3, 4])
  }

  @Test("later format versions, and headers of other programs")
  func versions() throws {
    let expected = try read(file(header("|u1", "(2, 3)"), "0102fd040006"))
    for version: UInt8 in [2, 3] {
      #expect(try read(file(header("|u1", "(2, 3)"), "0102fd040006", version: version)) == expected)
    }
    for header in [
      "{'shape': (2L, 3L), 'fortran_order': False, 'descr': '|u1'}",
      "{'descr':'|u1','shape':(2,3),'fortran_order':False}",
    ] {
      #expect(try read(file(header, "0102fd040006")) == expected)
    }
  }

  @Test("columns are chosen by number, and rows make samples")
  func columns() throws {
    let matrix = file(header("|u1", "(2, 4)"), "0102030405060708")
    var set = try samples(matrix, ReadingOptions(targets: [ColumnRange(.number(1)), ColumnRange(.number(3))]))
    #expect(set.inputs == [2, 4, 6, 8] && set.targets == [1, 3, 5, 7])
    set = try samples(matrix, ReadingOptions(inputs: [ColumnRange(.number(2), .number(3))]))
    #expect(set.inputs == [2, 3, 6, 7] && set.targets == [4, 8])
    #expect(throws: ColumnError.unknownColumn(.name("a"), columnCount: 4, names: [])) {
      try samples(matrix, ReadingOptions(inputs: [ColumnRange(.name("a"))]))
    }
    #expect(throws: FormatError.noHeader("NPY")) { try samples(matrix, ReadingOptions(hasHeader: true)) }
  }

  @Test("inputs in one file and targets in another")
  func pair() throws {
    let inputs = try read(file(header("|u1", "(2, 2, 2)"), "0102030405060708"))
    let targets = try read(file(header("|u1", "(2,)"), "0900"))
    let set = try SampleSet(name: "", inputs: inputs, targets: targets)
    #expect(set.inputCount == 4 && set.inputs == [1, 2, 3, 4, 5, 6, 7, 8] && set.targets == [9, 0])
  }

  @Test("arrays that cannot be samples")
  func noSamples() throws {
    #expect(throws: ArrayError.dimensions(0)) { try samples(file(header("<f8", "()"), "0000000000000840")) }
    #expect(throws: ArrayError.dimensions(1)) { try samples(file(header("|u1", "(3,)"), "000101")) }
    #expect(throws: ArrayError.noSamples) { try samples(file(header("<f8", "(0, 3)"), "")) }
    #expect(throws: ArrayError.singleColumn) { try samples(file(header("|u1", "(2, 1)"), "0001")) }
    #expect(throws: ArrayError.notFinite(element: 2)) {
      try read(file(header("<f8", "(2,)"), "000000000000f03f 000000000000f87f"))
    }
  }

  @Test("unsupported element types")
  func elementTypes() {
    for (type, elements) in [
      ("<c16", "0000000000000000000000000000f03f"), ("<f2", "003c"), ("<U2", "6100000062000000"),
    ] {
      #expect(throws: NPYError.elementType(type)) { try read(file(header(type, "(1,)"), elements)) }
    }
    #expect(throws: NPYError.structured) {
      try read(
        file(
          "{'descr': [('a', '<f8'), ('b', '<i4')], 'fortran_order': False, 'shape': (1,), }", "000000000000000000000000"
        ))
    }
  }

  @Test("broken files")
  func broken() throws {
    let whole = file(header("|u1", "(2, 3)"), "0102fd040006")
    for count in 0..<whole.count {
      let cut = Array(whole[..<count])
      #expect(throws: (any Error).self) { try read(cut) }
    }
    #expect(throws: ArrayError.size(expected: 134, found: 133)) { try read(Array(whole.dropLast())) }
    #expect(throws: ArrayError.size(expected: 134, found: 135)) { try read(whole + [0]) }
    for header in [
      "", "{}", "{'descr': '|u1'}", "{'descr': '|u1', 'fortran_order': No, 'shape': (2, 3)}",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (2, x)}",
      "{'descr': '|u1', 'fortran_order': False, 'shape': 6}",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (-2, -3)}",
      "{'descr': 6, 'fortran_order': False, 'shape': (2, 3)}",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3",
    ] {
      #expect(throws: NPYError.header) { try read(file(header, "0102fd040006")) }
    }
    let huge = "(4611686018427387904, 2, 2)"
    #expect(throws: ArrayError.tooLarge) { try read(file(header("|u1", huge), "")) }
    var random = try RandomNumbers(seed: 8, dialect: .numpy)
    for _ in 0..<5000 {
      var bytes = whole
      for _ in 0..<3 { bytes[random.integer(below: bytes.count)] = UInt8(random.integer(below: 256)) }
      if let array = try? read(bytes), array.values.count != array.dimensions.reduce(1, *) { Issue.record("\(bytes)") }
    }
  }
}
