import NeuralNetwork

/// A format whose files contain a network: it implements `readNetwork` and `write` of a network.
protocol NetworkFormat: DataFormat {}

extension NetworkFormat {
  package static var hasNetworks: Bool { true }

  package static func readSamples(
    _ bytes: UnsafeRawBufferPointer, _ options: ReadingOptions, progress: (Int) -> Bool
  ) throws -> SampleSet {
    throw NetworkFileError.notData(name)
  }

  package static func readArray(_ bytes: UnsafeRawBufferPointer) throws -> NumberArray {
    throw NetworkFileError.notData(name)
  }
}

/// Why a file of a network could not be read or written.
package enum NetworkFileError: Error, Equatable {
  /// A network where data is expected.
  case notData(String)
  /// Text that is not what the format has there.
  case expected(String, found: String, FilePosition)
  /// Something that the format has and nnsh does not.
  case unsupported(String, help: String? = nil)
  /// Parts of the file that contradict each other.
  case inconsistent(String)
  /// Something that nnsh has and the format does not.
  case missing(format: String, what: String)
}

extension NetworkFileError: ContentError {
  package func problem(in file: String, _ options: ReadingOptions) -> ContentProblem {
    switch self {
    case .notData(let name):
      ContentProblem("\(file) is a network, not data", label: "it is \(name)", help: "load \(quotedName(file))")
    case .expected(let expected, let found, let position):
      ContentProblem("expected \(expected), found \(found)", at: position)
    case .unsupported(let what, let help): ContentProblem("\(file) has \(what), which nnsh does not read", help: help)
    case .inconsistent(let what): ContentProblem("\(file) is damaged: \(what)")
    case .missing(let format, let what): ContentProblem("\(format) has no \(what)", help: "save FILE.nn")
    }
  }
}
