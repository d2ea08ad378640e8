/// The library whose random numbers are reproduced: how a seed initializes the generator and its words become numbers.
package enum RandomDialect: String, Sendable, CaseIterable {
  /// `numpy.random.seed` and the functions of `numpy.random` (the legacy `RandomState`).
  case numpy
  /// `numpy.random.default_rng` and the methods of its `Generator`.
  case defaultRng = "default-rng"
  /// `random.seed` and the functions of Python's module `random`.
  case python
  /// `torch.manual_seed` on the CPU with the default element type, float32.
  case torch
  /// The same after `torch.set_default_dtype(torch.float64)`.
  case torchDouble = "torch-double"
}

/// Why a generator could not be created.
package enum RandomError: Error, Equatable {
  /// The dialect's seeds are from `lowest` to `highest`.
  case seedOutOfRange(lowest: Int64, highest: UInt64)
}

extension RandomNumbers {
  /// The stream of a session without a seed: numpy's with seed 0.
  package static let initial: RandomNumbers = {
    // Seed 0 is in every dialect's range.
    guard let numbers = try? RandomNumbers(seed: 0, dialect: .numpy) else { preconditionFailure("seed 0") }
    return numbers
  }()
}
