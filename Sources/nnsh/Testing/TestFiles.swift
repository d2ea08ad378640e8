import Interpreter

/// The files that `nnsh test` runs.
struct TestFiles {
  private(set) var paths: [String] = []
  /// Those given by name, and not by a folder above them.
  private(set) var named: Set<String> = []

  init(_ paths: [String], options: TestOptions) {
    for path in paths {
      if Platform.isFolder(path) {
        self.paths += TestFiles.files(below: path == "." || path == "./" ? "" : path)
      } else {
        self.paths.append(path)
        named.insert(path)
      }
    }
    // A file named twice is tested once.
    var seen: Set<String> = []
    self.paths.removeAll { !seen.insert($0).inserted }
    if !options.filters.isEmpty {
      self.paths.removeAll { path in !options.filters.contains { path.contains($0) } }
    }
    if let seed = options.shuffleSeed { shuffle(seed) }
  }

  /// The tests in a folder sorted by name, without hidden ones; an empty path is the current folder.
  private static func files(below path: String) -> [String] {
    let folder = path.isEmpty || path.hasSuffix("/") ? path : path + "/"
    let names = Platform.entries(ofFolder: path.isEmpty ? "." : path).sorted().filter { !$0.hasPrefix(".") }
    return names.flatMap { name -> [String] in
      if name.hasSuffix("/") { return files(below: folder + name.dropLast()) }
      return FileTest.isTest(name) ? [folder + name] : []
    }
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
