import Expressions
import NeuralNetwork

/// The data of the Stuttgart Neural Network Simulator: a pattern definition file, .pat.
///
/// The sizes; for each pattern its inputs, its outputs and, where there are classes, the name of its class. Source: SNNS
/// User Manual, Version 4.2, appendix A "Kernel File Interface", and files that it wrote.
package enum SNNSPatterns: SampleFormat {
  package static let name = "SNNS patterns"
  package static let extensions = ["pat"]

  package static func recognizes(_ bytes: UnsafeRawBufferPointer, extension: String) -> Bool {
    bytes.starts(with: "SNNS pattern definition file".utf8)
  }

  static func readSamples(_ scanner: inout TextScanner, progress: (Int) -> Bool) throws -> SampleSet {
    try scanner.require("SNNS pattern definition file")
    scanner.skipLine()
    if scanner.take("generated at") { scanner.skipLine() }
    try scanner.require("No. of patterns :")
    let count = try scanner.whole("the number of patterns")
    try scanner.require("No. of input units :")
    let inputs = try scanner.whole("the number of input units")
    guard scanner.take("No. of output units :") else {
      throw NetworkFileError.unsupported("patterns without outputs")
    }
    let targets = try scanner.whole("the number of output units")
    guard !scanner.take("No. of variable") else { throw NetworkFileError.unsupported("patterns of variable size") }
    var hasClasses = false
    if scanner.take("No. of classes :") {
      hasClasses = true
      _ = try scanner.whole("the number of classes")
      if scanner.take("Class redistribution :") { scanner.skipLine() }
    }
    guard !scanner.take("Remap function :") else { throw NetworkFileError.unsupported("a remap function") }
    return try SampleReading.samples(name, count, inputs, targets, &scanner, progress: progress) { scanner in
      if hasClasses, scanner.word() == nil { throw scanner.failure("the name of a class") }
    }
  }

  package static func write(_ samples: SampleSet, _ write: (UnsafeRawBufferPointer) throws -> Void) throws {
    let header = """
      SNNS pattern definition file V3.2
      generated at \(SNNSDate.text)


      No. of patterns : \(samples.count)
      No. of input units : \(samples.inputCount)
      No. of output units : \(samples.targetCount)


      """
    try self.write(
      samples, header: header, inputTitle: { "# Input pattern \($0):\n" }, targetTitle: { "# Output pattern \($0):\n" },
      write)
  }
}
