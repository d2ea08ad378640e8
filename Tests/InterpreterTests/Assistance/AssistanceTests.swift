import Interpreter
import TestSupport
import Testing

@Suite struct AssistanceTests {
  private func complete(_ text: String, after script: String = "net 2 3 1; let speed = 3; snapshot before") throws
    -> Completion
  {
    let session = TestSession()
    try session.run(script)
    return Completion(
      text, cursor: text.utf8.count, commands: .nnsh, session: session.interpreter.session,
      list: { $0 == "." ? ["a.nn", "dir/"] : ["b.nn"] })
  }

  @Test(
    "Tab completes commands, operands, names, members and files",
    arguments: [
      ("forw", ["forward"]), ("net 2 4 1; upd", ["update"]), ("repeat 3 { digi", ["digits"]), ("init uni", ["uniform"]),
      ("show we", ["weights"]), ("activation h lea", ["leaky-relu"]), ("net 2 4:ta", ["tanh"]), ("net 2 t", []),
      ("net 2 4 1 n", ["no-bias"]),
      ("restore b", ["before"]),
      ("print h2.de", ["h2.deriv", "h2.delta"]), ("print w3.gr", ["w3.grad"]), ("print spe", ["speed"]),
      ("print accu", ["accuracy"]), ("source a", ["a.nn"]), ("source dir/", ["dir/b.nn"]), ("help freez", ["freeze"]),
      ("nothing ", []), ("source ", ["a.nn", "dir/"]), ("data load a", ["a.nn"]), ("data sp", ["spiral", "split"]),
      ("rate (spe", ["speed"]), ("rate spe", []), ("seed 1 tor", ["torch", "torch-double"]),
      ("dropout h 0.2 ", ["low", "high"]), ("diff ", ["before"]), ("connect i", ["i", "i1", "i2"]),
      ("lines de", ["deriv", "delta"]), ("schedule halve-on-rise floor 1 af", ["after"]), ("convention sign o", []),
      ("optimizer adamw ", ["keras"]), ("decay ", []), ("decay 1 ", ["l2", "l1", "weights", "all"]),
      ("expect error rest", ["restore"]), ("stop patience o", ["off"]), ("print i1.", ["i1.out", "i1.grad"]),
      ("print h1.ta", []), ("print o1.ta", ["o1.target"]), ("help cross", ["cross-entropy"]),
      ("optim mom", ["momentum"]),
    ])
  func completes(_ text: String, _ names: [String]) throws {
    let completion = try complete(text)
    #expect(completion.candidates.map(\.name) == names)
    #expect(completion.range.upperBound == text.utf8.count)
  }

  @Test("a candidate has a description")
  func meanings() throws {
    #expect(try complete("print h1.ne").candidates.first?.meaning == "net input: weighted sum plus bias")
    #expect(try complete("set w1").candidates.first?.meaning.hasPrefix("w[i1,h1] = ") == true)
    #expect(try complete("und").candidates.first?.meaning == UndoCommand.synopsis.summary)
    #expect(try complete("activation o softm").candidates.first?.meaning.hasPrefix("exp(net) / Σ exp(net)") == true)
    #expect(try complete("explain ").candidates.prefix(2).map(\.name) == ["speed", "loss"])
  }

  @Test("every word that may follow a command has a meaning of its own", arguments: CommandTable.nnsh.synopses)
  func words(_ synopsis: Synopsis) throws {
    guard !synopsis.isForSavedSessions else { return }
    for candidate in try complete("\(synopsis.name) ").candidates {
      #expect(!candidate.meaning.isEmpty && !synopsis.forms.contains(candidate.meaning), "\(candidate.name)")
    }
  }

  @Test("what an optimizer keeps has a meaning, before an update too")
  func optimizerMeanings() throws {
    let kept = try complete("print w1.m", after: "net 2 1; optimizer adam").candidates
    #expect(kept.map(\.name) == ["w1.m", "w1.m_old"])
    #expect(kept.map(\.meaning) == ["first moment of adam", "before the last update"])
  }

