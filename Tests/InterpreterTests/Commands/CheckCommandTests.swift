import TestSupport
import Testing

@Suite struct CheckCommandTests {
  @Test("a correct line prints nothing unless there is a note")
  func quiet() throws {
    let session = TestSession()
    #expect(try session.run("check net1_h = 0 * 0.2 + 1 * 0.6 = 0.6") == "")
    #expect(try session.run("check out = sigmoid(0.6) = 0.64") == "# ok: 0.64 truncated from 0.645656…\n")
    #expect(try session.run("check\ncheck # nothing\ncheck // nothing") == "")
  }

  @Test("a wrong line is marked at the operand, with the expected value")
  func wrong() throws {
    let printed = try TestSession().run("check a = 0.04 * 0.6 = 0.025")
    #expect(
      printed == """
        test.nn:1:24: error: last digit off: 0.04 * 0.6 is 0.024, not 0.025
          1 | check a = 0.04 * 0.6 = 0.025
            |                        ^~~~~ should be 0.024

        """)
  }

  @Test("nan, infinities and numbers that may be hexadecimal cannot be checked")
  func noNumbers() throws {
    #expect(try TestSession().run("check x = nan").hasPrefix("test.nn:1:11: error: 'nan' cannot be checked"))
    #expect(try TestSession().run("check x = 1 / 0 = Infinity").contains("error: 'Infinity' cannot be checked"))
    for line in ["y = 0x10 = 16", "y = 0x10 = 0", "y = 3 + 0X10 = 3"] {
      #expect(try TestSession().run("check \(line)").contains("error: ambiguous: hexadecimal or a product"))
    }
    #expect(try TestSession().run("check y = 0 x 10 = 0; check z = 2x3 = 6; check a = 0*10 = 0") == "")
  }

  @Test("a line that ends with a name gives it a value, as one that begins with it does")
  func nameAtTheEnd() throws {
    let session = TestSession()
    #expect(
      try session.run("check 2 * 3 = x; check y = x * 2 = 12; check 2 * 4 = x; check y = x * 2 = 16")
        == "# ok: by position: x = 6\n# ok: by position: x = 8\n")
    #expect(try session.run("check y = x * 2 = 17").contains("error: last digit off: x * 2 is 16, not 17"))
    #expect(try session.run("check z = 5; check 2 * 3 = z").contains("error: 2 * 3 is 6, z is 5"))
    #expect(try session.run("check 0.2 * 3 = 0.6 = v; check u = v + 1 = 1.7").contains("v + 1 is 1.6, not 1.7"))
  }

  @Test("a pass of which some lines are left out puts in numbers that the text does not print")
  func laterPass() throws {
    let first = "check h1.net = 0.5 * 0.6 = 0.3; check h1.out = tanh(h1.net) = tanh(0.3) = 0.2913"
    #expect(
      try TestSession().run("\(first); check h1.out = tanh(h1.net) = tanh(0.4) = 0.38").contains(
        "by position: h1.net = 0.4"))
    for line in [
      "h1.out = tanh(h1.net) = tanh(0.4) = 0.39", "h1.out = tanh(h1.net) = tanh(0.4) = 0.2913",
      "h2.out = tanh(h1.net) = tanh(0.4) = 0.38",
    ] {
      #expect(try TestSession().run("\(first); check \(line)").contains("error:"))
    }
  }

  @Test("a step at 0 has any of its values, and a small number against divisions by zero is left out")
  func byConvention() throws {
    let right = "check y = sign(0) = 1; check z = step(0) = 0.5; check q = 10 / (sqrt(100) + 1e-8) = 10 / 10 = 1"
    #expect(try !TestSession().run(right).contains("error:"))
    for line in ["sign(0) = 2", "sign(0.1) = 0", "sign(0) = 0.5", "10 + 1e-8 = 11", "100 + 0.001 = 100"] {
      #expect(try TestSession().run("check y = \(line)").contains("error:"))
    }
    #expect(try TestSession().run("let sign(x) = x; check y = sign(0) = 1").contains("error:"))
  }

  @Test("checking a result by its formula only would hide a wrong number put in")
  func putIn() throws {
    let session = TestSession()
    let printed = try session.run("check y = 1; check p = 0.4502; check d = p - y = 0.4502 - 1.9 = -0.5498")
    #expect(printed.contains("error: y is 1, not 1.9"))
    #expect(
      try TestSession().run("check a = 0.5 * 0.3 = 0.16").contains("last digit off: 0.5 * 0.3 is 0.15, not 0.16"))
    _ = try session.run("check a = 0.5 * 0.3 = 0.16")
    #expect(
      try session.run("check b = a * 2 = 0.15 * 2 = 0.3") == "# ok: follows from 0.15; line 1 prints 0.16\n")
  }

  @Test("a number put in for a quantity of the network is its value, with any number of digits")
  func ofSession() throws {
    let session = TestSession()
    try session.run("net 1 1:identity no-bias; set w1 0.4999996; rate 0.1; forward 1; check o1.net = i1 * w1 = 0.5")
    #expect(try !session.run("check y = 2 * o1.net = 2 * 0.4999996 = 0.9999992").contains("error"))
    #expect(try session.run("check y = 2 * o1.net = 2 * 0.4999976 = 0.9999952").contains("error: o1.net is"))
  }

  @Test("a name for the net inputs of several units has the value of each")
  func namesakes() throws {
    let session = TestSession()
    try session.run(
      "check z = w1 * x = 0.5 * 2.7 = 1.35; check z = w2 * x = 0.4 * 2.7 = 1.08; check z = w3 * x = 0.3 * 2.7 = 0.81")
    #expect(try !session.run("check a = sigmoid(z) = sigmoid(1.35) = 0.794").contains("error"))
    #expect(try session.run("check a = sigmoid(z) = sigmoid(1.37) = 0.797").contains("error: z is 0.81, not 1.37"))
  }

  @Test("conditions are compared operand by operand, and terms of 0 do not change places")
  func operands() throws {
    let session = TestSession()
    try session.run("let out = 1; let target = 0; let w = 0; let eta = 0.5; let m = 0")
    #expect(try session.run("check strict d = if(out != target, target, 0) = if(1 != 0, 0, 0) = 0") == "")
    #expect(
      try session.run("check d = if(out != target, target, 0) = if(2 != 0, 0, 0) = 0").contains("error: out is 1"))
    let step = "check n = w * (1 - eta * 0.01) - eta * m / (m + 1) = 0 * (1 - 0.5 * 0.01) - 0.5 * 0 / (0 + 1) = 0"
    #expect(try session.run(step) == "")
    #expect(
      try session.run(step.replacing("- eta * 0.01", with: "- eta * 0.21")).contains("error: 0.21 in the formula"))
  }

  @Test("an integer is exact, unless hand arithmetic rounds to whole numbers")
  func integers() throws {
    let session = TestSession()
    #expect(try session.run("check d = 0.5 - 1 = 0").contains("error: 0.5 - 1 is -0.5, not 0"))
    let printed = try session.run("net 1 1:identity no-bias; set w1 1.7; hand truncate 0; forward 1")
    #expect(printed.hasPrefix("o1.net = i1 * w1 = 1 * 1.7 = 1\n"))
    #expect(try session.run("check y = 1 * 1.7 = 1") == "# ok: 1 truncated from 1.7\n")
    #expect(try session.run("hand off; check y = 1 * 1.7 = 1").contains("error: 1 * 1.7 is 1.7, not 1"))
  }

  @Test("a value that only rounds to an integer is printed with decimals")
  func printedIntegers() throws {
    let printed = try TestSession().run("net 1 1:tanh no-bias; set w1 9; forward 1")
    #expect(printed == "o1.net = i1 * w1 = 1 * 9 = 9\no1.out = tanh(o1.net) = tanh(9) = 1.00000\n")
    #expect(try !TestSession().run("check out = tanh(9) = 1.00000").contains("error"))
    #expect(try TestSession().run("check out = tanh(9) = 1").contains("error: tanh(9) is 0.9999999"))
  }

  @Test("check wrong accepts a wrong line and rejects a right one")
  func wrongAsExpected() throws {
    #expect(
      try TestSession().run("check wrong a = 2 * 3 = 7") == "# wrong, as expected: 2 * 3 is 6, not 7; should be 6\n")
    #expect(
      try TestSession().run("check wrong a = 2 * 3 = 6")
        == """
        test.nn:1:13: error: the line is right
          1 | check wrong a = 2 * 3 = 6
            |             ^~~~~~~~~~~~~ exact, but check wrong expects an error

        """)
  }

  @Test("check strict makes a line an error of which a part cannot be checked")
  func strict() throws {
    let line = "d = 2 * 3 = p + q = 6"
    #expect(
      try TestSession().run("check strict \(line)")
        == """
        test.nn:1:26: error: not checked: p has no value yet
          1 | check strict d = 2 * 3 = p + q = 6
            |                          ^ and there is no number in its position
        help: check p = VALUE, on an earlier line

        """)
    #expect(try TestSession().run("check \(line)") == "# partly checked: p has no value yet\n")
    let session = TestSession()
    #expect(try session.run("check strict; check y = 1e17 + 1 - 1e17 = 17").contains("error: not checked: 1e17"))
    #expect(try session.run("check strict; check \(line)").contains("error: not checked"))
    #expect(try session.run("check strict; check y = 2 * 3 = 6; show settings").contains("\ncheck strict\n"))
    #expect(try !session.run("check strict off; check \(line); show settings").contains("strict"))
    #expect(try session.run("check summary").contains("partly checked"))
  }

  @Test("wrong and summary can be names defined by a line")
  func words() throws {
    #expect(try TestSession().run("check wrong = 2 * 3 = 6; check summary = 1; check y = wrong + summary = 7") == "")
  }

  @Test("a wrong line is counted, and later lines use its number")
  func wrongLineCounts() throws {
    let session = TestSession()
    _ = try session.run("check a = 0.3 * 0.2 = 0.07")
    #expect(try session.run("check b = a * 2 = 0.14") == "")
    #expect(
      try session.run("check summary") == """
        # 2 lines: 1 exact, 1 wrong
        # test.nn:1:7: wrong in a: 0.07 should be 0.06

        """)
  }

  @Test("undo removes the values that a line defined")
  func undo() throws {
    let session = TestSession()
    _ = try session.run("check a = 0.3\ncheck a = 0.4\nundo")
    #expect(try session.run("check b = a * 2 = 0.6") == "")
  }

  @Test("a line that cannot be read is an error before anything runs")
  func unreadable() throws {
    let printed = try TestSession().run("print 1\ncheck a = 0.3 * ? = 2")
    #expect(printed.hasPrefix("test.nn:2:17: error: expected a value, found '?'"))
  }

  @Test("lines can use variables, functions and names of the network")
  func surroundings() throws {
    let session = TestSession()
    _ = try session.run(
      "let k = 0.25; let f(x) = x^2; net 2 1 no-bias; weights o1 0.2 0.6; detail off; forward 0 1; backward 1")
    #expect(try session.run("check y = k * 2 = 0.25 * 2 = 0.5") == "")
    #expect(try session.run("check y = f(0.5) = 0.25; check y = f'(0.5) = 1") == "")
    #expect(try session.run("check y = w2 * 2 = 1.2") == "")
    #expect(try session.run("check y = w2 * 2 = 0.7 * 2 = 1.4").contains("w2 is 0.6, not 0.7"))
    #expect(try session.run("check o1.out = sigmoid(o1.net) = 0.6457") == "# ok: 0.6457 rounded from 0.64565630…\n")
  }

  @Test("a quantity that drifts from the network is reported, with the convention that explains it")
  func drift() throws {
    let session = TestSession()
    _ = try session.run(
      """
      net 2 2 1 no-bias
      weights h 0.2 0.6 / 0.5 0.7
      weights o1 0.6 0.7
      detail off
      forward 0 1
      backward 1
      """)
    let inherited = try session.run(
      "check h1.out = 0.64; check h2.out = 0.66; check o1.net = 0.64 * 0.6 + 0.66 * 0.7 = 0.84")
    #expect(inherited.contains("o1.net: 0.84 here, 0.8551 in the network: follows from the numbers printed before"))
    let loss = try session.run("check o1.out = 0.69; check loss = (1 - 0.69)^2 = 0.0961")
    #expect(loss.contains("loss squared gives 0.0961"))
    let sign = try session.run("check o1.error = 0.69 - 1 = -0.31")
    #expect(sign.contains("convention sign gradient gives -0.31"))
    let slip = try session.run(
      "check o1.error = 1 - 0.69 = 0.31; check o1.delta = sigmoid.deriv(0.69) * 0.31 = 0.2224 * 0.31 = 0.0689")
    #expect(slip.contains("by the chain rule: convention derivative misapplied gives 0.0689"))
    let none = try session.run("check h1.delta = 0.9 * 0.9 = 0.81")
    #expect(none.contains("no convention gives 0.81"))
  }

  @Test("the session's value of a quantity counts too, when it has changed since a line gave its name a number")
  func currentValues() throws {
    let session = TestSession()
    try session.run("net 1 1 no-bias; set w1 0.5; detail off; forward 1; check o1.out = sigmoid(o1.net) = 0.622459")
    try session.run("forward 2; backward 1")
    #expect(try !session.run("check o1.error = o1.target - o1.out = 1 - 0.731059 = 0.268941").contains("error:"))
    #expect(try !session.run("check o1.delta = sigmoid.deriv(o1.net) * o1.error = 0.0528771").contains("error:"))
    #expect(try session.run("check o1.error = o1.target - o1.out = 1 - 0.781059 = 0.218941").contains("error:"))
  }

  @Test("an article's names refer to the network's quantities")
  func articleNames() throws {
    let session = TestSession()
    _ = try session.run(
      """
      net 2 1 no-bias; weights o1 0.2 0.6; detail off; forward 0 1
      name o1.net as net_o
      name sigmoid as f
      name sigmoid.deriv as deriv
      """)
    #expect(try session.run("check y = f(net_o) = f(0.6) = 0.6457").hasPrefix("# ok"))
    #expect(try session.run("check y = deriv(net_o) = 0.2288").hasPrefix("# ok"))
    #expect(try session.run("check net_o = 0.7").contains("net_o: 0.7 here, 0.6 in the network"))
  }
}
