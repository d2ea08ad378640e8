import TestSupport
import Testing

/// Programs that draw their weights and orders with their language's own functions, run with gcc 12, OpenJDK 17, R
/// 4.2.2, CPython 3.11 and PyTorch 2.13.0: every digit that they print for an epoch.
@Suite("Runs of programs in C, Java, R, Python and PyTorch from their seeds")
struct DrawnProgramsTests {
  private struct Run: Sendable, CustomTestStringConvertible {
    let title: String
    let script: String
    /// What the program printed, as `print` does.
    let numbers: [(epoch: Int, text: String)]
    var printed = "sse"
    var tolerance = 0.0

    var testDescription: String { title }
  }

  private static let textbook = "data xor; convention arithmetic textbook; convention derivative last"

  private static let runs = [
    Run(
      title: "C: (rand() % 1000) / 1000.0 - 0.5; j = rand() % (i + 1) from the end of the order, every epoch",
      script: """
        \(textbook); seed 7 c; net 2 3 1; init integers 0 999 h[1] h[2] h[3] o1; rate 0.5; shuffle in-place
        for k in 1..13 { set w[k] (w[k] / 1000 - 0.5) }
        """,
      numbers: [
        (1, "1.1100270015738118"), (2, "1.0882592086765381"), (100, "1.0559110076794038"),
        (5000, "0.004250632731440876"),
      ]),
    Run(
      title: "C: 2 * drand48() - 1",
      script: "\(textbook); seed 9 c-drand48; net 2 3 1; init uniform -1 1 h[1] h[2] h[3] o1; rate 0.5",
      numbers: [
        (1, "1.1177966337688834"), (2, "1.0974654824838894"), (100, "1.045129672132885"),
        (5000, "0.002428464342098832"),
      ]),
    Run(
      title: "Java: nextGaussian; Collections.shuffle(order, random) in every epoch",
      script: """
        \(textbook); convention bias first; seed 7 java; net 2 3 1; init normal 0 1 h[1] h[2] h[3] o1; rate 0.5
        shuffle in-place
        """,
      numbers: [
        (1, "1.3343407958144597"), (2, "1.2658672858520486"), (100, "1.0735671145815524"),
        (3000, "0.005428077114299878"),
      ]),
    // Its virtual machine has an exp of its own, whose last bits show after a while.
    Run(
      title: "Java: nextDouble() * 2 - 1",
      script: """
        \(textbook); convention bias first; seed 42 java; net 2 2 1; init uniform -1 1 w[h] b[h] w[o] b[o]; rate 0.5
        """,
      numbers: [
        (1, "0.27716831924444724"), (2, "0.2729364812146374"), (1000, "0.08474666120765649"),
        (10000, "0.00029633563760456203"),
      ], printed: "mse", tolerance: 1e-14),
    Run(
      title: "R: rnorm in columns; sample(4) in every epoch",
      script: """
        \(textbook); convention bias first; seed 123 r; net 2 3 1; rate 0.5; shuffle on
        init normal 0 1 w[i1,h1] w[i2,h1] w[i1,h2] w[i2,h2] w[i1,h3] w[i2,h3] b[h] w[o] b[o]
        """,
      numbers: [
        (1, "1.1959311636699699"), (2, "1.1658286344996847"), (100, "1.0397131309766843"),
        (2000, "0.007220051251629685"),
      ]),
    Run(
      title: "Python: random.normalvariate(0, 0.5); random.shuffle(data) in every epoch",
      script: """
        \(textbook); seed 5 python-normalvariate; net 2 3 1; init normal 0 0.5 h[1] h[2] h[3] o1; rate 0.7
        shuffle in-place
        """,
      numbers: [
        (1, "1.0882433789795998"), (2, "1.0894088810399296"), (100, "1.072606285270469"),
        (3000, "0.0035552334101719542"),
      ]),
    Run(
      title: "PyTorch, float64: nn.Linear, DataLoader(batch_size=2, shuffle=True), MSELoss",
      script: """
        seed 42 torch-double; net 2 4:tanh 1; init torch; data xor; batch 2; rate 0.5; loss mean-squared
        shuffle data-loader
        """,
      numbers: [
        (1, "0.2927639891075102"), (2, "0.3077830055089132"), (100, "0.17390052378283186"),
        (500, "0.0026609309669206717"),
      ], printed: "loss", tolerance: 1e-14),
    Run(
      title: "PyTorch, float64: nn.Linear, ReLU, BCELoss, Adam",
      script: """
        seed 0 torch-double; net 2 4:relu 1; init torch; data xor; batch all; rate 0.01; loss cross-entropy
        optimizer adam
        """,
      numbers: [
        (1, "0.6959472457448624"), (2, "0.6948037919998624"), (100, "0.44732069503200744"),
        (1000, "0.34718522272327046"),
      ], printed: "loss", tolerance: 1e-14),
    // float32 sums in another order.
    Run(
      title: "PyTorch: nn.Linear, DataLoader(batch_size=2, shuffle=True), MSELoss",
      script: """
        seed 42 torch; precision single; net 2 4:tanh 1; init torch; data xor; batch 2; rate 0.5; loss mean-squared
        shuffle data-loader
        """,
      numbers: [
        (1, "0.30133281648159027"), (2, "0.26882246136665344"), (100, "0.10240291804075241"),
        (500, "0.0020039445953443646"),
      ], printed: "loss", tolerance: 1e-7),
  ]

  @Test("the errors of four epochs", arguments: runs)
  private func errors(run: Run) throws {
    let session = TestSession()
    try session.run("\(run.script)\ndigits 17")
    var epoch = 0
    for (next, text) in run.numbers {
      let printed = try session.run("train \(next - epoch); print \(run.printed)")
      if run.tolerance == 0 {
        #expect(printed.hasSuffix("\n\(text)\n"), "\(run.title) at \(next): \(printed)")
      } else {
        let number = printed.split(separator: "\n").last.flatMap { Double($0) } ?? .nan
        let expected = try #require(Double(text))
        #expect(abs(number - expected) <= run.tolerance, "\(run.title) at \(next): \(printed)")
      }
      epoch = next
    }
  }
}
