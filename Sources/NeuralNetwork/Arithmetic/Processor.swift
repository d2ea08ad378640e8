import Kernels

/// The instruction sets that kernels exist for. The numbers are the same with each of them.
package enum Processor: String, Sendable, CaseIterable {
  case baseline, avx2, avx512

  /// Uses this one from now on, or the highest below it that the machine runs.
  package func use() {
    switch self {
    case .baseline: nn_set_level(nn_level_baseline)
    case .avx2: nn_set_level(nn_level_avx2)
    case .avx512: nn_set_level(nn_level_avx512)
    }
  }
}
