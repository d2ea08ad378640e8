import TestSupport
import Testing

/// Programs in the style of tutorials in plain Python, seeded, with what CPython 3.11 and numpy 2.4.6 printed.
@Suite("Runs of tutorials in Python")
struct TutorialNumbersTests {
  private struct Run: Sendable, CustomTestStringConvertible {
    let title: String
    let script: String
    /// Σ (t − o)² of the epochs 1, 2, 3, 100 and 20000.
    let errors: [Double]

    var testDescription: String { title }
  }

  private static let twoTargets = """
    sample 0.1 0.9 : 1 0; sample 0.5 0.2 : 0 1; sample 0.7 0.7 : 1 1; sample 0.2 0.4 : 0 0; sample 0.9 0.1 : 0.5 0.3
    """

  private static let runs = [
    Run(
      title: "random.uniform(-1, 1) for each unit's weights and bias; random.shuffle(data) in every epoch",
      script: """
        seed 1 python; net 2 3 2; init uniform -1 1 h[1] h[2] h[3] o[1] o[2]; \(twoTargets); rate 0.3; shuffle in-place
        """,
      errors: [2.2823002633170097, 2.2491424737881442, 2.2186464395408017, 1.9586232826162417, 0.4913397391339475]),
    Run(
      title: "random.gauss(0, 1); random.choice(data) for every step",
      script: """
        seed 7 python; net 3 4 1; for k in 1..4 { init normal 0 1 h[k] }; init normal 0 1 o1
        sample 0.1 0.9 0.3 : 1; sample 0.5 0.2 0.8 : 0; sample 0.7 0.7 0.1 : 1; sample 0.2 0.4 0.6 : 0
        sample 0.9 0.1 0.5 : 0; rate 0.5; shuffle with-replacement
        """,
      errors: [0.8356883542311364, 1.6711605795902391, 1.6224678098908596, 0.2189411154558356, 9.484074324371856e-05]),
    Run(
      title: "np.random.randn; np.random.permutation(len(data)) in every epoch",
      script: """
        seed 3; net 2 3 2; for k in 1..3 { init normal 0 1 h[k] }; init normal 0 1 o1 o2; \(twoTargets); rate 0.3
        shuffle on
        """,
      errors: [2.280519683655378, 2.2173688492793584, 2.1683218192815805, 1.7360466844724778, 0.0014859050487507994]),
    Run(
      title: "np.random.rand; np.random.shuffle(indices) in every epoch",
      script: """
        seed 3; net 2 3 2; for k in 1..3 { init uniform 0 1 h[k] }; init uniform 0 1 o1 o2; \(twoTargets); rate 0.3
        shuffle in-place
        """,
      errors: [2.789059905604656, 2.6160233154745653, 2.474393705867196, 2.094765243197242, 0.0014703298040568454]),
    Run(
      title: "(random.random() - 0.5) * 0.2",
      script: """
        seed 2 python; net 2 3 1; init uniform 0 1 h[1] h[2] h[3] o1; for k in 1..13 { set w[k] ((w[k] - 0.5) * 0.2) }
        data xor; rate 0.7
        """,
      errors: [1.0801519444650585, 1.0799816053214637, 1.0798291535354976, 1.0694284359746764, 0.00034544287426134084]),
  ]

  @Test("every epoch's error, to all digits but the last", arguments: runs)
  private func errors(run: Run) throws {
    let session = TestSession()
    try session.run("\(run.script)\nconvention arithmetic textbook")
    for (epochs, sse) in zip([1, 1, 1, 97, 19900], run.errors) {
      let printed = try session.run("train \(epochs); expect sse = \(sse) +- \(4e-15 * max(sse, 0.25))")
      #expect(!printed.contains("error"), "\(printed)")
    }
  }
}
