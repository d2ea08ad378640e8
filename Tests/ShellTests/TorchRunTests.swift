import TestSupport
import Testing

/// The program that trains with PyTorch, replaced by one that only fails; scripts/test --torch has the real one.
@Suite("Processes of PyTorch")
struct TorchRunTests {
  private static let session = "net 2 2 1; set w1 0.5; train 5 on torch 2; print 1"

  /// Runs a script of bash, with the program as $0 and the text of a Python in a file of its own.
  private func bash(_ script: String, python: String, _ arguments: [String] = []) throws -> ProcessRun {
    let folder = try TemporaryFolder()
    let setup = "printf '#!/bin/bash\\n%s\\n' \"$TEXT\" > \"$NNSH_PYTHON\"; chmod +x \"$NNSH_PYTHON\"\n"
    return try ProcessRun(
      "/bin/bash", ["-c", setup + script, PseudoTerminal.productsDirectory + "/nnsh"] + arguments,
      environment: [
        "PATH": "/usr/bin:/bin", "NNSH_PYTHON": folder.path + "/python", "TMPDIR": folder.path, "TEXT": python,
      ])
  }

  private func run(python: String, _ more: [String] = []) throws -> ProcessRun {
    try bash("exec \"$0\" \"$@\"", python: python, more + ["-c", Self.session])
  }

  @Test(
    "why there is no result, and what to do",
    arguments: [
      (
        "echo \"No module named 'torch'\" >&2; exit 1",
        "has no module torch", "-m pip install torch numpy, or set NNSH_PYTHON to a Python that has them"
      ),
      ("echo 'x'; echo 'Traceback' >&2; echo 'ValueError: no' >&2; echo 'end' >&2; exit 1", "ValueError: no", ""),
      ("echo '{\"error\": \"unknown loss \\\"x\\\"\"}'; exit 3", "unknown loss \"x\"", ""),
      ("exit 0", "error: ", ""),
    ])
  func failures(_ python: String, _ message: String, _ help: String) throws {
    let run = try run(python: python)
    #expect(run.errors.contains(message) && run.errors.contains(help), "\(run.errors)")
    #expect(run.exit == .code(3) || run.exit == .code(4), "\(run.exit)")
    #expect(!run.output.contains("\n1\n"))
  }

  @Test("its arguments are those of torchrun and of train.py")
  func arguments() throws {
    let run = try run(python: "echo \"Error: $*\" >&2; exit 1")
    let expected = "-m torch.distributed.run --standalone --nproc_per_node 2 "
    #expect(run.errors.contains(expected), "\(run.errors)")
    #expect(run.errors.contains("/scripts/torch/train.py "), "\(run.errors)")
  }

  @Test("it gets no input: the commands that come next are left to the session")
  func input() throws {
    let script = """
      mkfifo "$TMPDIR/in"; "$0" serve < "$TMPDIR/in" > "$TMPDIR/out" & pid=$!
      exec 3> "$TMPDIR/in"; printf 'net 2 1\\ntrain 5 on torch 2\\n.\\n' >&3
      until [ -s "$TMPDIR/started" ]; do sleep 0.05; done
      printf 'print 6 * 7\\n.\\n' >&3; touch "$TMPDIR/sent"; exec 3>&-; wait $pid; cat "$TMPDIR/out"
      """
    let waits = "until [ -e \"$TMPDIR/sent\" ]; do sleep 0.05; done"
    let python = "echo 1 > \"$TMPDIR/started\"; \(waits); cat > /dev/null; exit 1"
    let run = try bash(script, python: python)
    #expect(run.output.contains("\"output\": [\"42\"]"), "\(run.output)\(run.errors)")
  }

  @Test("how far it is, and the loss, are shown while it trains")
  func progress() throws {
    let home = try TemporaryFolder()
    try home.write(
      "#!/bin/bash\necho '{\"epoch\": 300, \"updates\": 1200, \"loss\": 0.0625}'\nsleep 60 & wait\n", to: "python")
    _ = try ProcessRun("/bin/chmod", ["+x", "\(home.path)/python"])
    let terminal = try prompt(
      ["NNSH_PYTHON": "\(home.path)/python", "TMPDIR": home.path, "PATH": "/usr/bin:/bin"], home: home)
    try terminal.type("net 2 2 1; train 1200 on torch 2\r")
    try terminal.wait(for: "the progress") { $0.lines.last?.contains(" 300/1200") == true }
    #expect(terminal.screen.lines.last?.contains("loss 0.0625") == true, "\(terminal.screen.lines.last ?? "")")
    try terminal.type("\u{03}")
    try terminal.wait(for: "the prompt") { $0.text.contains("# interrupted; the session is as it was") }
  }

  @Test("nothing is started under --safe")
  func safe() throws {
    let run = try run(python: "touch \"$TMPDIR/started\"", ["--safe"])
    #expect(run.errors.contains("no other programs are run under --safe"), "\(run.errors)")
  }

  @Test("an interrupt ends it, and the session is as it was")
  func interrupt() throws {
    let script = """
      mkfifo "$TMPDIR/in"; "$0" serve < "$TMPDIR/in" > "$TMPDIR/out" & pid=$!
      exec 3> "$TMPDIR/in"; printf 'net 2 1\\nset w1 0.5\\ntrain 5 on torch 2\\n.\\n' >&3
      until [ -s "$TMPDIR/started" ]; do sleep 0.05; done; kill -INT $pid
      until grep -q '"code": 130' "$TMPDIR/out"; do sleep 0.05; done
      printf 'print w1, epoch\\n.\\n' >&3; exec 3>&-; wait $pid; tail -2 "$TMPDIR/out" | head -1
      kill -0 "$(cat "$TMPDIR/started")" 2>/dev/null && echo running; ls "$TMPDIR"
      """
    let run = try bash(script, python: "echo $$ > \"$TMPDIR/started\"; sleep 60 & wait")
    #expect(run.output.contains("\"output\": [\"0.5 0\"]"), "\(run.output)\(run.errors)")
    #expect(run.output.hasSuffix("\nin\nout\npython\nstarted\n"), "\(run.output)")
  }
}
