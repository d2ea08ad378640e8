import TestSupport
import Testing

@testable import Interpreter

/// Output on a terminal: the same lines as elsewhere, in rows that fit.
@Suite struct TerminalOutputTests {
  @Test(
    "the line of progress gives up the bar before the numbers",
    arguments: [
      (60, "  reading iris.csv ━━━━━━━━━╸──────────────  41%  5 s left"),
      (45, "  reading iris.csv ━━━╸─────  41%  5 s left"), (40, "  reading iris.csv  41%  5 s left"),
      (30, "  reading iris.csv  41%"), (12, "  reading i"),
    ])
  func progress(_ columns: Int, _ line: String) {
    #expect(ProgressLine("reading iris.csv", share: 0.41, seconds: 3).text(columns: columns) == line)
  }

  @Test("at the end the bar is full")
  func end() {
    let line = ProgressLine("reading", share: 1, seconds: 3).text(columns: 40)
    #expect(line == "  reading ━━━━━━━━━━━━━ 100%  0 s left")
  }

  @Test("the curve of the loss in a line of progress ends with the newest value")
  func curve() {
    var line = TrainingProgressLine(
      done: 50, total: 100, loss: 0, recent: [7, 6, 5, 4, 3, 2, 1, 0, 7, 0], updates: 100, seconds: 1)
    #expect(line.text(columns: 80, digits: 3).contains("  50%  loss 0 █▇▆▅▄▃▂▁█▁  "))
    line.recent = (0...26).map { Double(26 - $0) }
    #expect(line.text(columns: 100, digits: 3).contains(" ██▇▇▆▅▅▄▄▃▂▂▁▁ "))
  }

  @Test(
    "the rows that lines take, those that the terminal wraps included",
    arguments: [
      ("", 0), ("\n", 1), ("0123456789\n", 1), ("0123456789a\n", 2), ("日本日本日\n", 1), ("日本日本日本\n", 2),
      ("éééééééééé\na\n", 2), ("01234567890123456789\n\n日本日本日本日本日本日\n", 6),
    ])
  func height(_ text: String, _ rows: Int) {
    let view = TerminalView(columns: { 10 }, hasGraphics: true, isColored: false)
    #expect(view.height(of: Array(text.utf8)) == rows)
  }

  static let layouts = [
    (
      "1 / 3", 20,
      """
      1 / 3 = 0.333333

      """
    ),
    (
      "net 2 2 1 no-bias; weights h 0.2 0.6 / 0.5 0.7; weights o 0.6 0.7; forward 0 1", 44,
      """
      h1.net = i1 * w1 + i2 * w3
             = 0 * 0.2 + 1 * 0.6
             = 0.6
      h1.out = sigmoid(h1.net)
             = sigmoid(0.6)
             = 0.645656
      h2.net = i1 * w2 + i2 * w4
             = 0 * 0.5 + 1 * 0.7
             = 0.7
      h2.out = sigmoid(h2.net)
             = sigmoid(0.7)
             = 0.668188
      o1.net = h1.out * w5 + h2.out * w6
             = 0.645656 * 0.6 + 0.668188 * 0.7
             = 0.855125
      o1.out = sigmoid(o1.net)
             = sigmoid(0.855125)
             = 0.701641

      """
    ),
    (
      "net 1 1 no-bias; set w1 0.5; name o1.net as a_rather_long_name_of_a_net_input; forward 1; show weights", 30,
      """
      a_rather_long_name_of_a_net_input
         = i1 * w1
         = 1 * 0.5
         = 0.5
      o1.out = sigmoid(a_rather_long_name_of_a_net_input)
             = sigmoid(0.5)
             = 0.622459
      w1 = 0.5   # w[i1,o1]

      """
    ),
    (
      "net 2 4 1; data xor; train 1000 until loss < 0; detail off; forward 0 1", 40,
      """
      # 1000 epochs, 4000 updates; never loss
      #  < 0
      loss = 0.13003

      """
    ),
    (
      "data samples 0 : 1 0 / 1 : 0 1; data classes cat dog; net 1 2; init zeros; plot confusion", 16,
      """
      # 2 samples of samples: a row for each class expected, a column for each predicted
             cat  dog
      cat │  1 █  0
      dog │  1 █  0

      """
    ),
    (
      "data samples 0 : 1 0 / 1 : 0 1; data classes cat dog; net 1 2; init zeros; plot confusion", 15,
      """
      # 2 samples of samples: a row for each class expected, a column for each predicted
                 1    2
      1 cat │  1 █  0
      2 dog │  1 █  0

      """
    ),
  ]

  @Test("lines are broken where the terminal ends", arguments: layouts)
  func layout(_ script: String, _ columns: Int, _ rows: String) throws {
    let session = TestSession()
    session.interpreter.output.terminal = TerminalView(columns: { columns }, hasGraphics: true, isColored: false)
    #expect(try session.run(script, name: "<prompt>") == rows)
  }

  @Test("the drawing of a network explains dotted lines where there are any", arguments: [(0.0, false), (-0.5, true)])
  func dotted(_ weight: Double, _ isExplained: Bool) throws {
    let session = TestSession()
    session.interpreter.output.terminal = TerminalView(columns: { 80 }, hasGraphics: true, isColored: false)
    let drawn = try session.run("net 2 1; init zeros; set w1 \(weight); show net", name: "<prompt>")
    #expect(drawn.contains("into o"))
    #expect(drawn.contains("dotted: weights below 0") == isExplained, "\(drawn)")
  }

  @Test("every line is counted, in steps of any length", arguments: ["2 1", "2 4 1", "3 8 5 2"])
  func counted(_ sizes: String) throws {
    let session = TestSession()
    let inputs = sizes.hasPrefix("2") ? "0 1" : "0 1 0.5"
    let printed = try session.run("net \(sizes); lines target full; repeat 20 { forward \(inputs) }; forward \(inputs)")
    #expect(session.interpreter.output.lineCount == printed.count { $0 == "\n" })
  }

  @Test("joined again, the rows of a step are the lines of a script")
  func sameNumbers() throws {
    let script = "net 3 5 2:softmax; loss cross-entropy; seed 7; init normal 0 1; step 0.1 -0.2 3 : 0 1; explain w3"
    let plain = try TestSession().run(script)
    for columns in [20, 33, 40, 61, 80] {
      let session = TestSession()
      session.interpreter.output.terminal = TerminalView(columns: { columns }, hasGraphics: true, isColored: false)
      let rows = try session.run(script, name: "<prompt>").split(separator: "\n")
      func words(_ text: String) -> [Substring] { text.split { $0 == " " || $0 == "\n" || $0 == "#" } }
      #expect(words(rows.joined(separator: "\n")) == words(plain))
      // Only what has no blank may be wider.
      #expect(rows.allSatisfy { row in row.count < columns || words(String(row)).contains { $0.count + 12 > columns } })
    }
  }

  @Test(
    "the width of a character is the same everywhere",
    arguments: [
      ("a", 1), ("é", 1), ("e\u{301}", 1), ("日", 2), ("한", 2), ("🧠", 2), ("❤\u{FE0F}", 2), ("👩\u{200D}🔬", 2), ("ש", 1),
      ("Ａ", 2), ("…", 1), ("━", 1), ("⠿", 1), ("\u{301}", 0),
    ] as [(Character, Int)])
  func width(_ character: Character, _ width: Int) {
    #expect(displayWidth(character) == width)
  }
}
