import DataFormats
import Interpreter
import TestSupport
import Testing

/// Files that other programs have written, and files for them.
@Suite("Exchange with other programs")
struct ExchangeTests {
  static let files = "\(projectFolder)/Tests/DataFormatsTests/Files"

  private func run(_ script: String, in folder: String = files) throws -> String {
    try TestSession().run(script, name: "\(folder)/main.nn")
  }

  @Test("data of numpy: stored, deflated, sizes of 64 bits, 32 bits, integers, Fortran order, big-endian")
  func samples() throws {
    let rows = "sample 0 0.5 : 0\nsample 0.25 -1 : 1\nsample 1 3 : 2\n"
    for file in ["stored.npz", "deflated.npz", "large.npz", "stored.npz stream", "large.npz stream"] {
      #expect(try run("data load \(file); show data").hasSuffix(rows), "\(file)")
    }
    #expect(try run("data load fortran.npy; show data").hasSuffix("sample 1 2 : 3\nsample 4 5 : 6\n"))
    // Every length and distance of copies, and a stored block at the end; the file's checksum covers each byte.
    #expect(try run("data load copies.npz; show data 520").hasSuffix(" 73 244 110 120 : 59 117 113\n"))
    let wave = try run("data load wave.npz; show data 1000")
    // round(sin(3999 / 7), 3) and the three before it
    #expect(wave.hasPrefix("# wave.npz: 1000 samples of 3 inputs and 1 target\n"))
    #expect(wave.hasSuffix("sample -0.791 -0.696 -0.587 : -0.465\n"), "\(wave.suffix(60))")
  }

  @Test(
    "parameters of PyTorch and, transposed, of Keras, into a network or without one",
    arguments: ["torch.safetensors", "layers.npz"])
  func parameters(file: String) throws {
    let shown = """
      weights h 0.5 -1.5 0.10000000149011612 / 2 0.125 0.20000000298023224 / 3 -0.25 0.30000001192092896
      weights o 1 2 3 -1

      """
    for start in ["net 2 3 1; ", ""] {
      let printed = try run("\(start)load \(file); digest")
      let expected = try run("net 2 3 1; \(shown); digest")
      #expect(printed.hasSuffix(expected), "\(printed)")
    }
    let refused = try run("net 2 4 1; load \(file)")
    #expect(refused.contains("does not fit the network: ") && refused.contains("3×2, expected 4×2"), "\(refused)")
  }

  @Test(
    "networks of ONNX, FANN and SNNS with their activations, and data of FANN and SNNS",
    arguments: [
      (
        "load torch.onnx",
        "net 2 3:relu 1:swish; weights h 0.5 -1.5 0.10000000149011612 / 2 0.125 0.20000000298023224 / 3 -0.25 "
          + "0.30000001192092896; weights o 1 2 3 -1"
      ),
      (
        // The hidden unit's weights are half of FANN's, whose steepness is 0.5.
        "load shortcut.net",
        "net 2 1:tanh 1; connect i1 o1; connect i2 o1; "
          + "weights h -0.36106669902801514 -0.2592869997024536 -0.34196096658706665; "
          + "weights o 0.7345778942108154 -0.34903979301452637 "
          + "-0.11664986610412598 -0.8109413385391235"
      ),
      (
        "load snns.net",
        "net 2 2:tanh 2; weights h 1.78863 0.0965 -0.04382 / 0.43651 -1.86349 -0.47722; "
          + "weights o -0.27739 -0.08274 -1.31386 / -0.35476 -0.627 0.88462"
      ),
      ("data load fann.data", "data samples 0 0.5 : 0 / 0.25 -1 : 1 / 1 3 : 2; data name \"fann.data\""),
      ("data load snns.pat", "data samples 0 0 : 0 1 / 0 1 : 1 0 / 1 0 : 1 0 / 1 1 : 0 1; data name \"snns.pat\""),
    ])
  func networks(load: String, commands: String) throws {
    let shown = load.hasPrefix("data") ? "show data" : "digits 17; show net; show weights; digest"
    let found = try run("\(load); \(shown)").split(separator: "\n").suffix(4)
    #expect(found == (try run("\(commands); \(shown)")).split(separator: "\n").suffix(4), "\(found)")
  }

