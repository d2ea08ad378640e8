import Glibc
import TestSupport
import Testing

/// The scripts that install and pack the program, with the executable that the tests have built.
@Suite struct PackageTests {
  private static let program = PseudoTerminal.productsDirectory + "/nnsh"
  private static let top = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

  private func run(_ script: String, environment: [String: String] = [:]) throws -> ProcessRun {
    try ProcessRun(
      "/bin/bash", ["-euc", script],
      environment: [
        "PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "TOP": Self.top, "NNSH": Self.program, "LC_ALL": "C.UTF-8",
      ].merging(environment) { $1 })
  }

  private func has(_ command: String) throws -> Bool { try run("command -v \(command)").exit == .code(0) }

  @Test("what is installed runs, and removing it leaves nothing")
  func install() throws {
    let folder = try TemporaryFolder()
    let installed = try run(
      "$TOP/scripts/install --binary $NNSH \(folder.path)/a/b; \(folder.path)/a/b/bin/nnsh -c 'print 1 + 1'")
    #expect(installed.exit == .code(0) && installed.output == "2\n")
    let manual = try run("gzip -dc \(folder.path)/a/b/share/man/man1/nnsh.1.gz")
    #expect(manual.output == (try nnsh(["--manual"]).output))
    #expect(
      try run("$TOP/scripts/install --remove \(folder.path)/a/b; find \(folder.path)/a").output == """
        \(folder.path)/a
        \(folder.path)/a/b

        """)
    let refused = try run("$TOP/scripts/install --binary /nowhere \(folder.path)")
    #expect(refused.exit == .code(1) && refused.errors == "nnsh: error: /nowhere is not an executable.\n")
  }

  @Test("runs where /proc is not mounted")
  func withoutProc() throws {
    guard try run("unshare --mount umount --lazy /proc").exit == .code(0) else { return }
    let bare = try run("unshare --mount sh -c 'umount --lazy /proc && exec $NNSH -c \"print 1 + 1; net 2 1; digest\"'")
    let usual = try nnsh(["-c", "print 1 + 1; net 2 1; digest"])
    // A sanitizer warns that it does not find the program's file.
    let errors = bare.errors.split(separator: "\n").filter { !$0.contains("WARNING: reading executable name failed") }
    #expect(bare.exit == .code(0) && bare.output == usual.output && errors.isEmpty)
  }

  @Test("the Debian package installs into an empty root, replays an article there, and is removed without a trace")
  func package() throws {
    guard try has("dpkg-deb"), getuid() == 0 else { return }
    let folder = try TemporaryFolder()
    let root = folder.path + "/root"
    let packed = try run(
      "mkdir -p \(root)/var/lib/dpkg/{info,updates}; touch \(root)/var/lib/dpkg/status; $TOP/scripts/package --binary $NNSH \(folder.path)"
    )
    #expect(packed.exit == .code(0), "\(packed.errors)")
    let paths = packed.output.split(separator: "\n").map(String.init)
    try #require(paths.count == 2)
    #expect(try run("tar tzf \(paths[0])").output.contains("/bin/nnsh\n"))
    let dpkg = "dpkg --root=\(root) --force-not-root --force-depends"
    let installed = try run("\(dpkg) -i \(paths[1])")
    #expect(installed.exit == .code(0), "\(installed.errors)")
    let article = "scripts/articles/1-how-a-neural-network-works.nn"
    let replay = try run("cd $TOP; \(root)/usr/bin/nnsh \(article)")
    let direct = try nnsh(["\(Self.top)/\(article)"])
    #expect(replay.exit == .code(0) && replay.output == direct.output)
    for file in ["share/man/man1/nnsh.1.gz", "share/bash-completion/completions/nnsh", "share/doc/nnsh/copyright"] {
      #expect(access("\(root)/usr/\(file)", R_OK) == 0, "\(file)")
    }
    #expect(try run("\(dpkg) -P nnsh").exit == .code(0))
    #expect(try run("find \(root) -path '*/var' -prune -o -type f -print").output.isEmpty)
  }

  @Test("the manual page names every option and command, and man reads it without a warning")
  func manual() throws {
    let page = try nnsh(["--manual"]).output
    for line in try nnsh(["--help"]).output.split(separator: "\n") where line.hasPrefix("  ") {
      let words = line.split(separator: " ")
      guard let first = words.first, first.hasPrefix("-") else { continue }
      let name = first.hasSuffix(",") ? first.dropLast() : first
      #expect(page.contains("\\fB" + name.map { $0 == "-" ? "\\-" : String($0) }.joined() + "\\fR"), "\(name)")
    }
    #expect(page.contains("\\fBforward\\fR\nrun") || page.contains("\\fBforward\\fR\ncompute"))
    guard try has("man"), try has("groff") else { return }
    let folder = try TemporaryFolder()
    try folder.write(page, to: "nnsh.1")
    let read = try run("man --warnings -E UTF-8 -l \(folder.path)/nnsh.1 | cat", environment: ["MANWIDTH": "80"])
    #expect(read.errors.isEmpty)
    #expect(read.output.contains("NAME\n       nnsh - a shell for neural networks\n"))
  }

  @Test(
    "bash completes subcommands, options and their values, and the files that the subcommand is for",
    arguments: [
      ("nnsh te", "test"), ("nnsh --co", "--color --completions"), ("nnsh --color ne", "never"),
      ("nnsh --color = al", "always"), ("nnsh lint --fo", "--form"), ("nnsh lint --form j", "json"),
      ("nnsh test --rep", "--report"), ("nnsh test --repeat-all", ""), ("nnsh audit --j", ""),
      ("nnsh a", "audit a.nn a b"),
      ("nnsh a.nn a", "a.nn a b"), ("nnsh audit a", "a b a.md a.tex"), ("nnsh test a", "a b a.md a.nn"),
      ("nnsh --seed ", ""),
    ])
  func bash(_ line: String, _ expected: String) throws {
    let folder = try TemporaryFolder()
    for name in ["a.nn", "a.md", "a.tex", "a b/x.nn"] { try folder.write("", to: name) }
    let script = """
      set +e
      eval "$($NNSH --completions bash)"
      cd \(folder.path)
      IFS=' ' read -ra COMP_WORDS <<<"$LINE"
      [[ $LINE == *' ' ]] && COMP_WORDS+=('')
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _nnsh
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let run = try run(script, environment: ["LINE": line])
    #expect(run.errors.isEmpty)
    let found = run.output.split(separator: "\n").map(String.init)
    #expect(Set(found.flatMap { $0.split(separator: " ") }) == Set(expected.split(separator: " ")))
  }

  @Test("fish completes subcommands, options and their values")
  func fish() throws {
    guard try has("fish") else { return }
    let folder = try TemporaryFolder()
    let script = """
      $NNSH --completions fish > \(folder.path)/nnsh.fish
      cd \(folder.path)
      HOME=\(folder.path) fish --no-config -c 'source \(folder.path)/nnsh.fish
      complete -C "nnsh te"; complete -C "nnsh --color a"; complete -C "nnsh lint --fo"; complete -C "nnsh test --stri"'
      """
    let lines = try run(script).output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
    #expect(lines == ["test", "always", "auto", "--form"])
  }

  @Test("zsh reads the completions")
  func zsh() throws {
    guard try has("zsh") else { return }
    let folder = try TemporaryFolder()
    let run = try run("$NNSH --completions zsh > \(folder.path)/_nnsh; zsh -n \(folder.path)/_nnsh")
    #expect(run.exit == .code(0) && run.errors.isEmpty)
  }
}
