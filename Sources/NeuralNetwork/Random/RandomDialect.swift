/// The library whose random numbers are reproduced. A dialect is a file with its source and a line in `allCases`.
package struct RandomDialect: Sendable, CaseIterable {
  /// In the order of the help.
  package static let allCases: [RandomDialect] = [
    .numpy, .defaultRng, .python, .pythonNormalvariate, .torch, .torchDouble, .c, .cHalfOpen, .drand48, .java, .r,
    .matlab,
  ]

  package let rawValue: String
  /// What its seeds are from and to.
  let seeds: (lowest: Int64, highest: UInt64)
  private let make: @Sendable (UInt64, Bool) -> any RandomSource

  /// - Parameter make: the source of a seed of the given magnitude and of whether it is negative, if it is in range.
  init(
    _ name: String, seeds: (lowest: Int64, highest: UInt64),
    _ make: @escaping @Sendable (_ magnitude: UInt64, _ isNegative: Bool) -> any RandomSource
  ) {
    rawValue = name
    self.seeds = seeds
    self.make = make
  }

  func source(seed: UInt64, isNegative: Bool) throws(RandomError) -> any RandomSource {
    let isInRange = isNegative && seed > 0 ? seed <= seeds.lowest.magnitude && seeds.lowest < 0 : seed <= seeds.highest
    guard isInRange else { throw .seedOutOfRange(lowest: seeds.lowest, highest: seeds.highest) }
    return make(seed, isNegative)
  }
}

/// Why a generator could not be created.
package enum RandomError: Error, Equatable {
  /// The dialect's seeds are from `lowest` to `highest`.
  case seedOutOfRange(lowest: Int64, highest: UInt64)
}
