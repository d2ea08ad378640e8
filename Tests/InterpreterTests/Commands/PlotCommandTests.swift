import TestSupport
import Testing

@testable import Interpreter

@Suite("plot")
struct PlotCommandTests {
  static let examples = [
    Example(
      "plot activation step",
      """
      # step(x)
        1 |                                     :''''''''''''''''''''''''''''''''''''
          |                                     :
          |                                     :
          |                                     :
          |                                     :
          |                                     :
          |                                     :
          |                                     :
          |                                     :
          |                                     :
          |                                     :
        0 |.....................................:
          +-6 --------------------------------- x --------------------------------- 6

      """),
    Example(
      "net 2 2 1; set w1 1; set w2 -1; set w3 0.5; set w4 0.1; set w5 0; set w6 0; set w7 2; set w8 -2; plot weights",
      """
      # weights: filled above 0, hollow below; the largest is |w7| = 2
           h1 h2 o1
      i1 |  +  o
      i2 |  .  .
      h1 |        #
      h2 |        O
       b |

      """),
    Example(
      "net 2 1:identity; init zeros; set w1 1; data or; plot boundary",
      """
      # o1.out over i1 and i2: light 0, dark 1; samples x above, o below
       1 |x          ...........:::::::::::***********###########x|
         |           ...........:::::::::::***********############|
         |           ...........:::::::::::***********############|
         |           ...........:::::::::::***********############|
         |           ...........:::::::::::***********############|
         |           ...........:::::::::::***********############|
         |           ...........:::::::::::***********############|
         |           ...........:::::::::::***********############|
      i2 |           ...........:::::::::::***********############|
         |           ...........:::::::::::***********############|
         |           ...........:::::::::::***********############|
         |           ...........:::::::::::***********############|
         |           ...........:::::::::::***********############|
         |           ...........:::::::::::***********############|
         |           ...........:::::::::::***********############|
         |           ...........:::::::::::***********############|
       0 |o          ...........:::::::::::***********###########x|
          0 ------------------------- i1 ------------------------- 1

      """),
    Example(
      """
      net 2 3:identity; init zeros; set w1 1; set w5 1; set b[o3] 0.4; data samples 0 0 : 0 0 1 / 0 1 : 0 1 0 / \
      1 0 : 1 0 0; data classes red green blue; plot boundary
      """,
      """
      # the class over i1 and i2: light red, dark blue; samples 1 red, 2 green, 3 blue
       1 |2:::::::::::::::::::::::::::::::::::::::::::::::::::::: |
         |::::::::::::::::::::::::::::::::::::::::::::::::::::    |
         |:::::::::::::::::::::::::::::::::::::::::::::::::       |
         |:::::::::::::::::::::::::::::::::::::::::::::           |
         |::::::::::::::::::::::::::::::::::::::::::              |
         |::::::::::::::::::::::::::::::::::::::                  |
         |:::::::::::::::::::::::::::::::::::                     |
         |:::::::::::::::::::::::::::::::                         |
      i2 |::::::::::::::::::::::::::::                            |
         |:::::::::::::::::::::::::                               |
         |######################                                  |
         |######################                                  |
         |######################                                  |
         |######################                                  |
         |######################                                  |
         |######################                                  |
       0 |3#####################                                 1|
          0 ------------------------- i1 ------------------------- 1

      """),
    Example(
      "net 2 2:identity 1; init zeros; set w1 1; set w4 -1; data or; plot units",
      """
      # outputs over 4 samples of or: light -1, dark 1
      h1 |       :       :       #       #
      h2 |       :               :
          1 ----------- sample ----------- 4

      """),
    Example(
      "net 2 2; sample 0 0 : 1 0; sample 0 1 : 0 1; sample 1 1 : 0 1; init zeros; set b[o1] 1; plot confusion",
      """
      # 3 samples of samples: a row for each class expected, a column for each predicted
             o1   o2
      o1 |  1 #  0
      o2 |  2 #  0

      """),
    Example(
      "net 1 1:identity no-bias; set w1 2; detail off; forward 1; backward 1; plot gradient w1",
      """
      # loss of the current sample over w1 = 2: loss 0.5, slope 1 (dotted)
        8 |                                                                        .'
          |                                                                     ..'
          |                                                                   .:'
          |                                                                ..'
          |                                                              .:'
          |                                                           .:'
          |                                                        ..'             .
          |                                                    ..:'       .  .  '
          |.                                                .:'' .  .  '
          | ''...                                      ..:':  '  '
          |     ''''....                        ....''' '
        0 |            ''''''..............'''''o
          +-1 -------------------------------- w1 --------------------------------- 5

      """),
    Example(
      "net 2 1:identity; init zeros; data or; rate 0.1; train 20; plot loss",
      """
      # 20 epochs, 80 updates
      loss = 0.0395983
      # loss: 0.2743 after 1 epoch, 0.0395983 after 20
        0.2743 |:
               |'.
               | :
               | '.
               |  :
               |  '.
               |   :
               |   '.
               |    :
               |     '.
               |      '..
        0.0396 |         '''''''.....................................................
               +1 ---------------------------- epoch ----------------------------- 20

      """),
  ]

