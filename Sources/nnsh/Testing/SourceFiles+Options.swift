import Interpreter
import Safety

/// The files that `nnsh test` runs.
struct TestFiles {
  private(set) var paths: [String] = []
  let named: Set<String>
  private let sources: SourceFiles
  /// The folder that was given, for each file below it; its own folder for a file given by name.
  let folders: [String: String]

  init(_ paths: [String], options: TestOptions) {
    let files = SourceFiles(paths)
    sources = files
    self.paths = files.paths
    named = files.named
    folders = files.folders
    if !options.filters.isEmpty {
      self.paths.removeAll { path in !options.filters.contains { path.contains($0) } }
    }
    if let seed = options.shuffleSeed { shuffle(seed) }
  }

  func read(_ path: String, _ files: any FileAccess) throws(FileError) -> SourceText {
    try sources.read(path, files)
  }

  private mutating func shuffle(_ seed: UInt64) {
    var generator = SplitMix(state: seed)
    paths.shuffle(using: &generator)
  }

  /// SplitMix64 (Steele, Lea and Flood 2014): the same order from a seed on every machine.
  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return mixed ^ mixed >> 31
    }
  }
}
