import TestSupport
import Testing

/// Sums of squared errors per epoch that the kernel of SNNS 4.3 printed (learn_f.c of the R package RSNNS 0.4-18, built
/// with doubles for its floats, and without the limits that exp_s sets for floats).
@Suite("Runs of the Stuttgart Neural Network Simulator")
struct SimulatorTests {
  private struct Run: Sendable, CustomTestStringConvertible {
    let weights: String
    let settings: String
    let errors: [(epoch: Int, sse: String)]

    var testDescription: String { settings }
  }

  private static let usual = "weights h 0.5 -0.4 0.1 / -0.3 0.6 -0.2; weights o 0.7 -0.8 0.3"

  private static let runs = [
    // Std_Backpropagation 2 0
    Run(
      weights: usual, settings: "rate 2",
      errors: [(1, "1.236578627625299"), (10, "1.2013933400190817"), (500, "0.5865397220760865")]),
    // BackpropBatch 4 0
    Run(
      weights: usual, settings: "rate 4; batch all",
      errors: [(1, "1.025024249932004"), (10, "1.0032465202304193"), (500, "0.9996844493801086")]),
    // BackpropMomentum 0.5 0.9 0.1 0
    Run(
      weights: usual, settings: "rate 0.5; optimizer momentum 0.9; flat-spot 0.1",
      errors: [(1, "1.0913360621856518"), (100, "0.6583692465558069"), (500, "0.5400747138675407")]),
    // Rprop 0.1 50 0
    Run(
      weights: usual, settings: "optimizer rprop 0.1 50; batch all; convention batch sum",
      errors: [(2, "1.0032165761702292"), (50, "0.7419862457350975"), (500, "0.5000001765274127")]),
    // Rprop 0.1 50 0 from weights with one decimal: w[h2,o1] becomes 0 in the second epoch, and with it gradients.
    Run(
      weights: "weights h -0.9 -0.7 0.3 / 0.4 -0.1 0.6; weights o -0.1 0 -1", settings: "optimizer rprop; batch all",
      errors: [(60, "0.5014231944820271"), (80, "0.5012805978708642"), (100, "0.5006112438747982")]),
    // Rprop 0.2 10 4: the decay is 10 to the power of -4.
    Run(
      weights: usual, settings: "optimizer rprop 0.2 10; batch all; convention batch sum; decay 1e-4",
      errors: [(2, "1.0195010972739975"), (50, "0.8158757520349318"), (500, "0.5052997951293536")]),
    // Quickprop 0.05 1.75 0 0, which raises flat spots by 0.1.
    Run(
      weights: usual,
      settings: "optimizer quickprop 1.75; rate 0.05; batch all; convention batch sum; flat-spot 0.1",
      errors: [(10, "1.0019106014171195"), (50, "0.6556795037595189"), (100, "0.6524385752013945")]),
  ]

  @Test("XOR from given weights, to the last digit in textbook arithmetic", arguments: runs)
  private func xor(run: Run) throws {
    let session = TestSession()
    try session.run("net 2 2 1; \(run.weights); data xor; convention arithmetic textbook; \(run.settings); digits 17")
    var epoch = 0
    for (next, sse) in run.errors {
      let printed = try session.run("train \(next - epoch); print sse")
      #expect(printed.hasSuffix("\n\(sse)\n"), "\(run.settings) at \(next): \(printed)")
      epoch = next
    }
  }

  @Test(
    "the 8-3-8 encoder with momentum and flat-spot elimination, and with Rprop",
    arguments: [
      ("rate 0.5; optimizer momentum 0.9; flat-spot 0.1", [14.552256596882762, 6.290294119760644, 0.3054110525577637]),
      ("optimizer rprop; batch all", [20.873063058345558, 6.170540038251521, 1.0000059066124989]),
    ])
  func encoder(settings: String, wanted: [Double]) throws {
    let session = TestSession()
    try session.run("net 8 3 8; data encoder 8; \(settings)")
    for (place, weight) in Self.encoderWeights.enumerated() { try session.run("set w\(place + 1) \(weight)") }
    for (epochs, sse) in zip([1, 9, 90], wanted) {
      let printed = try session.run("train \(epochs); expect sse = \(sse) +- 1e-12")
      #expect(!printed.contains("error"), "\(settings): \(printed)")
    }
  }

  private static let encoderWeights = [
    -0.1, 0.12, 0.85, -0.07, 0.02, 0.17, -0.63, 0.02, 0.26, 0.59, -0.81, -0.39, -0.82, 0.62, 0.39, -0.92, 0.96, 0.93,
    0.31, 0.23, -0.69, -0.97, 0.06, -0.88, -0.62, -0.52, -0.94, -0.07, -0.12, 0.68, 0.04, 0.28, 0, 0.32, -0.09, -0.44,
    1, 0.99, 0.68, 0.42, -0.37, -0.54, -0.42, -0.86, 0.53, -0.2, 0.69, -0.23, 0.92, 0.69, -1, -0.58, 0.82, -0.06, 0.96,
    -0.21, -0.85, 0.26, 0.56,
  ]
}
