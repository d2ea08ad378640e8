import DataFormats
import Expressions
import NeuralNetwork
import Safety
import WorkedExamples

/// `load FILE.nn`
package struct LoadCommand: Command {
  package static let synopsis = Synopsis(
    "load", .state, ["load FILE"], "replace the session by a saved one, or the parameters by those of a file",
    details: """
      FILE.nn, or FILE.json that save wrote: the commands run in a new session, which replaces the current one if none
      fails. Any script can be loaded so; source FILE runs it in the current session. undo goes back.
      FILE.safetensors and FILE.npz: the weights (units × sources) and biases of each layer, by name (h.weight, h.bias,
      o.weight …) or else in order, numbers in names as numbers: 0.weight, 2.weight, 10.weight. Without a network one
      is made of their shapes. What train.py has trained (help export) has the state of the training and its losses too.
      FILE.npy with all parameters in order, as save parameters FILE.npy writes them, needs the network.
      FILE.onnx, and FILE.net of FANN or SNNS: the network replaces the current one.
      From PyTorch, and from Keras, whose weights are sources × units:
        \(OtherProgram.pytorch.line(converting: "FILE.pt"))
        \(OtherProgram.keras.line(converting: "FILE.h5"))
      """,
    examples: [])

  private let file: Located<String>

  package init(_ operands: inout OperandReader) throws(Fault) { file = try operands.file("a file") }

  package func run(_ interpreter: Interpreter) throws {
    switch SessionFormat(path: file.value) {
    case .script: try loadScript(interpreter)
    case .json: try loadJSON(interpreter)
    case .network: try loadNetwork(interpreter)
    case .arrays: try loadArrays(interpreter)
    }
  }

  /// What `read` makes of the file's bytes.
  private func content<Content>(
    _ interpreter: Interpreter, _ read: (any DataFormat.Type, UnsafeRawBufferPointer) throws -> Content
  ) throws -> Content {
    try withFaults("read", file) {
      try interpreter.files.withMapping(of: interpreter.path(file)) { bytes, _ in
        try read(FormatTable.format(of: bytes, path: file.value), bytes)
      }
    }
  }

  private func loadNetwork(_ interpreter: Interpreter) throws {
    let network = try content(interpreter) { format, bytes in try format.readNetwork(bytes) }
    interpreter.session.setNetwork(interpreter.session.exchanged(network))
    network.summary.forEach { interpreter.output.report($0.hasPrefix("#") ? $0 : "# \($0)") }
  }

  /// Programs whose files nnsh does not read: pickled Python objects, and HDF5.
  private enum OtherProgram: String, CaseIterable {
    case pytorch = "PyTorch"
    case keras = "Keras"

    var extensions: [String] { self == .pytorch ? ["pt", "pth"] : ["h5", "keras"] }

    /// The line of Python that makes a file which nnsh reads.
    func line(converting file: String) -> String {
      let name = file.lastIndex(of: ".").map { file[..<$0] } ?? file[...]
      return self == .pytorch
        ? "safetensors.torch.save_file(torch.load(\"\(file)\"), \"\(name).safetensors\")"
        : "numpy.savez(\"\(name).npz\", *[w.T for w in keras.models.load_model(\"\(file)\").get_weights()])"
    }
  }

  private func loadScript(_ interpreter: Interpreter) throws {
    if let program = OtherProgram.allCases.first(where: { $0.extensions.contains { file.value.hasSuffix(".\($0)") } }) {
      throw Fault(
        "\(file.value) is a file of \(program.rawValue)", at: file.range, label: "convert it in Python",
        help: program.line(converting: file.value), kind: .file)
    }
    let path = interpreter.path(file)
    let text: SourceText
    do {
      text = try interpreter.script(file)
    } catch var fault as Fault {
      if !path.hasSuffix(".nn"), (try? interpreter.files.readScript(path + ".nn", isChosenByUser: false)) != nil {
        fault.help = "load \(file.value).nn"
      }
      throw fault
    }
    let isSaved = text.bytes.starts(with: SavedScript.title.utf8)
    try interpreter.replaceSession(quietly: isSaved) { try interpreter.include(text, at: file.range) }
    interpreter.unsavedSeconds = 0
  }

  private func loadJSON(_ interpreter: Interpreter) throws {
    let path = interpreter.path(file)
    do {
      let parts = try SessionJSON.commands(try withFaults("read", file) { try interpreter.files.read(path) })
      func run(_ commands: String) throws {
        try interpreter.include(SourceText(name: "\(path), in a command", commands), at: file.range)
      }
      try interpreter.replaceSession(quietly: true) {
        try run(parts.setup)
        if let arrays = parts.parameters { try set(arrays, interpreter) }
        try run(parts.state)
      }
      interpreter.unsavedSeconds = 0
    } catch let diagnostic as Diagnostic {
      throw Fault("\(file.value) cannot be loaded: \(diagnostic.fault.message)", at: file.range)
    } catch let error as SessionJSON.Failure {
      try Limits.check(at: file.range)
      throw Fault("\(file.value) cannot be loaded: \(error.what)", at: file.range)
    }
  }

  // MARK: Parameters

  private func loadArrays(_ interpreter: Interpreter) throws {
    let arrays = try content(interpreter) { format, bytes in try format.readArrays(bytes) }
    if interpreter.session.state == nil { try makeNetwork(arrays, interpreter) }
    try set(arrays, interpreter) { interpreter.session.exchanged($0) }
    try interpreter.takeState(arrays, from: file.value, at: file.range)
  }

  /// - Parameter exchanged: what the values are for a network that has them as the file does.
  private func set(
    _ arrays: NamedArrays, _ interpreter: Interpreter, _ exchanged: (Network) -> Network = { $0 }
  ) throws {
    let network = try interpreter.session.network(file.range).network
    let names = UnitNames(network.topology)
    let layers = LayerArrays.layers(of: arrays, names: (1..<names.sizes.count).map(names.layerName))
    let values: [Double]
    do throws(ArrayMismatch) {
      if layers.isEmpty, let parameters = try network.values(fromVector: arrays) {
        values = parameters
      } else {
        var given = network
        for (parameter, value) in try network.values(from: layers) { given.values[parameter] = value }
        values = exchanged(given).values
      }
    } catch {
      throw Fault("\(file.value) does not fit the network: \(error.reason)", at: file.range, help: error.help)
    }
    try interpreter.requireCopyOfNetwork(at: file.range)
    try interpreter.session.setParameters(file.range, Array(values.indices), to: values)
  }

  /// A network with the shapes of the arrays.
  private func makeNetwork(_ arrays: NamedArrays, _ interpreter: Interpreter) throws {
    if let net = arrays.metadata["nnsh.net"], Self.isNetwork(net) {
      try interpreter.include(SourceText(name: file.value, net), at: file.range)
      return interpreter.output.report("# \(net)")
    }
    let layers = LayerArrays.layers(of: arrays, names: [])
    guard let first = layers.first else {
      throw Fault(
        "\(file.value) has no matrices of weights", at: file.range, label: "or load it into a network: net 2 4 1")
    }
    let sizes = [first.weight.dimensions[1]] + layers.map { $0.weight.dimensions[0] }
    let biases = layers.contains { $0.bias != nil } ? "" : " no-bias"
    let net = "net \(sizes.map(String.init).joined(separator: " "))\(biases)"
    try interpreter.include(SourceText(name: file.value, net), at: file.range)
    interpreter.output.report("# \(net): the file does not say which activations")
  }

  /// Whether a text is one `net` command: a file of numbers runs no other.
  private static func isNetwork(_ text: String) -> Bool {
    let (statements, faults) = Parser(.nnsh).parse(SourceText(name: "", text))
    return faults.isEmpty && statements.count == 1 && statements[0].command is NetCommand
  }
}