  @Test("pictures are plain text of 80 columns where no one watches", arguments: examples)
  func example(_ example: Example) throws {
    let printed = try TestSession().run(example.script)
    #expect(printed == example.output)
    #expect(printed.utf8.allSatisfy { $0 < 128 })
    #expect(printed.split(separator: "\n").allSatisfy { $0.hasPrefix("#") || $0.count <= 80 })
  }

  @Test("a terminal gets dots and blocks with the same numbers, at its width", arguments: [100, 40])
  func terminal(_ columns: Int) throws {
    let session = TestSession()
    let script = "detail off; net 2 4 1; data or; train 50; plot loss; plot weights; plot activation tanh; plot units"
    let plain = try session.run(script)
    session.interpreter.output.terminal = TerminalView(columns: { columns }, hasGraphics: true, isColored: false)
    let drawn = try session.run("plot loss; plot weights; plot activation tanh; plot units")
    // On a narrow terminal a title takes several rows.
    let titles = { (text: String) in
      text.replacing("\n#  ", with: " ").split(separator: "\n").filter { $0.hasPrefix("# ") }.suffix(4)
    }
    #expect(titles(plain) == titles(drawn))
    #expect(drawn.contains("└") && drawn.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) })
    #expect(drawn.split(separator: "\n").allSatisfy { $0.hasPrefix("#") || $0.count <= max(columns, 64) })
  }

  @Test(
    "the axes of the boundary are those of samples that fit the network, one further where they have one value",
    arguments: [
      ("sample 3 1 : 1; sample 3 2 : 0", 2, 4, 1, 2), ("sample 3 1 : 1; sample 5 1 : 0", 3, 5, 0, 2),
      ("sample 3 1 2 : 1; sample 5 1 2 : 0", 0, 1, 0, 1), ("sample 3 1 : 1 0; sample 5 2 : 0 1", 0, 1, 0, 1),
    ])
  func axes(_ samples: String, _ left: Int, _ right: Int, _ bottom: Int, _ top: Int) throws {
    let printed = try TestSession().run("net 2 1:identity; init zeros; \(samples); plot boundary")
    let rows = printed.split(separator: "\n")
    let axis = rows.last ?? ""
    #expect(axis.hasPrefix("    \(left) ---") && axis.hasSuffix("--- \(right)"), "\(printed)")
    #expect(rows[1].hasPrefix(" \(top) |") && rows[rows.count - 2].hasPrefix(" \(bottom) |"), "\(printed)")
  }

  @Test("an axis shorter than its words has a rule beside them")
  func shortAxis() throws {
    let printed = try TestSession().run("net 1 1:identity 1; init zeros; sample 1 : 1; plot units")
    #expect(printed.hasSuffix("1 -- sample -- 1\n"), "\(printed)")
  }

