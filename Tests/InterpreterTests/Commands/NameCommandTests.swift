import TestSupport
import Testing

@Suite("name")
struct NameCommandTests {
  private let small = "net 2 2 1 no-bias; weights h 0.2 0.6 / 0.5 0.7; weights o1 0.6 0.7\n"

  @Test("names are printed, and expressions understand them")
  func names() throws {
    let session = TestSession()
    let lines = try session.run(
      small + "name h{k}.net as net{k}_h; name h[{k}] as out_{k}; name sigmoid as f; lines net off; forward 0 1")
    #expect(lines.hasPrefix("out_1 = f(net1_h) = f(0.6) = 0.645656\nout_2 = f(net2_h) = f(0.7) = 0.668188\n"))
    #expect(try session.run("print net2_h, f(0), f.deriv(0), h1.net") == "0.7 0.5 0.25 0.6\n")
    #expect(try session.run("expect out_1 = 0.645") == "# out_1 = 0.645: 0.6456563062257954 truncated\n")
  }

  @Test("the name of a kind stands for the quantity whose line was printed last; others keep their own")
  func kinds() throws {
    let lines = try TestSession().run(
      "net 1 1 1; set w1 0.5; set w3 0.3; name delta as d; forward 1; lines delta off; backward 1; lines delta full; backward 1"
    )
    #expect(lines.contains("\nh1.error = d * w3 = 0.11238 * 0.3 = 0.033714\nw3.grad = -d * h1.out = "))
    #expect(
      lines.hasSuffix(
        """
        \nd = sigmoid.deriv(o1.net) * o1.error = sigmoid.deriv(0.186738) * 0.453451 = 0.247833 * 0.453451 = 0.11238
        h1.error = d * w3 = 0.11238 * 0.3 = 0.033714
        d = sigmoid.deriv(h1.net) * h1.error = sigmoid.deriv(0.5) * 0.033714 = 0.235004 * 0.033714 = 0.00792292
        w3.grad = -o1.delta * h1.out = -0.11238013 * 0.62245933 = -0.0699521
        w4.grad = -o1.delta = -0.11238
        w1.grad = -d * i1 = -0.00792292 * 1 = -0.00792292
        w2.grad = -d = -0.00792292

        """))
  }

  @Test("name without operands lists the commands that would set the names; off clears them")
  func list() throws {
    let session = TestSession()
    let commands = "name sigmoid.deriv as deriv\nname h{k}.net as net{k}_h\nname w bare\nname w.old as old_weight\n"
    try session.run(small + commands)
    #expect(try session.run("name") == commands)
    #expect(try session.run("name off; name; forward 0 1").hasPrefix("h1.net = i1 * w1"))
  }

  @Test("a parameter's name goes before its parts too; {{ and }} are braces")
  func parts() throws {
    let session = TestSession()
    let lines = try session.run(small + "name w{k} as theta_{{{k}}}; name w[o1] bare; step 0 1 : 1; name w{k} as v{k}")
    #expect(lines.contains("h1.net = i1 * theta_{1} + i2 * theta_{3} = "))
    #expect(lines.contains("theta_{1}.grad = "))
    #expect(lines.contains("theta_{1} = theta_{1}.old + "))
    #expect(lines.contains("h1.error = o1.delta * 0.6 = "))
    #expect(try session.run("print v1.grad = w1.grad, v2.old") == "true 0.5\n")
  }

  @Test("names defined before there is a network apply to it, and to the next one as far as they fit")
  func laterNetworks() throws {
    let session = TestSession()
    try session.run("name h{k}.net as net{k}_h; name o1 as y")
    #expect(try session.run(small + "forward 0 1").contains("net2_h = "))
    #expect(
      try session.run("net 2 1; init constant 0; forward 0 1").hasSuffix("y = sigmoid(o1.net) = sigmoid(0) = 0.5\n"))
    #expect(try session.run("net 1 3 3 1; name h{l}[{k}].net as net_{l}_{k}; forward 1").contains("net_2_3 = "))
  }

  static let faults = [
    ("name h{k}.net as x", "x would name two quantities", "h1.net and h2.net"),
    ("name h1.net as h2", "h2 would name two quantities", "h1.net and h2"),
    ("name h1 as x; name o1 as x", "x would name two quantities", "h1.out and o1.out"),
    ("name h{k}.net as n{m}", "{m} does not appear before 'as'", "only {k}"),
    ("name h{k}.net as n{k/2}", "'{k / 2}' is 0.5, not a whole number", ""),
    ("name q{k} as n{k}", "q{k} matches nothing in this network", "the units are i1…i2, h1…h2, o1"),
    ("name h3 as x", "there is no unit h3", "the units are i1…i2, h1…h2, o1"),
    ("name h{k}.foo as x{k}", "h{k}.foo matches nothing", "out, net, target"),
    ("name h{k} as {k}n", "'1n' cannot be used as a name", ""),
    ("name h{k as x", "is never closed", ""),
    ("name foo.deriv as d", "unknown function 'foo'", ""),
    ("name sigmoid as tanh", "'tanh' is already a function", ""),
    ("name w", "name needs 'as' and a name, or 'bare'", ""),
  ]

  @Test(
    "a template that matches nothing, or names two quantities the same, is an error at its range", arguments: faults)
  func nameFaults(script: String, message: String, label: String) throws {
    let session = TestSession()
    let output = try session.run(small + script)
    #expect(output.contains(message), "\(output)")
    #expect(label.isEmpty || output.contains(label), "\(output)")
  }

  static let examples = [
    Example(
      "net 2 2 1; name w[i{j},h{k}] as w_{j}{k}; set w_12 0.5; freeze w_12; freeze; init zeros w_12; print w2",
      "freeze w2\n0\n")
  ]

  @Test("a name of an article names the parameter in every command", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  @Test("two functions cannot have the same name")
  func twoFunctions() throws {
    let bad =
      BadInput(
        "name sigmoid as f; name tanh as f",
        """
        test.nn:1:33: error: f would name two functions
          1 | name sigmoid as f; name tanh as f
            |                                 ^ it already names sigmoid

        """)
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
