import Kernels

/// The instruction sets that kernels are compiled for. Results do not depend on it.
package enum Processor: String, Sendable, CaseIterable {
  case baseline, avx2, avx512

  /// Switches to this instruction set, or to the highest below it that the machine supports.
  package func use() {
    switch self {
    case .baseline: nn_set_level(nn_level_baseline)
    case .avx2: nn_set_level(nn_level_avx2)
    case .avx512: nn_set_level(nn_level_avx512)
    }
  }
}
