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
      ("expect error rest", ["restore"]), ("stop patience o", ["off"]),
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
  }

  @Test(
    "the hint shows the operands still to be typed",
    arguments: [
      ("set", " PARAMETERS VALUE…"), ("set ", "PARAMETERS VALUE…"), ("set w1 ", "VALUE…"), ("se", nil), ("reset", nil),
      ("net 2 1; set ", "PARAMETERS VALUE…"),
    ] as [(String, String?)])
  func hints(_ text: String, _ hint: String?) {
    #expect(operandHint(text, .nnsh) == hint)
  }

  @Test("words are colored by kind")
  func colors() {
    let kinds = wordKinds("net 2 4.5 # c\nfoo \"a;b\"; set w1 3", .nnsh)
    #expect(kinds.map(\.kind) == [.command, .number, .number, .comment, .unknownCommand, .string, .command, .number])
  }
}
