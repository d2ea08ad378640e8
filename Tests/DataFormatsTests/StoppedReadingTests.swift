import DataFormats
import NeuralNetwork
import Testing

@Suite("Reading that is stopped")
struct StoppedReadingTests {
  private static let count = 3000
  /// Tables are asked every few megabytes.
  private static let cell = "0." + String(repeating: "0", count: 2000)
  private static let formats: [(format: any DataFormat.Type, header: String, sample: String)] = [
    (CSV.self, "", "\(cell),1\n"), (TSV.self, "", "\(cell)\t1\n"), (FANNData.self, "\(count) 1 1\n", "0\n1\n"),
    (
      SNNSPatterns.self,
      """
      SNNS pattern definition file V3.2
      generated at Sun Nov 22 00:00:00 2026

      No. of patterns : \(count)
      No. of input units : 1
      No. of output units : 1


      """,
      "0 1\n"
    ),
  ]

  @Test("a large file is read as far as it was wanted", arguments: formats.indices)
  func stops(_ index: Int) throws {
    let (format, header, sample) = Self.formats[index]
    let bytes = Array((header + String(repeating: sample, count: Self.count)).utf8)
    func samples(wanted: Bool) throws -> Int {
      try bytes.withUnsafeBytes { try format.readSamples($0, ReadingOptions()) { _ in wanted }.count }
    }
    #expect(try samples(wanted: true) == Self.count)
    #expect(try samples(wanted: false) < Self.count)
  }
}
