import Interpreter
import TestSupport
import Testing

/// What PyTorch is given and what it gives back; scripts/test --torch trains with it.
@Suite("training on torch")
struct TorchTests {
  private static let setup = "seed 1; data moons 30 0.2; net 2 5:tanh 3 1; batch 8"

  @Test(
    "what PyTorch lacks is refused by name before anything starts",
    arguments: [
      ("optimizer quickprop", "optimizer quickprop"), ("optimizer rprop", "optimizer rprop"),
      ("optimizer genetic", "optimizer genetic"), ("optimizer adam keras", "optimizer adam keras"),
      ("optimizer momentum 0.9 last-gradient", "optimizer momentum last-gradient"),
      ("rule perceptron", "rule perceptron"), ("flat-spot 0.1", "flat-spot 0.1"),
      ("stop loss 0.1", "a stopping rule is set"), ("break loss > 1", "break conditions are set"),
      ("let f(x) = x^2; activation h1 f", "activation h1 f"), ("activation o step", "activation o step"),
      ("activation h1[2] relu", "activations differ within layer h1"),
      ("let l(o, t) = abs(o - t); loss l", "loss l"), ("share w1 w2", "parameters are tied"),
      ("disconnect i1 h1[1]", "connections were added or removed"), ("report samples", "report samples"),
      ("hand round 3", "hand arithmetic"), ("convention update in-order", "convention update in-order"),
      ("convention derivative misapplied", "convention derivative misapplied"),
      ("convention bias threshold", "convention bias threshold"),
      ("convention sent-back error", "convention sent-back error"),
      ("convention arithmetic textbook", "convention arithmetic textbook"),
      ("shuffle on; seed 1 java", "shuffle on with seed 1 java"), ("dropout h1 0.2; seed 2 c", "dropout with seed 2 c"),
    ])
  func refused(_ commands: String, _ name: String) throws {
    for command in ["train 10 on torch 2", "train 3 updates on torch 1", "export run.safetensors"] {
      let printed = try TestSession().run("\(Self.setup); \(commands)\n\(command)")
      let place = command.hasPrefix("export") ? "2:8" : "2:1"
      #expect(printed.contains(":\(place): error: PyTorch cannot train this session: \(name)\n"), "\(printed)")
    }
  }

  @Test(
    "operands are checked",
    arguments: [
      ("train 10 on keras", "unknown engine 'keras'"), ("train 10 on torch", "train needs a number of processes"),
      ("train 10 on torch 0", "the number of processes must be a whole number from 1 to 1024, got 0"),
      ("train 1 epoch on torch 1 -x", "'-x' is not the name of a host"),
      ("train 1 updates on torch 1 a$b", "'a$b' is not the name of a host"),
      ("train 1 second on torch 1", "train takes no more operands, found 'on'"),
    ])
  func operands(_ command: String, _ message: String) throws {
    let printed = try TestSession().run("net 2 1; \(command)")
    #expect(printed.contains("error: ") && printed.contains(message), "\(printed)")
  }

  @Test("hosts are names, addresses and users")
  func hosts() {
    let command = "train 1 epoch on torch 4 node-1 me@host2.example.org 10.0.0.7 ::1 gpu_3"
    #expect(Parser(.nnsh).parse(SourceText(name: "a.nn", command)).faults.isEmpty)
  }

  @Test("an exported session is loaded again with its state, and training goes on to the same bits")
  func exported() throws {
    let folder = try TemporaryFolder()
    func run(_ script: String) throws -> String { try TestSession().run(script, name: "\(folder.path)/main.nn") }
    for settings in [
      "optimizer adam; shuffle on; dropout h1 0.2", "optimizer momentum 0.9; shuffle in-place; schedule step 2 0.5",
      "optimizer nadam; precision single; freeze h1", "optimizer rprop 0.1 50 rest; batch all",
    ] {
      let printed = try run(
        """
        \(Self.setup); \(settings); train 13 updates; export run.safetensors; train 9 updates; digest; print epoch, loss
        load run.safetensors; print iteration; train 9 updates; digest; print epoch, loss
        """)
      let lines = printed.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.hasPrefix("loss =") }
      #expect(lines.count == 5 && lines[0] == lines[3] && lines[1] == lines[4] && lines[2] == "13", "\(printed)")
    }
    let bytes = contents(of: "\(folder.path)/run.safetensors") ?? ""
    for name in ["after 10.h1.weight", "data.inputs", "nnsh.run", "state.first", "\\\"optimizer\\\":\\\"rprop\\\""] {
      #expect(bytes.contains(name), "\(name)")
    }
  }

  @Test("of the losses in a result, those of epochs that cannot be are left out")
  func losses() throws {
    let arrays: KeyValuePairs = [
      ("o.weight", [1, 1]): [0.5], ("o.bias", [1]): [0.25], ("state.progress", [2]): [3.0, 12],
      ("losses", [5, 2]): [-0x1p63, 1, -1, 2, 3, 0.125, 0x1p60, 4, 3.5, 5],
    ]
    var (header, numbers): ([String], [UInt8]) = ([], [])
    for ((name, shape), values) in arrays {
      let start = numbers.count
      for value in values { withUnsafeBytes(of: value.bitPattern.littleEndian) { numbers += $0 } }
      header.append("\"\(name)\":{\"dtype\":\"F64\",\"shape\":\(shape),\"data_offsets\":[\(start),\(numbers.count)]}")
    }
    let text = Array("{\(header.joined(separator: ","))}".utf8)
    let length = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) }
    let folder = try TemporaryFolder()
    try folder.write(bytes: length + text + numbers, to: "run.safetensors")
    let printed = try TestSession().run(
      "net 1 1\nload run.safetensors; print w1, w2, epoch\nplot loss", name: "\(folder.path)/main.nn")
    #expect(printed.contains("0.5 0.25 3\n") && !printed.contains("error"), "\(printed)")
  }

  @Test("a result for another network, or other random numbers, changes nothing")
  func mismatch() throws {
    let folder = try TemporaryFolder()
    let printed = try TestSession().run(
      """
      \(Self.setup); shuffle on; train 1; export run.safetensors
      seed 1 java; let a = w1; set w1 7; ! load run.safetensors; print w1, epoch
      """, name: "\(folder.path)/main.nn")
    #expect(
      printed.contains("does not fit this session: its random") && printed.hasSuffix("\n7 1\n"), "\(printed)")
  }
}
