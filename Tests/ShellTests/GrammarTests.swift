import Interpreter
import TestSupport
import Testing

@Suite struct GrammarTests {
  @Test(
    "the grammars for editors are those of the commands there are",
    arguments: [("vim", "nn.vim"), ("textmate", "nn.tmLanguage.json"), ("pygments", "nn_lexer.py")])
  func current(_ format: String, _ file: String) throws {
    let run = try nnsh(["grammar", format])
    #expect(
      contents(of: "\(projectFolder)/scripts/editors/\(file)") == run.output,
      "nnsh grammar \(format) > scripts/editors/\(file)")
    for synopsis in CommandTable.nnsh.synopses where synopsis.name.first?.isLetter == true {
      #expect(run.output.contains(synopsis.name))
    }
    #expect(run.output.contains("half-squared") && run.output.contains("nesterov"))
    if format == "textmate" { #expect(JSONValue(run.output)?["scopeName"] == .text("source.nn")) }
  }

  @Test(
    "an unknown format is a usage error", arguments: [["grammar"], ["grammar", "emacs"], ["grammar", "vim", "x"]])
  func unknown(_ arguments: [String]) throws {
    let run = try nnsh(arguments)
    #expect(run.exit == .code(2) && run.errors.contains("help: nnsh grammar vim\n"))
  }
}
