import Expressions
import NeuralNetwork
import WorkedExamples

/// The sources of completions: the session, the commands, the files.
struct CompletionContext {
  typealias Candidate = Completion.Candidate

  /// The part of the word already typed.
  let word: String
  let isAfterColon: Bool
  let commands: CommandTable
  let session: Session
  /// The entries of a folder, folders with a trailing `/`.
  let list: (String) -> [String]

  var commandNames: [Candidate] { commands.synopses.map { Candidate(name: $0.name, meaning: $0.summary) } }

  /// The files of the folder typed so far; a name that a command would read as several words is quoted.
  var paths: [Candidate] {
    let quote = word.first.flatMap { "\"'".contains($0) ? String($0) : nil }
    let typed = word.dropFirst(quote == nil ? 0 : 1)
    let folder = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
    let names = list(folder.isEmpty ? "." : folder).sorted()
    return names.filter { !$0.hasPrefix(".") && (folder + $0).hasPrefix(typed) }.map { name in
      let path = folder + name
      let isFolder = name.hasSuffix("/")
      let needsQuotes = path.contains { " ;#{}()[]".contains($0) }
      let mark = quote ?? (needsQuotes ? path.contains("\"") ? "'" : "\"" : "")
      return Candidate(
        name: mark + path + (isFolder ? "" : mark), meaning: isFolder ? "folder" : "file", isWhole: !isFolder,
        replaces: String(typed))
    }
  }

  var snapshots: [Candidate] {
    session.snapshots.keys.sorted().map { Candidate(name: $0, meaning: "snapshot") }
  }

  var activations: [Candidate] { CompletionContext.allActivations }

  /// With formula and range. Computed once: it takes thousands of evaluations.
  private static let allActivations: [Candidate] = {
    let formulas = Activation.all.map { $0.formulaOfLayer ?? FunctionPage.formula(of: $0) }
    let width = min(formulas.map(\.terminalWidth).max() ?? 0, 44)
    return zip(Activation.all, formulas).map { activation, formula in
      Candidate(name: activation.name, meaning: "\(formula.padded(to: width))  \(range(of: activation))")
    }
  }()

  /// The values of an activation function: `0 … 1`.
  private static func range(of activation: Activation) -> String {
    guard activation.isElementwise else { return "0 … 1" }
    let values = ((-32...32).map { Double($0) / 4 } + [-1e6, 1e6]).map { activation.value(at: $0) }.filter { !$0.isNaN }
    func text(_ bound: Double) -> String {
      bound.magnitude > 100 ? bound < 0 ? "-∞" : "∞" : bound.magnitude < 1e-3 ? "0" : rounded(bound, digits: 2)
    }
    return "\(text(values.min() ?? 0)) … \(text(values.max() ?? 0))"
  }

  var userFunctions: [Candidate] {
    session.functions.keys.sorted().map { Candidate(name: $0, meaning: "function") }
  }

  var layers: [Candidate] {
    guard let topology = session.state?.network.topology else { return [] }
    let names = UnitNames(topology)
    return topology.sizes.indices.map { layer in
      Candidate(
        name: names.layerName(layer), meaning: "\(kind(layer, topology)) layer of \(topology.sizes[layer])",
        isWhole: false)
    }
  }

  /// The first units of each layer.
  var units: [Candidate] {
    guard let topology = session.state?.network.topology else { return [] }
    let names = UnitNames(topology)
    return topology.sizes.indices.flatMap { layer in
      topology.units(of: layer).prefix(20).map { unit in
        Candidate(
          name: names.unitName(unit).description,
          meaning: "\(kind(layer, topology)) unit, \(topology.activations[unit].name)", isWhole: false)
      }
    }
  }

  var parameters: [Candidate] {
    guard let network = session.state?.network else { return [] }
    let names = QuantityNames(network.topology)
    return (0..<min(network.topology.parameterCount, 40)).map { parameter in
      let value = rounded(network.values[parameter], digits: 6)
      return Candidate(
        name: "w\(parameter + 1)", meaning: "\(names.longName(ofParameter: parameter)) = \(value)", isWhole: false)
    }
  }

  /// Names for expressions: variables, quantities, functions; after a `.` the members of a unit or parameter.
  var names: [Candidate] {
    let own =
      session.variables.named.map { Candidate(name: $0.name, meaning: "variable") }
      + session.functions.keys.sorted().map { Candidate(name: "\($0)(", meaning: "function", isWhole: false) }
    guard session.state != nil else { return own + functions }
    if let dot = word.lastIndex(of: ".") { return members(of: String(word[..<dot])) }
    let measures = WholePart.allCases.map { Candidate(name: $0.rawValue, meaning: $0.meaning) }
    return own + measures + layers + units + parameters + functions
  }

  /// The functions that every expression can call.
  private var functions: [Candidate] {
    BuiltInFunction.all.map { Candidate(name: "\($0.name)(", meaning: $0.meaning, isWhole: false) }
      + Activation.all.filter(\.isElementwise).map {
        Candidate(name: "\($0.functionName)(", meaning: "activation function", isWhole: false)
      }
  }

  private func members(of owner: String) -> [Candidate] {
    let members =
      owner.hasPrefix("w") || owner.hasPrefix("b")
      ? parameterParts.map { ($0.rawValue, $0.meaning) }
      : unitParts(of: owner).map { ($0.rawValue, $0.meaning) }
    return members.map { Candidate(name: "\(owner).\($0.0)", meaning: $0.1) }
  }

  /// Inputs have no net input, and only outputs have targets.
  private func unitParts(of owner: String) -> [UnitPart] {
    guard let topology = session.state?.network.topology else { return UnitPart.allCases }
    let names = UnitNames(topology)
    func has(_ layer: Int) -> Bool {
      names.layerName(layer) == owner || topology.units(of: layer).contains { names.unitName($0).description == owner }
    }
    if has(0) { return [.out, .gradient] }
    return has(topology.outputLayer) ? UnitPart.allCases : UnitPart.allCases.filter { $0 != .target }
  }

  /// The words that help explains, with the beginning of the explanation.
  var fieldWords: [Candidate] {
    GlossaryEntry.all.flatMap { entry in entry.words.map { Candidate(name: $0, meaning: entry.firstSentence) } }
  }

  /// The parts that every parameter has, and those that the optimizer keeps.
  private var parameterParts: [ParameterPart] {
    let kept = session.settings.plan.rule.optimizer.formulas?.state.map(\.name) ?? []
    return ParameterPart.allCases.dropFirst().filter { $0.optimizerState.map { kept.contains($0.name) } ?? true }
  }

  private func kind(_ layer: Int, _ topology: Topology) -> String {
    layer == 0 ? "input" : layer == topology.outputLayer ? "output" : "hidden"
  }
}
