import DataFormats
import NeuralNetwork
import Testing

@Suite("SNNS patterns")
struct SNNSPatternsTests {
  private func samples(_ patterns: String) throws -> SampleSet {
    let text = """
      SNNS pattern definition file V4.2
      generated at Sun Nov 22 00:00:00 2026


      No. of patterns : 2
      No. of input units : 2
      No. of output units : 1
      No. of classes : 2
      Class redistribution : [ 2 1 ]

      """
    return try Array((text + patterns).utf8).withUnsafeBytes {
      try SNNSPatterns.readSamples($0, ReadingOptions()) { _ in true }
    }
  }

  @Test("the name of a class follows each pattern")
  func classes() throws {
    let samples = try samples("# pattern 1:\n0 0.5\n1\nhigh\n# pattern 2:\n1 0\n0\nlow\n")
    #expect(samples.inputs(ofSample: 0) == [0, 0.5] && samples.inputs(ofSample: 1) == [1, 0])
    #expect(samples.targets == [1, 0])
    #expect(throws: (any Error).self) { try self.samples("0 0.5\n1\nhigh\n1 0\n0\n") }
  }
}