  @Test(
    "help on the word at a place of a line",
    arguments: [
      ("net 2 1; train 10", 14, "train", "train COUNT"), ("print 1 # train", 12, nil, ""),
      ("show w[i1,h3].grad", 5, "w[i1,h3].grad", "∂E/∂w"), ("print h1.grad", 9, "h1.grad", "∂E/∂out"),
      ("print w1.old", 9, "w1.old", "the value before the last update"), ("; train-", 4, "train", "train COUNT"),
    ] as [(String, Int, String?, String)])
  func wordHelp(_ text: String, _ offset: Int, _ word: String?, _ meaning: String) throws {
    let session = TestSession()
    try session.run("net 2 3 1")
    let help = WordHelp(text, at: offset, session: session.interpreter.session, files: DiskFiles())
    #expect(help.map { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) } == word)
    #expect(help?.lines.first?.contains(meaning) != false, "\(help?.lines.first ?? "")")
  }

  @Test(
    "the hint shows the operands still to be typed",
    arguments: [
      ("set", " PARAMETERS VALUE…"), ("set ", "PARAMETERS VALUE…"), ("set w1 ", "VALUE…"), ("se", nil), ("reset", nil),
      ("net 2 1; set ", "PARAMETERS VALUE…"), ("net 2 1\nset ", "PARAMETERS VALUE…"),
      ("if 2 > 1 { set ", "PARAMETERS VALUE…"),
    ] as [(String, String?)])
  func hints(_ text: String, _ hint: String?) {
    #expect(operandHint(text, .nnsh) == hint)
  }

  @Test(
    "the hint knows every form of a command, the units of the network and the room",
    arguments: [
      ("optimizer ", 40, "sgd|momentum|nesterov|…  (now sgd)"),
      ("stop ", 80, "loss|improvement|gradient|patience|off  (now off)"),
      ("batch ", 80, "COUNT or all  (now 1)"), ("train 10 ", 80, "epochs|until|updates|seconds|on"),
      ("init ", 30, "uniform|normal|integers|…"), ("init uni ", 80, nil),
      ("init uniform ", 80, "LOW HIGH [PARAMETERS…]"),
      ("seed ", 40, "NUMBER …  (now 0)"), ("clip ", 80, "NORM or off  (now off)"), ("forw 0 ", 80, "i2"),
      ("step 0 ", 80, "i2 : o1"), ("step 0 1 : ", 80, "o1"), ("step 0 1 1 ", 80, "(2 expected, 3 given)"),
      ("forward (1 + 2) ", 80, "i2"), ("backward h1 ", 80, nil), ("backward 1 2 ", 80, "(1 expected, 2 given)"),
    ] as [(String, Int, String?)])
  func forms(_ text: String, _ room: Int, _ hint: String?) throws {
    let session = TestSession()
    try session.run("net 2 3 1")
    #expect(operandHint(text, .nnsh, session.interpreter.session, room: room) == hint)
  }

  @Test("an operand that the network has no unit for is marked")
  func surplus() throws {
    let session = TestSession()
    try session.run("net 2 3 1")
    let text = "forward 0 (1 + 2) 3; step 0 1 : 1 2; backward h1"
    let marked = wordKinds(text, .nnsh, session.interpreter.session).filter { $0.kind == .surplus }
    #expect(marked.map { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) } == ["3", "2"])
  }

  @Test(
    "the hint for a parameter has its value, if there is such a parameter",
    arguments: [
      ("set w2 ", "VALUE  (now 0.5)"), ("set w3 ", "VALUE…"), ("set w0 ", "VALUE…"),
      ("set w-9223372036854775808 ", "VALUE…"),
    ])
  func parameterHints(_ text: String, _ hint: String) throws {
    let session = TestSession()
    try session.run("net 2 1 no-bias; set w2 0.5")
    #expect(operandHint(text, .nnsh, session.interpreter.session) == hint)
  }

  @Test("words are colored by kind")
  func colors() {
    let kinds = wordKinds("net 2 4.5 # c\nfoo \"a;b\"; set w1 3", .nnsh)
    #expect(wordKinds("net ); (2", .nnsh).map(\.range.count) == [3, 2, 1])
    #expect(wordKinds("\r; \r\nnet", .nnsh).map(\.kind) == [.command])
    #expect(kinds.map(\.kind) == [.command, .number, .number, .comment, .unknownCommand, .string, .command, .number])
  }
}
