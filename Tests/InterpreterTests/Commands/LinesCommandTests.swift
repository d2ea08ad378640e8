import TestSupport
import Testing

@Suite("lines")
struct LinesCommandTests {
  private let small = "net 2 2 1 no-bias; weights h 0.2 0.6 / 0.5 0.7; weights o1 0.6 0.7\n"

  @Test("a line has the parts that lines has set, and a name for all of a kind")
  func lines() throws {
    let session = TestSession()
    try session.run(small + "name w.old as old_weight; name w bare; lines out off")
    #expect(try session.run("lines net formula; forward 0 1").hasPrefix("h1.net = i1 * 0.2 + i2 * 0.6 = 0.6\n"))
    #expect(try session.run("lines net result; forward 0 1") == "h1.net = 0.6\nh2.net = 0.7\no1.net = 0.855125\n")
    try session.run(
      "lines loss off; lines grad off; lines error off; lines delta result; lines deriv full; lines target full")
    #expect(
      try session.run("backward 1") == """
        o1.target = 1
        o1.deriv = sigmoid.deriv(o1.net) = sigmoid.deriv(0.855125) = 0.209341
        o1.delta = 0.0624587
        h1.deriv = sigmoid.deriv(h1.net) = sigmoid.deriv(0.6) = 0.228784
        h1.delta = 0.00857374
        h2.deriv = sigmoid.deriv(h2.net) = sigmoid.deriv(0.7) = 0.221713
        h2.delta = 0.00969353

        """)
    #expect(
      try session.run("lines rate full; update").hasPrefix(
        "rate = 0.5\nw5 = old_weight + h1.out * o1.delta * rate = 0.6 + 0.645656 * 0.0624587 * 0.5 = 0.620163\n"))
    #expect(try session.run("lines net") == "lines net result\n")
  }

  @Test("order layer prints all nets of a layer, then all outs; all errors, then all deltas")
  func order() throws {
    let lines = try TestSession().run(
      small + "lines order layer; lines loss off; lines grad off; forward 0 1; backward 1")
    let names = lines.split(separator: "\n").map { String($0.prefix { $0 != " " }) }
    #expect(
      names == [
        "h1.net", "h2.net", "h1.out", "h2.out", "o1.net", "o1.out", "o1.error", "o1.delta", "h1.error", "h2.error",
        "h1.delta", "h2.delta",
      ])
  }

  static let faults = [
    BadInput(
      "lines foo full",
      """
      test.nn:1:7: error: unknown kind of line 'foo'
        1 | lines foo full
          |       ^~~ one of net, out, target, loss, error, deriv, delta, grad, state, rate, w, b

      """),
    BadInput(
      "lines net some",
      """
      test.nn:1:11: error: unknown line format 'some'
        1 | lines net some
          |           ^~~~ one of full, formula, numbers, result, off

      """),
    BadInput(
      "lines order units",
      """
      test.nn:1:13: error: unknown order 'units'
        1 | lines order units
          |             ^~~~~ one of unit, layer
      help: lines order unit

      """),
  ]

  @Test("an unknown kind, part or order is an error that lists the known ones", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
