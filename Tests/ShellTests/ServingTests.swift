import Glibc
import TestSupport
import Testing

/// `--json` and `nnsh serve`, as other programs use them.
@Suite("JSON for other programs")
struct ServingTests {
  /// The objects of an output; a line that is not JSON is a failure.
  private func objects(_ text: String) throws -> [JSONValue] {
    try text.split(separator: "\n").map { try #require(JSONValue(String($0)), "\($0)") }
  }

  private static let setup = "net 2 2 1 no-bias; weights h 0.2 0.6 / 0.5 0.7; weights o 0.6 0.7"

  @Test("an object for every command, with results in full precision and diagnostics")
  func objects() throws {
    let script = "\(Self.setup)\nforward 0 1\nlet v = [1, 2/0]\nprint \"a\\n\u{1B}\", v\nexpect o1.out = 0.8\nprint 1"
    let run = try nnsh(["--json", "-c", script])
    let found = try objects(run.output)
    #expect(run.exit == .code(1) && run.errors.isEmpty)
    #expect(found.map { $0["command"] }.count == 7)
    #expect(found.map { $0["status"] } == Array(repeating: .text("passed"), count: 6) + [.text("failed")])
    let forward = found[3]
    #expect(forward["command"] == .text("forward 0 1") && forward["line"] == .number(2))
    #expect(forward["output"]?[5] == .text("o1.out = sigmoid(o1.net) = sigmoid(0.855125) = 0.701641"))
    #expect(forward["values"]?["o1.out"] == .number(0.701641168827541))
    #expect(found[5]["output"] == .array([.text("a"), .text("␛ [1, inf]")]))
    #expect(try nnsh(["--json", "--raw", "-c", "print 'a\u{1}\u{1F}'"]).output.contains("[\"a\\u0001\\u001f\"]"))
    let diagnostic = found[6]["diagnostics"]?[0]
    #expect(diagnostic?["line"] == .number(5) && diagnostic?["column"] == .number(17))
    #expect(diagnostic?["kind"] == .text("mismatch") && diagnostic?["message"] == .text("expected o1.out = 0.8"))
  }

  @Test(
    "what ends a script is in its last object, and the exit code is that without --json",
    arguments: [
      ("print )\nfrob", ["error", "error"], 3), ("quit 3\nprint 1", ["quit"], 3),
      ("skip 'no'\nprint 1", ["skipped"], 0),
      ("print q\nprint 1", ["error"], 3), ("data load /nowhere.csv", ["error"], 4),
      ("let x = 1e308 * 10; watch x; let x = 0/0", ["passed", "passed", "passed"], 0),
    ] as [(String, [String], Int32)])
  func ends(_ script: String, _ statuses: [String], _ code: Int32) throws {
    let run = try nnsh(["--json", "-c", script])
    #expect(try objects(run.output).map { $0["status"] } == statuses.map(JSONValue.text))
    #expect(try run.exit == .code(code) && nnsh(["-c", script]).exit == .code(code))
    let unread = try objects(nnsh(["--json", "--raw", "-c", "print )"]).output)
    #expect(unread[0]["line"] == .number(1) && unread[0]["column"] == .number(1))
    let all = try nnsh(["--json", "-k", "-c", "print )\n\(script)"])
    #expect(try objects(all.output).count > 1 || script.hasPrefix("quit"))
  }

  @Test("entries are answered one by one in one session")
  func serve() throws {
    let entries =
      "\(Self.setup)\n.\nforward 0 1\nprint 'two\n..\nlines'\n.\n)\n.\nprint o1.out\n.\nquit 7\n.\nprint 1\n.\n"
    let run = try nnsh(["serve"], input: entries)
    #expect(run.exit == .code(7) && run.errors.isEmpty)
    let found = try objects(run.output)
    let ends = found.indices.filter { found[$0]["end"] == .truth(true) }
    #expect(ends.map { found[$0]["code"] } == [0, 0, 3, 0, 7].map(JSONValue.number))
    #expect(ends.map { $0 } == [3, 6, 8, 10, 12])
    #expect(found[4]["file"] == .text("<entry 2>") && found[5]["output"]?[1] == .text("."))
    #expect(found[9]["output"] == .array([.text("0.701641168827541")]))
    #expect(try nnsh(["serve"], input: "print 1\n.").output == nnsh(["serve"], input: "print 1\r\n.\r\n").output)
  }

  @Test("an entry can be asked about instead of run: what completes a word, what help says of it")
  func questions() throws {
    let entries =
      "net 2 4 1\n.\npri\n.complete 3\nprint 'δ', h2.\n.complete 15\nforward 0 1\n.help 2\n( )\n.help 1\nprint 1\n.\n"
    let found = try objects(try nnsh(["serve"], input: entries).output)
    #expect(found.filter { $0["end"] == .truth(true) }.count == 6, "\(found)")
    #expect(found[2]["completions"]?[0]?["name"] == .text("print") && found[2]["to"] == .number(3))
    #expect(found[4]["from"] == .number(12) && found[4]["completions"]?[0]?["name"] == .text("h2.out"), "\(found[4])")
    #expect(found[6]["help"]?[0] == .text("forward INPUT…"), "\(found[6])")
    #expect(found[9]["output"] == .array([.text("1")]))
  }

  @Test("an interrupt ends the entry, and the next one runs")
  func interrupt() throws {
    let script = """
      mkfifo "$1/in"; "$0" serve < "$1/in" > "$1/out" & pid=$!; exec 3> "$1/in"
      printf 'let x = 1\\nrepeat 1e15 { let y = 2 }\\n.\\n' >&3
      until grep -q '"let x' "$1/out"; do sleep 0.05; done; sleep 0.3; kill -INT $pid
      until grep -q '"code": 130' "$1/out"; do sleep 0.05; done; kill -INT $pid
      printf 'print x\\n.\\n' >&3; exec 3>&-; wait $pid; echo "exit $?"
      """
    let folder = try TemporaryFolder()
    let run = try ProcessRun(
      "/bin/bash", ["-c", script, PseudoTerminal.productsDirectory + "/nnsh", folder.path],
      environment: ["PATH": "/usr/bin:/bin"])
    #expect(run.output == "exit 0\n", "\(run.errors)")
    let found = try objects(contents(of: "\(folder.path)/out") ?? "")
    #expect(
      found.map { $0["status"] ?? $0["code"] } == ["passed", "interrupted"].map(JSONValue.text) + [
        .number(130), .text("passed"), .number(0),
      ])
    #expect(found[3]["output"] == .array([.text("1")]))
  }
}
