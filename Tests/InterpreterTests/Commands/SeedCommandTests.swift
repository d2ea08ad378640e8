import TestSupport
import Testing

@Suite("seed")
struct SeedCommandTests {
  /// `numpy.random.rand()`, `numpy.random.default_rng(1).random()`, `random.random()` and `torch.rand(1)` after seed 1.
  @Test(
    "the first number is that of numpy, Python and PyTorch",
    arguments: [
      ("numpy", "0.417022004702574"), ("default-rng", "0.5118216247002567"), ("python", "0.13436424411240122"),
      ("torch", "0.7576315999031067"),
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
      test.nn:1:6: error: a seed is a whole number, got 1.5
        1 | seed 1.5
          |      ^~~

      """),
    BadInput(
      "seed 1 perl",
      """
      test.nn:1:8: error: 'perl' is no dialect
        1 | seed 1 perl
          |        ^~~~ one of numpy, default-rng, python, torch, torch-double

      """),
    BadInput(
      "seed 4294967296",
      """
      test.nn:1:6: error: the seed 4294967296 is out of range
        1 | seed 4294967296
          |      ^~~~~~~~~~ 0…4294967295

      """),
    BadInput(
      "seed one",
      """
      test.nn:1:6: error: expected a seed, found 'one'
        1 | seed one
          |      ^~~
      help: an expression as an operand stands in parentheses: (one)

      """),
    BadInput(
      "seed -1",
      """
      test.nn:1:6: error: the seed -1 is out of range
        1 | seed -1
          |      ^~ 0…4294967295

      """),
  ]

  @Test("a seed the generator cannot have is refused, with those it can", arguments: faults)
  func refused(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