  @Test("thresholds are biases of the other sign in other programs' files", arguments: ["n.onnx", "n.safetensors"])
  func thresholds(file: String) throws {
    let folder = try TemporaryFolder()
    let net = "net 2 1; weights o 0.5 -1 0.25"
    _ = try run("convention bias threshold; \(net); save \(file)", in: folder.path)
    #expect(try run("load \(file); print b[o1]", in: folder.path).hasSuffix("\n-0.25\n"))
    #expect(try run("convention bias threshold; load \(file); print b[o1]", in: folder.path).hasSuffix("\n0.25\n"))
  }

  @Test(
    "what a format does not have is refused by name",
    arguments: [
      ("net 2 2:relu 1; save fann a.net", "FANN has no activation relu"),
      ("net 2 2:step 1; set b[h1] 0.5; save snns a.net", "SNNS has no activation step with a bias"),
      ("net 2 1; save a.net", "a.net may be of several programs"),
      ("net 2 2 1; connect i1 o1; save a.onnx", "ONNX has no layers with connections added or removed"),
      ("let f(x) = x^3; net 2 2:f 1; save a.onnx", "ONNX has no activation f"),
      ("net 2 3 1; activation h1 tanh; save a.onnx", "ONNX has no layer with several activations"),
      ("net 1 1; set w1 1e300; precision single; save a.onnx", "single precision has no number as large as 1e+300"),
      ("data load torch.onnx", "torch.onnx is a network, not data"),
      ("load snns.pat", "SNNS patterns files hold no parameters: snns.pat"),
    ])
  func refused(script: String, message: String) throws {
    let printed = try run(script)
    #expect(printed.contains("error: \(message)\n"), "\(printed)")
    #expect(contents(of: "\(Self.files)/a.net") == nil && contents(of: "\(Self.files)/a.onnx") == nil)
  }

  @Test(
    "what is not readable in a file is named, with its place",
    arguments: [
      // The flag of encryption, in the list at the end.
      (
        "stored.npz", "PK\u{1}\u{2}-\u{3}-\0\0", "PK\u{1}\u{2}-\u{3}-\0\u{1}",
        "x.npz has an encrypted file, which nnsh does not read"
      ),
      (
        "snns.pat", "# Output pattern 1:\n0 1", "# Output pattern 1:\n0 x1", "x.pat:12:3: expected a number, found 'x1'"
      ),
      ("s.json", "[[0.25,", "[[.25,", "x.json cannot be loaded: it is not JSON, from byte 89 on"),
      ("s.json", "[[0.25,", "[[+25,", "x.json cannot be loaded: it is not JSON, from byte 89 on"),
    ])
  func unreadable(file: String, old: String, new: String, message: String) throws {
    let folder = try TemporaryFolder()
    _ = try run("net 2 1; weights o 0.25 1 2; save s.json", in: folder.path)
    let whole = try #require(bytes(of: file == "s.json" ? "\(folder.path)/s.json" : "\(Self.files)/\(file)"))
    let start = try #require(whole.indices.first { whole[$0...].starts(with: old.utf8) })
    let name = "x.\(file.split(separator: ".")[1])"
    try folder.write(bytes: whole[..<start] + Array(new.utf8) + whole[(start + old.utf8.count)...], to: name)
    let command = name == "x.json" ? "load" : "data load"
    let printed = try run("\(command) \(name)", in: folder.path)
    #expect(printed.contains("error: \(message)\n"), "\(printed)")
  }

  @Test("JSON of other writers: any character may be escaped")
  func escapes() throws {
    let folder = try TemporaryFolder()
    let saved = try run("let s = \"é😀/\\ta\"; net 2 1; save s.json; print s; digest", in: folder.path)
    let text = try #require(contents(of: "\(folder.path)/s.json"))
    let escaped = text.replacing("é", with: "\\u00e9").replacing("😀", with: "\\uD83D\\ude00")
      .replacing("/", with: "\\/").replacing("net 2", with: "ne\\u0074 2")
    #expect(escaped.contains("let s = \\\"\\u00e9\\uD83D\\ude00\\/"), "\(escaped)")
    try folder.write(escaped, to: "t.json")
    #expect(try run("load t.json; print s; digest", in: folder.path).hasSuffix(saved.replacing("# saved\n", with: "")))
  }

