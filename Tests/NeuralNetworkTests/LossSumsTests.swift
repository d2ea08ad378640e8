import Testing

@testable import NeuralNetwork

@Suite struct LossSumsTests {
  /// The output of torch 2.15.0 on one thread: `sum` in float32 and float64, and `nll_loss` with `reduction="sum"` in
  /// float32, of k·7919 mod 1000 / 1000, in float64 divided by 3.
  static let torch: [(Int, Float, Double, Float)] = [
    (5, 3.7849998474121094, 1.2616666952768962, 3.7849998474121094),
    (7, 4.732000350952148, 1.5773333609104159, 4.73199987411499),
    (8, 5.084000587463379, 1.6946666936079662, 5.084000110626221),
    (9, 5.354999542236328, 1.785000026226044, 5.355000019073486),
    (31, 16.823997497558594, 5.608000053713719, 16.82400131225586),
    (33, 17.559001922607422, 5.853000048547983, 17.559001922607422),
    (100, 49.95000457763672, 16.650000052060932, 49.94999694824219),
    (512, 256.4320068359375, 85.4773333784348, 256.4320373535156),
    (513, 256.8789978027344, 85.62633337740166, 256.8790283203125),
    (2049, 1022.7750244140625, 340.9250000655496, 1022.7749633789062),
    (30000, 14985.0, 4995.000000164146, 14985.0009765625),
  ]

  @Test("losses in PyTorch's order have the bits of its sums", arguments: torch)
  func torchSums(_ count: Int, _ single: Float, _ double: Double, _ crossEntropy: Float) {
    let numbers = (1...count).map { Float($0 * 7919 % 1000) / 1000 }
    #expect(blockedSum(numbers) == single)
    #expect(blockedSum(numbers.map { Double($0) / 3 }) == double)
    #expect(cascadeSum(numbers) == crossEntropy)
  }
}
