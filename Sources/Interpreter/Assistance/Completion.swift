import Expressions
import NeuralNetwork
import WorkedExamples

/// What could stand at the cursor, with what it means.
package struct Completion: Sendable, Equatable {
  package struct Candidate: Sendable, Equatable {
    package var name: String
    package var meaning: String
    /// Nothing more belongs to the word: a blank may follow.
    package var isWhole: Bool
  }

  /// UTF-8 offsets of what a candidate replaces.
  package var range: Range<Int>
  package var candidates: [Candidate]

  /// - Parameters:
  ///   - cursor: a UTF-8 offset into `text`.
  ///   - list: the entries of a folder, folders with a `/` at their end.
  package init(
    _ text: String, cursor: Int, commands: CommandTable, session: Session, list: (String) -> [String]
  ) {
    let before = Array(text.utf8.prefix(cursor))
    let start = (before.lastIndex { $0 == Ascii.semicolon || $0 == Ascii.openBrace || $0 == Ascii.newline } ?? -1) + 1
    let words = String(decoding: before[start...], as: UTF8.self)
    let wordStart = (before[start...].lastIndex { Completion.endsWord($0) } ?? start - 1) + 1
    let word = String(decoding: before[wordStart...], as: UTF8.self)
    range = wordStart..<cursor
    candidates = []
    let commandName = words.drop { $0 == " " }.prefix { $0 != " " }
    let isFirst = !words.drop { $0 == " " }.contains(" ")
    if isFirst {
      candidates = commands.synopses.map {
        Candidate(name: $0.name, meaning: $0.summary, isWhole: true)
      }
    } else if let command = commands.command(named: String(commandName)) {
      let takesFile = command.synopsis.forms.contains { $0.contains("FILE") }
      if takesFile { candidates += Completion.paths(word, list) }
      let isFirstOperand = words.split(separator: " ").count - (word.isEmpty ? 0 : 1) == 1
      candidates += Completion.operands(
        of: command.synopsis, commands, word, session, isFirstOperand: isFirstOperand, names: !takesFile)
    }
    candidates = candidates.filter { $0.name.hasPrefix(word) && !$0.name.isEmpty }
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    isBlankByte(byte)
      || [Ascii.openParenthesis, Ascii.openBracket, Ascii.comma, Ascii.colon, Ascii.doubleQuote].contains(byte)
  }

  private static func operands(
    of synopsis: Synopsis, _ commands: CommandTable, _ word: String, _ session: Session, isFirstOperand: Bool,
    names takesNames: Bool
  )
    -> [Candidate]
  {
    var candidates: [Candidate] = []
    for form in synopsis.forms {
      let keywords = form.split { !($0.isLetter || $0 == "-") || $0 == "…" }.dropFirst()
      for keyword in keywords where keyword.allSatisfy({ $0.isLowercase || $0 == "-" }) && keyword.count > 1 {
        let name = String(keyword)
        guard !candidates.contains(where: { $0.name == name }) else { continue }
        candidates.append(Candidate(name: name, meaning: form, isWhole: true))
      }
    }
    if ["help"].contains(synopsis.name) {
      candidates += commands.synopses.map {
        Candidate(name: $0.name, meaning: $0.summary, isWhole: true)
      }
    }
    if ["activation", "net"].contains(synopsis.name) {
      candidates += Activation.named.map { Candidate(name: $0.name, meaning: "activation function", isWhole: true) }
    }
    if ["restore", "diff"].contains(synopsis.name) {
      candidates += session.snapshots.keys.sorted().map { Candidate(name: $0, meaning: "snapshot", isWhole: true) }
    }
    let firstOperands = synopsis.forms.compactMap { $0.split(separator: " ").dropFirst().first }
    let takesKeywordFirst = !firstOperands.isEmpty && firstOperands.allSatisfy { $0.first?.isLowercase == true }
    return isFirstOperand && takesKeywordFirst || !takesNames ? candidates : candidates + names(word, session)
  }

  /// Units, layers and parameters; after a `.` their members; variables and functions.
  private static func names(_ word: String, _ session: Session) -> [Candidate] {
    var candidates = session.variables.named.map { Candidate(name: $0.name, meaning: "variable", isWhole: true) }
    candidates += session.functions.keys.sorted().map { Candidate(name: "\($0)(", meaning: "function", isWhole: false) }
    guard let state = session.state else { return candidates }
    let topology = state.network.topology
    let names = QuantityNames(topology)
    if let dot = word.lastIndex(of: ".") {
      let owner = String(word[..<dot])
      let members =
        owner.hasPrefix("w") || owner.hasPrefix("b")
        ? ParameterPart.allCases.dropFirst().map { ($0.rawValue, $0.meaning) }
        : UnitPart.allCases.map { ($0.rawValue, $0.meaning) }
      return members.map { Candidate(name: "\(owner).\($0.0)", meaning: $0.1, isWhole: true) }
    }
    for layer in topology.sizes.indices {
      let kind = layer == 0 ? "input" : layer == topology.outputLayer ? "output" : "hidden"
      let name = names.units.layerName(layer)
      candidates.append(Candidate(name: name, meaning: "\(kind) layer of \(topology.sizes[layer])", isWhole: false))
      for unit in topology.units(of: layer).prefix(20) {
        candidates.append(
          Candidate(
            name: names.units.unitName(unit).description, meaning: "\(kind) unit, \(topology.activations[unit].name)",
            isWhole: false))
      }
    }
    for parameter in 0..<min(topology.parameterCount, 40) {
      candidates.append(
        Candidate(
          name: "w\(parameter + 1)",
          meaning: "\(names.longName(ofParameter: parameter)) = \(rounded(state.network.values[parameter], digits: 6))",
          isWhole: false))
    }
    return candidates
      + WholePart.allCases.map { Candidate(name: $0.rawValue, meaning: "of the network", isWhole: true) }
  }

  private static func paths(_ word: String, _ list: (String) -> [String]) -> [Candidate] {
    let folder = word.lastIndex(of: "/").map { String(word[...$0]) } ?? ""
    return list(folder.isEmpty ? "." : folder).sorted().filter { !$0.hasPrefix(".") }.map {
      Candidate(name: folder + $0, meaning: $0.hasSuffix("/") ? "folder" : "file", isWhole: !$0.hasSuffix("/"))
    }
  }
}

extension UnitPart {
  /// In the words of the field.
  package var meaning: String {
    switch self {
    case .out: "output, g(net)"
    case .net: "net input: weighted sum plus bias"
    case .target: "wanted output"
    case .error: "−∂E/∂out"
    case .derivative: "derivative of the activation function there"
    case .delta: "error × deriv = −∂E/∂net"
    }
  }
}

extension ParameterPart {
  package var meaning: String {
    switch self {
    case .value: "the value now"
    case .gradient: "∂E/∂w"
    case .change: "the change of the last update"
    case .old: "the value before the last update"
    case .new: "the value after the last update"
    }
  }
}