  @Test("a written archive says that any program which knows version 2.0 can read it, and that its names are UTF-8")
  func archiveVersion() throws {
    let folder = try TemporaryFolder()
    _ = try run("net 2 1; save p.npz", in: folder.path)
    let file = try #require(bytes(of: "\(folder.path)/p.npz"))
    #expect(file.starts(with: Array("PK\u{3}\u{4}".utf8) + [20, 0, 0, 8]))
    // An archive without files is the 22 bytes of its end.
    for (count, message) in [(21, "it ends too early"), (22, "no list of files at its end")] {
      try folder.write(bytes: Array(file.prefix(count)), to: "p.npz")
      let printed = try run("load p.npz", in: folder.path)
      #expect(printed.contains(message), "\(printed)")
    }
  }

  @Test(
    "ONNX: tensors of whole numbers, and a second output",
    arguments: [
      // A tensor of three numbers with the name 0.bias, in another field for each type.
      ([0x2A, 17, 8, 3, 0x10, 6, 0x2A, 3, 1, 2, 3, 0x42, 6] + Array("0.bias".utf8), "1 2 3\n"),
      ([0x2A, 17, 8, 3, 0x10, 7, 0x3A, 3, 1, 2, 3, 0x42, 6] + Array("0.bias".utf8), "1 2 3\n"),
      ([0x2A, 17, 8, 3, 0x10, 13, 0x5A, 3, 1, 2, 3, 0x42, 6] + Array("0.bias".utf8), "1 2 3\n"),
      ([0x62, 3, 0x0A, 1, 0x7A], "error: x.onnx has 1 inputs and 2 outputs"),
    ] as [([UInt8], String)])
  func addedToGraph(_ field: [UInt8], _ printed: String) throws {
    let folder = try TemporaryFolder()
    let file = try #require(bytes(of: "\(Self.files)/torch.onnx"))
    // The graph is field 7, of 441 bytes.
    let count = 441 + field.count
    try folder.write(
      bytes: file[..<3] + [UInt8(count & 127 | 128), UInt8(count >> 7)] + file[5..<446] + field + file[446...],
      to: "x.onnx")
    #expect(try run("load x.onnx; print w7, w8, w9", in: folder.path).contains(printed))
  }

  @Test("activations that ONNX does not have come back from its functions, with their parameters")
  func functionsOfONNX() throws {
    let folder = try TemporaryFolder()
    let shown = "show net; digest; predict 1 2"
    let saved = try run(
      "net 2 3 2:gaussian; activation h dead-zone 0.3; init normal 0 1; save e.onnx; \(shown)", in: folder.path)
    let loaded = try run("load e.onnx; \(shown)", in: folder.path)
    #expect(loaded.hasSuffix(saved) && saved.contains("3:dead-zone(0.3) 2:gaussian"), "\(saved)\(loaded)")
  }

  @Test("for files of PyTorch and Keras there is a line of Python")
  func otherPrograms() throws {
    let printed = try run("load a.pt")
    #expect(printed.contains("error: a.pt is a file of PyTorch\n"), "\(printed)")
    #expect(printed.contains("help: safetensors.torch.save_file(torch.load(\"a.pt\"), \"a.safetensors\")\n"))
    #expect(try run("load b.h5").contains("help: numpy.savez(\"b.npz\", *["))
    let help = try run("help load")
    #expect(help.contains("torch.load(\"FILE.pt\")") && help.contains("load_model(\"FILE.h5\")"))
  }

  @Test("weights that are the other way round are named as such")
  func transposed() throws {
    #expect(try run("net 2 3 1; load keras.npz").contains("help: transpose it"))
  }

  @Test(
    "what is saved is loaded again to the bit",
    arguments: ["p.npz", "p.safetensors", "s.json", "s.nn", "p.onnx", "fann p.net", "snns p.net"])
  func roundTrip(form: String) throws {
    let folder = try TemporaryFolder()
    let file = form.split(separator: " ").last.map(String.init) ?? ""
    // Units of SNNS always have a bias.
    for net in form.hasPrefix("snns") ? ["net 2 3:tanh 2 1"] : ["net 2 3:tanh 2 1", "net 3 2 no-bias"] {
      let digest = try run("seed 5; \(net); init normal 0 1e-9; save \(form); digest", in: folder.path)
      let start = file == "p.npz" ? "\(net); " : ""
      let again = try run("\(start)load \(file); digest", in: folder.path)
      let lines = digest.split(separator: "\n")
      #expect(again.split(separator: "\n").last == lines.last && lines.count < 3, "\(digest)\(again)")
    }
  }

