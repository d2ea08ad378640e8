import DataFormats
import NeuralNetwork
import Testing

@Suite("TSV files")
struct TSVTests {
  private func format(_ text: String, _ path: String) -> any DataFormat.Type {
    Array(text.utf8).withUnsafeBytes { FormatTable.format(of: $0, path: path) }
  }

  @Test("a table is TSV if its extension and a tab in its first line say so, else its separator is detected")
  func recognized() {
    for path in ["a.tsv", "d.csv/A.TSV", "a.tab"] { #expect(format("a\tb\n", path).name == "TSV") }
    #expect(format("a,b\n1\t2,3\n", "a.tsv").name == "CSV")
    #expect(format("a\tb\n", "a.csv").name == "CSV")
    #expect(format("a\tb\n", "tsv").name == "CSV")
  }

  @Test("only tabs separate cells")
  func separator() throws {
    let bytes = Array("name, first\tx;y\n1\t2\n3\t4\n".utf8)
    let set = try bytes.withUnsafeBytes { try TSV.readSamples($0, ReadingOptions()) { _ in true } }
    #expect(set.inputNames == ["name, first"] && set.targetNames == ["x;y"])
    #expect(set.inputs == [1, 3] && set.targets == [2, 4])
  }

  @Test("written data reads back, including names with tabs and commas")
  func roundTrip() throws {
    let set = try SampleSet(
      name: "TSV", inputs: [1, 0.5], inputCount: 2, targets: [-3], targetCount: 1, inputNames: ["a\tb", "c,d"],
      targetNames: ["e"])
    var bytes: [UInt8] = []
    try FormatTable.format(writing: "out.tsv").write(set) { bytes += $0 }
    #expect(String(decoding: bytes, as: UTF8.self) == "\"a\tb\"\t\"c,d\"\te\n1\t0.5\t-3\n")
    #expect(try bytes.withUnsafeBytes { try TSV.readSamples($0, ReadingOptions()) { _ in true } } == set)
  }
}
