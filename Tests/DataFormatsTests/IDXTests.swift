import DataFormats
import NeuralNetwork
import Testing

private func file(_ type: UInt8, _ dimensions: [UInt32], _ body: [UInt8]) -> [UInt8] {
  var bytes: [UInt8] = [0, 0, type, UInt8(dimensions.count)]
  for size in dimensions { withUnsafeBytes(of: size.bigEndian) { bytes += $0 } }
  return bytes + body
}

private func read(_ bytes: [UInt8]) throws -> NumberArray {
  try bytes.withUnsafeBytes { try IDX.readArray($0) }
}

@Suite("IDX files")
struct IDXTests {
  @Test("images and labels make samples")
  func mnist() throws {
    let images = try read(file(8, [2, 2, 3], [0, 1, 2, 3, 4, 255, 6, 7, 8, 9, 10, 11]))
    let labels = try read(file(8, [2], [7, 3]))
    #expect(images.dimensions == [2, 2, 3])
    var set = try SampleSet(name: "digits", inputs: images, targets: labels)
    #expect(set.inputCount == 6 && set.targetCount == 1 && set.count == 2)
    #expect(set.inputs(ofSample: 0) == [0, 1, 2, 3, 4, 255])
    #expect(set.targets == [7, 3])
    try set.encodeOneHot()
    #expect(set.classes == ["3", "7"])
  }

  struct Typed: Sendable {
    var type: UInt8
    var body: [UInt8]
    var values: [Double]
  }

  @Test(
    "every number type, big-endian",
    arguments: [
      Typed(type: 8, body: [200, 1], values: [200, 1]),
      Typed(type: 9, body: [0xff, 1], values: [-1, 1]),
      Typed(type: 11, body: [0x01, 0x02, 0xff, 0xfe], values: [258, -2]),
      Typed(type: 12, body: [0, 1, 0, 0, 0xff, 0xff, 0xff, 0xff], values: [65536, -1]),
      Typed(type: 13, body: [0x3f, 0x80, 0, 0, 0xc0, 0x20, 0, 0], values: [1, -2.5]),
      Typed(
        type: 14, body: [0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0xc0, 0x04, 0, 0, 0, 0, 0, 0], values: [1, -2.5]),
    ])
  func types(typed: Typed) throws {
    #expect(try read(file(typed.type, [2], typed.body)).values == typed.values)
  }

  @Test("broken files")
  func broken() throws {
    for bytes in [[], [0, 0, 8], [1, 0, 8, 1], [0, 0, 10, 1], file(8, [], [])] {
      #expect(throws: IDXError.notIDX) { try read(bytes) }
    }
    #expect(throws: ArrayError.size(expected: 12, found: 4)) { try read([0, 0, 8, 2]) }
    #expect(throws: ArrayError.size(expected: 11, found: 10)) { try read(file(8, [3], [1, 2])) }
    #expect(throws: ArrayError.size(expected: 9, found: 10)) { try read(file(8, [1], [1, 2])) }
    #expect(throws: ArrayError.tooLarge) { try read(file(14, [.max, .max, .max], [])) }
    #expect(throws: ArrayError.notFinite(element: 2)) {
      try read(file(13, [2], [0x3f, 0x80, 0, 0, 0x7f, 0x80, 0, 0]))
    }
  }

  @Test("inputs and targets with different numbers of samples are rejected")
  func counts() throws {
    let two = try read(file(8, [2], [1, 2]))
    let three = try read(file(8, [3], [1, 2, 3]))
    let none = try read(file(8, [0], []))
    #expect(throws: ArrayError.sampleCounts(inputs: 2, targets: 3)) {
      try SampleSet(name: "", inputs: two, targets: three)
    }
    #expect(throws: ArrayError.sampleCounts(inputs: 0, targets: 0)) {
      try SampleSet(name: "", inputs: none, targets: none)
    }
    #expect(throws: ArrayError.noSamples) {
      try SampleSet(name: "", inputs: read(file(8, [2, 0], [])), targets: two)
    }
  }

  @Test("a file is recognized by its first bytes, whatever its name")
  func recognized() {
    let bytes = file(8, [2], [7, 3])
    #expect(bytes.withUnsafeBytes { FormatTable.format(of: $0, path: "labels.csv").name } == "IDX")
    #expect([UInt8]("1,2\n".utf8).withUnsafeBytes { FormatTable.format(of: $0, path: "x.idx").name } == "CSV")
  }

  @Test("a file of images has no targets, a matrix has them in its last column")
  func oneFile() throws {
    func samples(_ bytes: [UInt8]) throws -> SampleSet {
      try bytes.withUnsafeBytes { try IDX.readSamples($0, ReadingOptions()) { _ in true } }
    }
    #expect(throws: ArrayError.dimensions(3)) { try samples(file(8, [2, 1, 2], [1, 2, 3, 4])) }
    #expect(throws: ArrayError.dimensions(1)) { try samples(file(8, [2], [1, 2])) }
    let matrix = try samples(file(8, [2, 3], [0, 1, 2, 3, 4, 5]))
    #expect(matrix.inputs == [0, 1, 3, 4] && matrix.targets == [2, 5])
  }
}
