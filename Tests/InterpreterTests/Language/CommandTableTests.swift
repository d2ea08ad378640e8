import Interpreter
import TestSupport
import Testing

@Suite struct CommandTableTests {
  static let synopses = CommandTable.nnsh.synopses

  @Test("the table lists each command once, sorted by name")
  func sorted() {
    let names = CommandTable.nnsh.names
    #expect(names == Set(names).sorted())
  }

  @Test("a command's forms begin with its name", arguments: synopses)
  func forms(_ synopsis: Synopsis) {
    #expect(!synopsis.forms.isEmpty && !synopsis.summary.isEmpty)
    for form in synopsis.forms { #expect(form == synopsis.name || form.hasPrefix(synopsis.name + " ")) }
  }

  @Test("every example of a synopsis runs in a new session", arguments: synopses)
  func examples(_ synopsis: Synopsis) throws {
    for example in synopsis.examples {
      let output = try TestSession().run(example)
      #expect(!output.contains("error:"), "\(example)\n\(output)")
    }
  }

  @Test("every command has its test file, and every test file its command")
  func testFiles() {
    let folder = #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined() + "/Commands"
    let commands = CommandTable.nnsh.types.map { "\($0)Tests.swift" }
    #expect(commands.count > 60)
    #expect(files(in: folder).filter { $0.hasSuffix(".swift") } == commands.sorted())
  }
}