  @Test("read aloud, pictures are numbers")
  func spoken() throws {
    let session = TestSession()
    session.interpreter.output.terminal = TerminalView(
      columns: { 80 }, hasGraphics: false, isColored: false, isReadAloud: true)
    try session.run("net 1 1:identity no-bias; set w1 1.23456; detail off; forward 1; backward 1")
    let lines = try session.run("plot gradient w1; plot weights").split(separator: "\n")
    #expect(
      lines.count == 29 && lines[13...16] == ["w1 4.235: 5.231", "tangent:", "w1 1.135: 0.004053", "w1 1.435: 0.07442"])
    #expect(lines[26] == "at w1 1.235: 0.02751" && lines[28] == "i1: o1: 1.23")
    try session.run("net 2 1:identity; init zeros; set w1 1.23456; data or")
    let rows = try session.run("plot boundary").split(separator: "\n").dropFirst()
    #expect(
      Array(rows)
        == ["1", "0.75", "0.5", "0.25", "0"].map {
          "i2 \($0): i1 0: 0, i1 0.236: 0.292, i1 0.491: 0.606, i1 0.745: 0.92, i1 1: 1.23"
        })
  }

  @Test("the loss curve is that of the training, with a bounded number of points, and changes no weight")
  func curve() throws {
    let session = TestSession()
    try session.run("net 2 4 1; data xor; train 1; let first = loss; train 1999")
    let points = session.interpreter.session.curve.all()
    #expect(points.count <= 258 && points.count > 60)
    #expect(points.first?.epoch == 1 && points.last?.epoch == 2000)
    #expect(try session.run("expect loss = \(points.last?.loss ?? 0); expect first = \(points.first?.loss ?? 0)") == "")
    let digest = try session.run("digest")
    let other = try TestSession().run("net 2 4 1; data xor; report 1; train 2000; digest")
    #expect(other.hasSuffix(digest))
    #expect(other.contains("# epoch 1000: loss"))
    try session.run("train 3000 updates")
    #expect(session.interpreter.session.curve.all().last?.epoch == 2750)
    for _ in 0..<300 { try session.run("train 1") }
    #expect(session.interpreter.session.curve.all().count < 900)
    #expect(session.interpreter.session.curve.all().last?.epoch == 3050)
    try session.run("undo 301")
    #expect(session.interpreter.session.curve.all().last?.epoch == 3050)
    try session.run("undo 100; reset")
    #expect(session.interpreter.session.curve.all().isEmpty)
  }

  static let faults = [
    BadInput(
      "net 2 1; plot loss",
      "test.nn:1:15: error: no training of this network yet\n  1 | net 2 1; plot loss\n    |               ^~~~\nhelp: train 1000\n"
    ),
    BadInput(
      "plot weights",
      """
      test.nn:1:6: error: there is no network yet
        1 | plot weights
          |      ^~~~~~~
      help: net 2 4 1

      """),
    BadInput(
      "plot los",
      "test.nn:1:6: error: unknown picture 'los'\n  1 | plot los\n    |      ^~~ one of loss, weights, confusion, boundary, activation, gradient, units\nhelp: plot loss\n"
    ),
    BadInput(
      "net 2 1; plot gradient h",
      "test.nn:1:24: error: h is not a parameter\n  1 | net 2 1; plot gradient h\n    |                        ^ expected w7, w[i1,h3], w[h], b[h3], b[h], a unit or a layer\n"
    ),
    BadInput(
      "net 1 1; data or; plot boundary",
      "test.nn:1:24: error: the boundary needs two inputs\n  1 | net 1 1; data or; plot boundary\n    |                        ^~~~~~~~ the network has one\nhelp: plot units\n"
    ),
    BadInput(
      "net 3 1; plot boundary i1",
      "test.nn:1:26: error: plot needs two inputs\n  1 | net 3 1; plot boundary i1\n    |                          ^\nhelp: plot boundary [INPUT INPUT] [to FILE]\n"
    ),
    BadInput(
      "net 3 1; plot boundary i1 o1",
      "test.nn:1:27: error: o1 is not an input\n  1 | net 3 1; plot boundary i1 o1\n    |                           ^~\nhelp: plot boundary i1 i2\n"
    ),
    BadInput(
      "plot activation tanh to tanh.gif",
      "test.nn:1:25: error: a picture file ends in .svg, .png or .pdf, got 'tanh.gif'\n  1 | plot activation tanh to tanh.gif\n    |                         ^~~~~~~~\nhelp: plot loss to loss.svg\n"
    ),
    BadInput(
      "plot activation tanh to",
      "test.nn:1:24: error: plot needs the name of an .svg, .png or .pdf file\n  1 | plot activation tanh to\n    |                        ^\nhelp: plot activation FUNCTION [to FILE]\n"
    ),
  ]

  @Test("what cannot be drawn is an error that says what to do", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }

  @Test("nine classes are named beside a boundary")
  func manyClasses() throws {
    let zeros = String(repeating: "0 ", count: 9)
    let printed = try TestSession().run(
      "net 2 10:softmax; init zeros; data samples 0 0 : 1 \(zeros)/ 1 1 : \(zeros)1; plot boundary")
    #expect(printed.contains("; samples 1 o1, 2 o2, 3 o3, 4 o4, 5 o5, 6 o6, 7 o7, 8 o8, 9 o9, …\n"), "\(printed)")
  }

  @Test(
    "numbers of any size are drawn",
    arguments: [
      "net 3 1; data samples 1.7e308 -1.7e308 1.7e308 : 1 / -1.7e308 1.7e308 1.7e308 : 0; plot boundary; plot units",
      "net 1 1:identity no-bias; sample 1 : 1; set w1 1.7e308; plot gradient w1; plot weights",
      "net 1 1:identity no-bias; set w1 1; data samples 1.7e308 : 0 / -1.7e308 : 0; plot units o",
      "let f(x) = x * 1e307; plot activation f", "net 2 60 1; set w1 1.7e308; set w2 -1.7e308; show net",
    ])
  func largest(_ script: String) throws {
    let lines = try TestSession().run(script).split(separator: "\n")
    #expect(lines.count > 2 && !lines.contains { $0.contains("error:") })
  }

  @Test(
    "a scale reaches from one bound to the other",
    arguments: [
      (-1.7e308...1.7e308, 0, 0.5), (-1.7e308...1.7e308, 1.7e308, 1), (-1.7e308...1.7e308, -1.7e308, 0),
      (1...1, 1, 0.5), (2...4, 2.5, 0.25), (2...4, 9, 1), (2...4, -9, 0), (2...4, .nan, 0),
      (0 ... .leastNonzeroMagnitude, .leastNonzeroMagnitude, 1),
    ] as [(ClosedRange<Double>, Double, Double)])
  func scale(_ range: ClosedRange<Double>, _ value: Double, _ share: Double) {
    #expect(range.share(of: value) == share)
    #expect(range.value(at: 0, of: 7) == range.lowerBound && range.value(at: 7, of: 7) == range.upperBound)
    #expect(range.contains(range.value(at: 3, of: 7)))
  }

  @Test(
    "plot gradient and test can be interrupted after some thousand samples",
    arguments: ["", "; let f(x) = x^3; activation o f"])
  func interrupted(activation: String) throws {
    for command in ["plot gradient w1", "test"] {
      let interruption = Interruption()
      let session = TestSession(interrupting: { interruption.isDue() })
      try session.run("data gauss 30000 0.1; net 2 1\(activation)")
      let before = interruption.asked
      try session.run(command)
      let asked = interruption.asked - before
      // 124 losses of 30,000 samples each
      #expect(asked >= (command == "test" ? 1 : 124) * 7, "\(command): \(asked)")
      let stopping = Interruption(after: interruption.asked - 3)
      let other = TestSession(interrupting: { stopping.isDue() })
      try other.run("data gauss 30000 0.1; net 2 1\(activation)")
      #expect(throws: Interrupted.self) { try other.run(command) }
    }
  }
}
