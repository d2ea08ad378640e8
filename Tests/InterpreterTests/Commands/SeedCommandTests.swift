import TestSupport
import Testing

@Suite("seed")
struct SeedCommandTests {
  /// `numpy.random.rand()`, `numpy.random.default_rng(1).random()`, `random.random()` and `torch.rand(1)` after seed 1.
  @Test(
    "the first random number equals that of the original",
    arguments: [
      ("numpy", "0.417022004702574"), ("default-rng", "0.5118216247002567"), ("python", "0.13436424411240122"),
      ("torch", "0.7576315999031067"), ("c", "0.8401877171547095"), ("c-half-open", "0.8401877167634666"),
      ("c-drand48", "0.041630344771878214"), ("java", "0.7308781907032909"), ("r", "0.2655086631421"),
      ("matlab", "0.417022004702574"),
    ])
  func firstNumber(dialect: String, number: String) throws {
    #expect(
      try TestSession().run("seed 1 \(dialect); net 1 1 no-bias; init uniform 0 1; print w1; seed")
        == "\(number)\nseed 1 \(dialect)\n")
  }

  static let faults = [
    BadInput(
      "seed 1.5",
      """
      test.nn:1:6: error: seed must be a whole number, got 1.5
        1 | seed 1.5
          |      ^~~

      """),
    BadInput(
      "seed 1 perl",
      """
      test.nn:1:8: error: unknown random number generator 'perl'
        1 | seed 1 perl
          |        ^~~~ one of numpy, default-rng, python, python-normalvariate, torch, torch-double, c, c-half-open, c-drand48, java, r, matlab

      """),
    BadInput(
      "seed 4294967296",
      """
      test.nn:1:6: error: seed 4294967296 is out of range
        1 | seed 4294967296
          |      ^~~~~~~~~~ numpy takes 0 to 4294967295

      """),
    BadInput(
      "seed one",
      """
      test.nn:1:6: error: 'one' is not a number
        1 | seed one
          |      ^~~ expected a seed
      help: put an expression used as an operand in parentheses: (one)

      """),
    BadInput(
      "seed -1",
      """
      test.nn:1:6: error: seed -1 is out of range
        1 | seed -1
          |      ^~ numpy takes 0 to 4294967295

      """),
  ]

  @Test("a seed out of range is an error that shows the range", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
