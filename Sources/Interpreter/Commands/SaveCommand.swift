import DataFormats
import Expressions
import NeuralNetwork
import Safety

/// `save FILE.nn`
package struct SaveCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "save", .state, ["save FILE", "save parameters|outputs|activations|loss FILE", "save fann|snns FILE"],
    "write the session as a script that restores it, or its parameters for other programs",
    details: """
      FILE.nn has the network, its parameters, the settings, names, variables and data, and what a training has reached:
      load FILE.nn in another process, and training goes on as if it had not been interrupted. Before the file is
      written, its commands are run in a new session and the results compared, to the bit. Not saved are the last step,
      the snapshots, the log, and what undo goes back to. save replaces only scripts that it has written. More than
      20,000 numbers of data go to a file beside it, data-HASH.npz.
      FILE.json is the same as one JSON object: "setup", the commands before the parameters; "parameters", by layer as
      matrices; "state", the commands after them; "digest".
      FILE.safetensors and FILE.npz are the parameters, as 64-bit floats, by the names and in the layout of PyTorch's
      Linear (units × sources): h.weight, h.bias, o.weight …
        model.load_state_dict(safetensors.torch.load_file("FILE.safetensors"))
      FILE.onnx is the network for onnxruntime and others, in double precision where the session is. fann, snns: the
      network as FANN or SNNS has it, with fewer activations, in FILE.net.
      parameters: the weights and biases. outputs: of the output units for each sample of the data. activations: of every
      unit for each sample. loss: by epoch, as in plot loss. These go to FILE.csv, FILE.tsv, FILE.npy and FILE.npz.
      data save FILE writes the data.
      """,
    examples: [])

  private let file: Located<String>
  private var subject: SavedTable?
  /// `fann` or `snns`, whose files have the same extension.
  private var program: String?

  package init(_ operands: inout OperandReader) throws(Fault) {
    program = operands.take("fann") ? "fann" : operands.take("snns") ? "snns" : nil
    for known in SavedTable.allCases where operands.take(known.rawValue) {
      subject = known
      break
    }
    file = try operands.file("a file")
  }

  package func run(_ interpreter: Interpreter) throws {
    if let subject { return try write(subject, interpreter) }
    if let program, let format = FormatTable.network(named: program) { return try writeNetwork(format, interpreter) }
    switch SessionFormat(path: file.value) {
    case .script: try saveScript(interpreter)
    case .json: try saveJSON(interpreter)
    case .network(let formats):
      guard formats.count == 1 else {
        let forms = formats.map { "save \($0.name.lowercased()) \(file.value)" }
        throw Fault("\(file.value) may be of several programs", at: file.range, help: forms.joined(separator: ", or "))
      }
      try writeNetwork(formats[0], interpreter)
    case .arrays: try write(.parameters, interpreter)
    }
  }

  private func writeNetwork(_ format: any DataFormat.Type, _ interpreter: Interpreter) throws {
    let network = interpreter.session.exchanged(try interpreter.session.network(file.range).network)
    try put(.network(network, format), format.extensions, interpreter)
  }

  private func saveScript(_ interpreter: Interpreter) throws {
    try requireOwn(interpreter.path(file), interpreter)
    let script = try SavedScript(interpreter.session, interpreter.commands)
    let bytes = script.bytes
    try interpreter.verify(script, path: interpreter.path(file), at: file.range)
    try putData(of: script, interpreter)
    try put(.bytes(bytes), ["nn"], interpreter)
    reportSaved(interpreter)
  }

  private func saveJSON(_ interpreter: Interpreter) throws {
    let script = try SavedScript(interpreter.session, interpreter.commands)
    try interpreter.verify(script, path: interpreter.path(file), at: file.range)
    try putData(of: script, interpreter)
    let bytes = Array((try SessionJSON(script, at: file.range)).text.utf8)
    try put(.bytes(bytes), ["json"], interpreter)
    reportSaved(interpreter)
  }

  private func reportSaved(_ interpreter: Interpreter) {
    interpreter.unsavedSeconds = 0
    let unsaved = SavedScript.unsaved(interpreter.session)
    // A recording may not have what was there before it.
    interpreter.output.recorded(as: interpreter.output.isQuiet ? [] : ["…"]) {
      interpreter.output.report("# saved\(unsaved.map { ", but not \($0)" } ?? "")")
    }
  }

  /// Writes numbers for other programs.
  private func write(_ subject: SavedTable, _ interpreter: Interpreter) throws {
    let format = FormatTable.format(writing: file.value)
    let extensions = FormatTable.extensions(writing: file.value)
    let state = try interpreter.session.network(file.range)
    guard subject == .parameters, format.hasNamedArrays else {
      let table = try interpreter.table(of: subject, at: file.range)
      return try put(.table(table, format), extensions, interpreter)
    }
    var arrays = try interpreter.session.exchanged(state.network).arrays(at: file.range)
    arrays.metadata = [
      "format": "pt", "nnsh.net": NetCommand.saved(interpreter.session).joined(),
      "nnsh.settings": interpreter.commands.settings(of: interpreter.session).joined(separator: "\n"),
      "nnsh.digest": try state.network.digest(),
    ]
    try put(.arrays(arrays, format), extensions, interpreter)
  }

  /// Writes the data that a script names, before the script does.
  private func putData(of script: SavedScript, _ interpreter: Interpreter) throws {
    guard let data = script.dataBeside else { return }
    let path = data.path(beside: interpreter.path(file))
    try put(.bytes(data.bytes), to: path, ["npz"], interpreter)
  }

  private enum Content {
    case bytes([UInt8])
    case table(NumberTable, any DataFormat.Type)
    case arrays(NamedArrays, any DataFormat.Type)
    case network(Network, any DataFormat.Type)
  }

  private func put(
    _ content: Content, to path: String? = nil, _ extensions: [String], _ interpreter: Interpreter
  ) throws {
    do {
      try withFaults("write", file) {
        try interpreter.files.write(to: path ?? interpreter.path(file), extensions: extensions) { write in
          if interpreter.isInterrupted() { throw Interrupted() }
          switch content {
          case .bytes(let bytes): try bytes.withUnsafeBytes { try write($0) }
          case .table(let table, let format): try format.write(table) { try write($0) }
          case .arrays(let arrays, let format): try format.write(arrays) { try write($0) }
          case .network(let network, let format):
            try format.write(network, interpreter.session.settings.plan.rule.precision) { try write($0) }
          }
          try Limits.check(at: file.range)
        }
      }
    } catch var fault as Fault
      where fault.help == nil && fault.kind == .file && extensions == ["nn"] && !file.value.contains(".")
    {
      fault.help = "save \(file.value).nn"
      throw fault
    }
  }

  /// Throws if the file exists and is not a saved session: somebody wrote it by hand.
  private func requireOwn(_ path: String, _ interpreter: Interpreter) throws(Fault) {
    guard path.hasSuffix(".nn"), let bytes = try? interpreter.files.read(path), !bytes.isEmpty,
      !bytes.starts(with: SavedScript.title.utf8)
    else { return }
    throw Fault(
      "\(file.value) is a script that save has not written", at: file.range, label: "it would be replaced",
      help: "choose another name", kind: .file)
  }
}
