import TestSupport
import Testing

/// Well-known programs, run with CPython 3.11 and gcc 12: every digit that they print for an epoch.
@Suite("Runs of well-known programs")
struct ProgramNumbersTests {
  private struct Run: Sendable, CustomTestStringConvertible {
    let title: String
    let script: String
    let printed: String
    let numbers: [(epoch: Int, text: String)]

    var testDescription: String { title }
  }

  private static let given =
    "net 2 2 1; weights h 0.5 -0.4 0.1 / -0.3 0.6 -0.2; weights o 0.7 -0.8 0.3; data xor; convention bias first"
  private static let points = """
    sample 0.1 0.9 : 1; sample 0.5 0.2 : 0; sample 0.7 0.7 : 1; sample 0.2 0.4 : 0; sample 0.9 0.1 : 0
    sample 0.3 0.8 : 1; sample 0.6 0.35 : 0; sample 0.15 0.55 : 1; sample 0.95 0.85 : 1
    """

  private static let seven = """
    sample 0.1 0.9 : 1; sample 0.5 0.2 : 0; sample 0.7 0.7 : 1; sample 0.2 0.4 : 0; sample 0.9 0.1 : 0
    sample 0.3 0.8 : 1; sample 0.6 0.35 : 0
    """

  private static let runs = [
    Run(
      title: "bpnn.py: an input of 1 for the hidden units alone; what its momentum remembers is the gradient",
      script: """
        seed 0 python; net 2 2:tanh 1:tanh; set b[o] 0; freeze b[o]; init uniform -0.2 0.2 w[h] b[h]; init uniform -2 2 w[o]
        data xor; rate 0.5; optimizer momentum 0.1 last-gradient; convention epoch-loss sum
        """,
      printed: "loss",
      numbers: [
        (1, "0.9424969279006107"), (2, "0.7697997390601724"), (101, "0.042866639972845774"),
        (1001, "0.00034863408818844093"),
      ]),
    Run(
      title: "J. Grus, Data Science from Scratch, second edition: XOR by gradients",
      script: "seed 0 python; net 2 2 1; init uniform 0 1 h o; data xor; rate 1; convention sign gradient",
      printed: "sse",
      numbers: [
        (1, "1.3277296221347763"), (2, "1.2357271592997154"), (100, "1.1105744581987678"),
        (20000, "0.0002610737011111826"),
      ]),
    Run(
      title: "T. Rashid, Make Your Own Neural Network: errors, not deltas, are sent back",
      script: """
        seed 3 python; net 2 3 2 no-bias; init normal 0 (3^-0.5) h; init normal 0 (2^-0.5) o; rate 0.3
        convention sent-back error; convention derivative last; convention product gradient
        sample 0.1 0.9 : 0.99 0.01; sample 0.5 0.2 : 0.01 0.99; sample 0.7 0.7 : 0.99 0.01; sample 0.2 0.4 : 0.01 0.99
        """,
      printed: "sse",
      numbers: [
        (1, "2.205940295229424"), (2, "2.174511848588173"), (100, "1.532305928400492"), (2000, "0.19796501822630047"),
      ]),
    Run(
      title: "J. Bullinaria's nn.c, patterns in order",
      script: "\(given); rate 0.5; optimizer momentum 0.9; convention derivative last; convention epoch-loss sum",
      printed: "loss",
      numbers: [
        (1, "0.5339812943435838"), (2, "0.5309929583766337"), (100, "0.5065967247114487"),
        (10000, "4.9058490424101296e-05"),
      ]),
    Run(
      title: "J. Bullinaria's nn.c, patterns in order; eta * input * delta",
      script:
        "\(given); rate 0.3; optimizer momentum 0.9; convention derivative last; convention epoch-loss sum; convention product out",
      printed: "loss",
      numbers: [
        (1, "0.5247063155681015"), (2, "0.5213608136729306"), (100, "0.5132001417892924"),
        (10000, "8.373290986117112e-05"),
      ]),
    Run(
      title: "T. Mitchell, Machine Learning: the encoder 8-3-8, eta 0.3, momentum 0.3, weights within 0.1",
      script: "seed 1 python; net 8 3 8; data encoder 8; init uniform -0.1 0.1 h o; rate 0.3; optimizer momentum 0.3",
      printed: "sse",
      numbers: [
        (1, "14.128171562734586"), (2, "10.576588683949497"), (100, "7.0434917245144115"), (2000, "0.7368012943644948"),
      ]),
    Run(
      title: "random.sample(data, len(data)) in every epoch; the root of the mean square",
      script: "seed 11 python; net 2 3 1; init uniform -1 1 h o; \(points); rate 0.3; shuffle sample",
      printed: "sqrt(mse)",
      numbers: [
        (1, "0.5687343220393376"), (2, "0.5429277204005908"), (100, "0.40415527656343214"),
        (1000, "0.07879122082330121"),
      ]),
    Run(
      title: "data[int(random.random() * len(data))] in every step, outputs updated first",
      script: """
        seed 15 python; net 2 3 1; init uniform -1 1 h o; \(points); rate 0.3
        shuffle by-fractions; convention update in-order; convention derivative last
        """,
      printed: "sqrt(mse)",
      numbers: [
        (1, "0.3997704078844307"), (2, "0.49554209996738124"), (100, "0.48053375805300336"),
        (1000, "0.10914883021792844"),
      ]),
    Run(
      title: "random.gauss, all samples one batch, gradient / len(data)",
      script: "seed 16 python; net 2 3 1; init normal 0 0.5 h o; \(points); rate 0.3; batch all",
      printed: "sqrt(mse)",
      numbers: [
        (1, "0.4942823903222278"), (2, "0.4941313491148401"), (100, "0.48856342163263594"),
        (1000, "0.3426930145453271"),
      ]),
    Run(
      title: "a batch of all, outputs updated first",
      script: """
        seed 21 python; net 2 3 1; init uniform -1 1 h o; \(seven); rate 0.3
        convention update in-order; batch all
        """,
      printed: "sse",
      numbers: [
        (1, "1.7962214766213447"), (2, "1.7894794126512523"), (100, "1.6350057585168711"), (500, "1.27281827121956"),
      ]),
    Run(
      title: "batches of three, the last of one",
      script: """
        seed 22 python; net 2 3 1; init uniform -1 1 h o; \(seven); rate 0.3
        convention update in-order; batch 3; convention product gradient
        """,
      printed: "sse",
      numbers: [
        (1, "1.8144945696380708"), (2, "1.7827676914344976"), (100, "1.6288096408228092"), (500, "0.6486210289861759"),
      ]),
    Run(
      title: "online with momentum, outputs updated first",
      script: """
        seed 23 python; net 2 3 1; init uniform -1 1 h o; \(seven); rate 0.3
        convention update in-order; optimizer momentum 0.9; convention product gradient
        """,
      printed: "sse",
      numbers: [
        (1, "2.0163035202779427"), (2, "1.870748550676564"), (100, "0.018661049361315976"),
        (500, "0.00188145338522167"),
      ]),
    Run(
      title: "batches of two, momentum of the last gradient, decay",
      script: """
        seed 24 python; net 2 3 1; init uniform -1 1 h o; \(seven); rate 0.3
        convention update in-order; batch 2; optimizer momentum 0.1 last-gradient; decay 0.001
        """,
      printed: "sse",
      numbers: [
        (1, "1.9482616645098096"), (2, "1.8564943044862492"), (100, "1.3658947294770247"), (500, "0.33244296051091604"),
      ]),
  ]

  @Test("every digit of the errors", arguments: runs)
  private func errors(run: Run) throws {
    let session = TestSession()
    try session.run("\(run.script)\nconvention arithmetic textbook; digits 17")
    var epoch = 0
    for (next, text) in run.numbers {
      let printed = try session.run("train \(next - epoch); print \(run.printed)")
      #expect(printed.hasSuffix("\n\(text)\n"), "\(run.title) at \(next): \(printed)")
      epoch = next
    }
  }
}
