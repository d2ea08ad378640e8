extension SourceFiles {
  /// Leaves those that the options of `nnsh test` choose, in the order that they ask for.
  mutating func choose(_ options: TestOptions) {
    if !options.filters.isEmpty { paths.removeAll { path in !options.filters.contains { path.contains($0) } } }
    guard let seed = options.shuffleSeed else { return }
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
