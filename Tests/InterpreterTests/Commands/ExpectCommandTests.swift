import TestSupport
import Testing

@Suite("expect")
struct ExpectCommandTests {
  static let examples = [
    Example(
      "expect 0.788 = 0.78; expect 0.788 = 0.79", "# 0.788 = 0.78: 0.788 truncated\n# 0.788 = 0.79: 0.788 rounded\n"),
    Example("expect not 1 = 2; expect [1, 2] = [1, 2]; expect 3 > 2 and not 2 > 3", ""),
    Example("expect error \"no network\" forward 0 1", ""),
    Example(
      "net 2 1; weights o1 0.5 -1.25 0.1; expect digest 2495e3d3836a11f7",
      ""),
    Example(
      "expect 0.78456 = 0.784 +- 0.001; expect \"a\" = \"a\"",
      ""),
  ]

  @Test("a met expectation prints nothing, except for rounded or truncated digits", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  static let faults = [
    BadInput(
      "expect [1, 2] = [1, 3]",
      """
      test.nn:1:21: error: expected [1, 2] = [1, 3]
        1 | expect [1, 2] = [1, 3]
          |                     ^ element 2 is 2

      """),
    BadInput(
      "expect [1, 2] = [1, 2, 3]",
      """
      test.nn:1:17: error: [1, 2] has 2 elements, [1, 2, 3] has 3
        1 | expect [1, 2] = [1, 2, 3]
          |                 ^~~~~~~~~

      """),
    BadInput(
      "expect 1 = 1.1 +- 0.01",
      """
      test.nn:1:12: error: expected 1 = 1.1 +- 0.01
        1 | expect 1 = 1.1 +- 0.01
          |            ^~~ 1 is 1

      """),
    BadInput(
      "expect not 1 = 1",
      """
      test.nn:1:12: error: expected not 1 = 1
        1 | expect not 1 = 1
          |            ^~~~~

      """),
    BadInput(
      "net 2 1; weights o1 0.5 -1.25 0.1; expect digest 0",
      """
      test.nn:1:50: error: expected digest 0
        1 | net 2 1; weights o1 0.5 -1.25 0.1; expect digest 0
          |                                                  ^ it is 2495e3d3836a11f7

      """),
    BadInput(
      "expect error \"layer\" forward 1",
      """
      test.nn:1:14: error: expected an error containing "layer"
        1 | expect error "layer" forward 1
          |              ^~~~~~~ the error is: there is no network yet

      """),
    BadInput(
      "expect not error forward 1",
      """
      test.nn:1:18: error: expected no error
        1 | expect not error forward 1
          |                  ^~~~~~~~~ the error is: there is no network yet

      """),
    BadInput(
      "expect error quit",
      """
      test.nn:1:14: error: expected an error, but the command succeeded
        1 | expect error quit
          |              ^~~~

      """),
    BadInput(
      "expect 0.5355 = 0.54 and 1 = 1.1",
      """
      test.nn:1:8: error: expected 0.5355 = 0.54 and 1 = 1.1
        1 | expect 0.5355 = 0.54 and 1 = 1.1
          |        ^~~~~~~~~~~~~~~~~~~~~~~~~

      """),
    BadInput(
      "expect 1 / 3 = 0.34",
      """
      test.nn:1:16: error: expected 1 / 3 = 0.34
        1 | expect 1 / 3 = 0.34
          |                ^~~~ 1 / 3 is 0.3333333333333333

      """),
  ]

  @Test("a failed expectation is a mismatch that shows the actual value", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }

  @Test(
    "an integer is that integer",
    arguments: ["0.99 = 0", "1.99 = 1", "0.99 = 1", "-0.5 = 0", "1e-12 = 0", "[0.99, 2] = [1, 2]", "99.5 = 100"])
  func integers(_ claim: String) throws {
    #expect(try TestSession().run("expect \(claim)").contains("error: expected \(claim)"))
    #expect(try TestSession().run("expect not \(claim)") == "")
    #expect(try TestSession().run("expect \(claim) +- 1") == "")
  }

  @Test(
    "except for rounding",
    arguments: ["0.1 + 0.2 - 0.3 = 0", "0.1 * 3 * 10 = 3", "sqrt(2)^2 = 2", "3 = 3", "1e15 / 3 * 3 = 1e15"])
  func rounding(_ claim: String) throws {
    #expect(try !TestSession().run("expect \(claim)").contains("error"))
  }

  @Test("a number after a comparison in a condition is compared by its printed digits too")
  func conditions() throws {
    #expect(try TestSession().run("expect 0.788 = 0.78 and 0.788 != 0.77") == "")
    #expect(try TestSession().run("expect 0.99 = 1 or 1 > 2").contains("error: expected"))
  }

  @Test(
    "a failed expectation names the slip that gives the expected number",
    arguments: [
      ("loss = 0.0537", "; loss squared gives it"), ("o1.error = -0.2317", "; convention sign gradient gives it"),
      ("h1.error = 0.0289", "; it is h2.error"), ("h2.error = 0.1622", "; convention sent-back error gives it"),
      ("o1.delta = 0.0502", "; convention derivative misapplied gives it"),
      ("h2.net = -0.9", "; it is printed with the other sign"),
      ("h.net = [1.4, 1.8]", "; twice its value is printed"), ("h1.net = 0.35", "; half its value is printed"),
      ("w[h] = [0.2, 0.6, 0.5, 0.7]", "; the transposed matrix is printed"),
      ("o1.net = 1.2654", "; w8 instead of w7 gives it"), ("0.5 * 2 = -1", "; it is printed with the other sign"),
      ("o1.out = 0.51", " is 0.7682715990909882\n"),
    ])
  func slips(_ claim: String, _ reason: String) throws {
    let session = TestSession()
    try session.run("net 2 2 1; weights h 0.2 0.6 0.1 / 0.5 0.7 0.2; weights o 0.6 0.7 0.3")
    try session.run("detail off; forward 0 1; backward 1")
    let printed = try session.run("expect \(claim)")
    #expect(printed.contains(reason), "\(printed)")
  }

  @Test("after an update, old values and the update under other conventions are tried")
  func slipsOfUpdates() throws {
    let session = TestSession()
    try session.run("net 2 2 1 no-bias; weights h 0.2 0.6 / 0.5 0.7; weights o 0.6 0.7; rate 1")
    try session.run("detail off; forward 0 1; backward 1; update")
    #expect(try session.run("expect w5 = 0.60").contains("; it is the value before the update"))
    #expect(try session.run("expect w3 = 0.6409").contains("; convention sent-back error gives it"))
    #expect(try session.run("expect w4 = 0.71027").contains("; convention update in-order gives it"))
  }
}
