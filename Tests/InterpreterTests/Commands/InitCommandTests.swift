import TestSupport
import Testing

@Suite("init")
struct InitCommandTests {
  static let examples = [
    Example("seed 1; net 2 1; init uniform 0 1; print w1, w2", "0.417022004702574 0.7203244934421581\n"),
    Example(
      "net 2 2 1; set w 9; set b 9; init constant 0.5 h1; print w[h1], b[h1], w1, w2",
      "[0.5, 0.5] 0.5 0.5 9\n"),
    Example(
      "net 2 1; init constant 3; init zeros; print w[o], b[o1]",
      "[0, 0] 0\n"),
    Example(
      "seed 1; net 2 2 1; init uniform 0 1 w4 w1; print w4, w1",
      "0.417022004702574 0.7203244934421581\n"),
    Example(
      "seed 1; net 2 1; init normal 10 2 w1; print (w1 - 10) / 2",
      "1.6243453636632417\n"),
    // srand(42); rand() % 10
    Example("seed 42 c; net 3 2:identity 1; init integers 0 9 w[h]; print w[h]", "[6, 0, 1, 1, 2, 8]\n"),
    // torch.set_default_dtype(torch.float64); torch.manual_seed(0); nn.Linear(5, 2)
    Example(
      "seed 0 torch-double; net 5 2; init torch; print w[i1,o1], w[i3,o2], b[o2]",
      "0.42042818602691356 -0.133173389274643 -0.2890792919074539\n"),
    // torch.manual_seed(0); nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1)).parameters()
    Example(
      """
      seed 0 torch; net 2 3:tanh 1; init torch
      print w[i1,h1], w[i2,h1], w[i2,h3], b[h1], b[h3], w[h1,o1], b[o1]
      """,
      """
      -0.005293981172144413 0.37932288646698 0.1896158903837204 -0.014010033570230007 -0.06275151669979095 \
      0.1527741253376007 -0.55157071352005

      """),
  ]

  @Test("values are drawn or set for the given parameters, in the given order", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  @Test("new weights start a new training at epoch 0")
  func startsOver() throws {
    #expect(try TestSession().run("net 2 1; data or; train 3; init zeros; print epoch, iteration").hasSuffix("\n0 0\n"))
  }

  static let faults = [
    BadInput(
      "init zeros",
      """
      test.nn:1:6: error: there is no network yet
        1 | init zeros
          |      ^~~~~
      help: net 2 4 1

      """),
    BadInput(
      "net 2 1; init uniform -1e308 1e308",
      """
      test.nn:1:15: error: a value drawn is out of range
        1 | net 2 1; init uniform -1e308 1e308
          |               ^~~~~~~
      help: init uniform -1 1

      """),
    BadInput(
      "net 2 1; init uniform 3 1",
      """
      test.nn:1:23: error: the lowest value is greater than the highest
        1 | net 2 1; init uniform 3 1
          |                       ^~~

      """),
    BadInput(
      "net 2 1; init normal 0 -1",
      """
      test.nn:1:24: error: the standard deviation must not be negative
        1 | net 2 1; init normal 0 -1
          |                        ^~

      """),
    BadInput(
      "net 2 1; init unifrom 0 1",
      """
      test.nn:1:15: error: unknown initialization 'unifrom'
        1 | net 2 1; init unifrom 0 1
          |               ^~~~~~~ one of uniform, normal, xavier, he, lecun, zeros, constant, nguyen-widrow, integers, torch
      help: init uniform

      """),
    BadInput(
      "net 2 1; init zeros h9",
      """
      test.nn:1:21: error: there is no unit h9
        1 | net 2 1; init zeros h9
          |                     ^~ the units are i1…i2, o1

      """),
    BadInput(
      "net 2 1; init constant (0/0)",
      """
      test.nn:1:24: error: expected a finite number, got nan
        1 | net 2 1; init constant (0/0)
          |                        ^~~~~

      """),
    BadInput(
      "net 2 1; init uniform 0",
      """
      test.nn:1:24: error: init needs the highest value
        1 | net 2 1; init uniform 0
          |                        ^
      help: init uniform LOW HIGH [PARAMETERS…]

      """),
  ]

  @Test("bounds, deviations and parameters are checked", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