  @Test("a session as JSON goes on as it would")
  func json() throws {
    let folder = try TemporaryFolder()
    let start = "seed 3; net 2 3 1; optimizer adam; data moons 20 0.1; shuffle on; train 3"
    let expected = try run("\(start); train 2; digest", in: folder.path)
    _ = try run("\(start); save s.json", in: folder.path)
    let loaded = try run("load s.json; train 2; digest", in: folder.path)
    #expect(expected.hasSuffix(loaded) && loaded.contains("# 2 epochs"), "\(loaded)")
    let text = contents(of: "\(folder.path)/s.json") ?? ""
    #expect(text.contains("\"h.weight\": [[") && text.contains("\"optimizer adam 0.9 0.999\""))
  }

  @Test("data is written and read back: rows as they were before normalization", arguments: ["d.npy", "d.npz"])
  func dataRoundTrip(file: String) throws {
    let folder = try TemporaryFolder()
    let shown = try run(
      "data moons 6 0.1; data save \(file); data normalize zscore; data save \(file); show data", in: folder.path)
    let again = try run("data load \(file); show data", in: folder.path)
    #expect(again.split(separator: "\n").suffix(6) == shown.split(separator: "\n").suffix(6))
  }

  @Test("tables of parameters, outputs and activations")
  func tables() throws {
    let folder = try TemporaryFolder()
    _ = try run(
      "net 2 1:identity; weights o 2 -0.5 1; data and; save parameters p.csv; save outputs o.tsv; save activations a.csv",
      in: folder.path)
    #expect(
      contents(of: "\(folder.path)/p.csv")
        == "name,connection,value\nw1,\"w[i1,o1]\",2\nw2,\"w[i2,o1]\",-0.5\nw3,b[o1],1\n")
    #expect(contents(of: "\(folder.path)/o.tsv") == "o1.out\n1\n0.5\n3\n2.5\n")
    #expect(contents(of: "\(folder.path)/a.csv") == "i1,i2,o1.out\n0,0,1\n0,1,0.5\n1,0,3\n1,1,2.5\n")
  }

  @Test(
    "a file cut off anywhere or with any byte changed gives one message and leaves the session as it was, or is read",
    arguments: [
      "stored.npz", "deflated.npz", "torch.safetensors", "fortran.npy", "s.json", "torch.onnx", "shortcut.net",
      "snns.net",
      "fann.data", "snns.pat",
    ])
  func damaged(file: String) throws {
    let folder = try TemporaryFolder()
    if file == "s.json" { _ = try run("net 2 1; data xor; save s.json", in: folder.path) }
    let path = "\(file == "s.json" ? folder.path : Self.files)/\(file)"
    let whole = try #require(bytes(of: path))
    let session = TestSession()
    let state = "digest; print x; data"
    let before = try session.run("net 2 3 1; let x = 3; \(state)")
    let end = file.split(separator: ".").last ?? ""
    let commands =
      ["npy", "data", "pat"].contains(end) ? ["data load"] : end == "npz" ? ["data load", "load"] : ["load"]
    for position in stride(from: 0, to: whole.count, by: whole.count > 600 ? 3 : 1) {
      var changed = whole
      changed[position] ^= UInt8(1 << (position % 8))
      for damaged in [Array(whole[..<position]), changed] {
        try folder.write(bytes: damaged, to: "x.\(end)")
        for command in commands {
          let printed = try session.run("\(command) x.\(end)", name: "\(folder.path)/main.nn")
          if printed.contains("error: ") {
            #expect(printed.occurrences(of: "error: ") == 1 && printed.split(separator: "\n").count < 7, "\(printed)")
            #expect(try session.run(state) == before, "\(position)")
          } else {
            try session.run("undo")
          }
        }
      }
    }
    #expect(try session.run(state) == before)
  }

  @Test("a large network is written to ONNX in short pieces, and read as it was")
  func pieces() throws {
    let folder = try TemporaryFolder()
    let session = TestSession()
    let digest = try session.run("net 300 400 1; digest; save n.onnx", name: "\(folder.path)/a.nn")
    #expect(try run("load n.onnx; digest", in: folder.path).hasSuffix("\n\(digest)"))
    let network = try #require(session.interpreter.session.state?.network)
    var longest = 0
    try ONNX.write(network, .double) { longest = max(longest, $0.count) }
    #expect(100_000...1 << 20 ~= longest)
  }
}
