import Expressions
import NeuralNetwork

/// The networks of the Stuttgart Neural Network Simulator: a network definition file, .net.
///
/// Titles, then tables whose columns are separated by bars: the defaults of units, the units, the connections into each.
/// Layers are found from the connections. Source: SNNS User Manual, Version 4.2, appendix A "Kernel File Interface", and
/// files that it wrote.
package enum SNNS: NetworkFormat {
  package static let name = "SNNS"
  package static let extensions = ["net"]
  static let title: StaticString = "SNNS network definition file V"

  package static func recognizes(_ bytes: UnsafeRawBufferPointer, extension: String) -> Bool {
    bytes.starts(with: "SNNS network definition file".utf8)
  }

  /// What a function adds the bias to.
  enum Bias {
    case added, ignored
    /// The sum has to reach it.
    case threshold
  }

  static let functions: [(name: String, activation: Activation, bias: Bias, scale: Double)] = {
    let entries: [(String, String, Double?, Bias, Double)] = [
      ("Act_Logistic", "sigmoid", nil, .added, 1), ("Act_TanH", "tanh", nil, .added, 1),
      ("Act_TanH_Xdiv2", "tanh", nil, .added, 0.5), ("Act_Identity", "identity", nil, .ignored, 1),
      ("Act_IdentityPlusBias", "identity", nil, .added, 1),
      // SNNS has sin(0.1 * net), in single precision.
      ("Act_Sinus", "sine", nil, .added, Double(0.1 as Float)),
      ("Act_Perceptron", "step", 1, .threshold, 1), ("Act_StepFunc", "step", nil, .ignored, 1),
      ("Act_Signum", "sign", -1, .ignored, 1), ("Act_Signum0", "sign", nil, .ignored, 1),
    ]
    return entries.compactMap { name, own, operand, bias, scale in
      Activation.named(own).map { (name, operand.map($0.with) ?? $0, bias, scale) }
    }
  }()

  // MARK: Reading

  private static let updates = [
    "Topological_Order", "Serial_Order", "Synchronous_Order", "Synchonous_Order", "Random_Order", "Random_Permutation",
  ]

  private struct Unit {
    var function: String
    var bias: Double
    var kind: String
    var sources: [(unit: Int, weight: Double)] = []
  }

  package static func readNetwork(_ bytes: UnsafeRawBufferPointer) throws -> Network {
    var scanner = TextScanner(bytes)
    try scanner.require(title)
    var defaults = Unit(function: "Act_Logistic", bias: 0, kind: "h")
    var units: [Unit] = []
    var hasConnections = false
    while !scanner.atEnd() {
      if scanner.take("unit default section :") {
        defaults = try self.defaults(&scanner)
      } else if scanner.take("unit definition section :") {
        units = try self.units(&scanner, defaults)
      } else if scanner.take("connection definition section :") {
        guard !units.isEmpty else { throw NetworkFileError.inconsistent("it has connections, but no units") }
        try readConnections(&scanner, &units)
        hasConnections = true
      } else if scanner.take("update function :") {
        // Others do not go through the network once, from the inputs to the outputs.
        let function = scanner.restOfLine()
        guard updates.contains(function) else {
          throw NetworkFileError.unsupported("the update function \(function.prefix(30))")
        }
      } else if scanner.take("site definition section :") {
        throw NetworkFileError.unsupported("sites")
      } else if scanner.take("time delay section :") {
        throw NetworkFileError.unsupported("time delays")
      } else {
        scanner.skipLine()
      }
    }
    guard hasConnections else { throw scanner.failure("connection definition section") }
    return try graph(units).network()
  }

  /// The titles of the columns, between lines.
  private static func skipHead(_ scanner: inout TextScanner) throws {
    while !scanner.take("--") {
      guard !scanner.atEnd() else { throw scanner.failure("a line of '-'") }
      scanner.skipLine()
    }
    scanner.skipLine()
  }

  /// What is before the next bar; nil if there is nothing.
  private static func cell(_ scanner: inout TextScanner) throws -> String? {
    guard !scanner.take("|") else { return nil }
    let word = scanner.word(until: "|")
    try scanner.require("|")
    return word
  }

  private static func number(_ scanner: inout TextScanner) throws -> Double? {
    guard !scanner.take("|") else { return nil }
    let number = try scanner.number()
    try scanner.require("|")
    return number
  }

  /// `act | bias | st | subnet | layer | act func | out func`
  private static func defaults(_ scanner: inout TextScanner) throws -> Unit {
    try skipHead(&scanner)
    _ = try number(&scanner)
    let bias = try number(&scanner) ?? 0
    let kind = try cell(&scanner) ?? "h"
    _ = try (number(&scanner), number(&scanner))
    guard let function = try cell(&scanner), let output = scanner.word() else {
      throw scanner.failure("a function")
    }
    try requireIdentity(output)
    return Unit(function: function, bias: bias, kind: kind)
  }

  private static func requireIdentity(_ output: String?) throws {
    guard output == nil || output == "Out_Identity" else {
      throw NetworkFileError.unsupported("the output function \(output ?? "")")
    }
  }

  /// `no. | typeName | unitName | act | bias | st | position | act func | out func | sites`
  private static func units(_ scanner: inout TextScanner, _ defaults: Unit) throws -> [Unit] {
    try skipHead(&scanner)
    var units: [Unit] = []
    while !scanner.take("--") {
      guard try scanner.whole("a unit's number") == units.count + 1 else {
        throw NetworkFileError.inconsistent("unit \(units.count) is not followed by unit \(units.count + 1)")
      }
      try scanner.require("|")
      guard try cell(&scanner) == nil else { throw NetworkFileError.unsupported("unit types") }
      _ = try (cell(&scanner), number(&scanner))
      var unit = defaults
      unit.bias = try number(&scanner) ?? defaults.bias
      unit.kind = try cell(&scanner) ?? defaults.kind
      while !scanner.take("|") {
        _ = try scanner.number("a position")
        _ = scanner.take(",")
      }
      unit.function = try cell(&scanner) ?? defaults.function
      try requireIdentity(try cell(&scanner))
      guard ["i", "h", "o"].contains(unit.kind) else {
        throw NetworkFileError.unsupported("a unit of type '\(unit.kind)'")
      }
      units.append(unit)
      if units.count.isMultiple(of: 4096) { try Limits.check() }
    }
    scanner.skipLine()
    return units
  }

  /// `target | site | source:weight, source:weight, …`
  private static func readConnections(_ scanner: inout TextScanner, _ units: inout [Unit]) throws {
    try skipHead(&scanner)
    func unit(_ what: String) throws -> Int {
      let unit = try scanner.whole(what, atMost: units.count)
      guard unit > 0 else { throw NetworkFileError.inconsistent("it has no unit 0") }
      return unit - 1
    }
    while !scanner.take("--") {
      let target = try unit("a unit's number")
      try scanner.require("|")
      guard try cell(&scanner) == nil else { throw NetworkFileError.unsupported("sites") }
      repeat {
        let source = try unit("a source")
        try scanner.require(":")
        units[target].sources.append((source, try scanner.number("a weight")))
      } while scanner.take(",")
      try Limits.check()
    }
    scanner.skipLine()
  }

  /// The units in layers: inputs, hidden ones by the longest way from an input, outputs.
  private static func graph(_ units: [Unit]) throws -> UnitGraph {
    let inputs = units.indices.filter { units[$0].kind == "i" }
    let outputs = units.indices.filter { units[$0].kind == "o" }
    guard !inputs.isEmpty, !outputs.isEmpty else {
      throw NetworkFileError.unsupported("a network without inputs or outputs")
    }
    guard inputs.allSatisfy({ units[$0].sources.isEmpty }),
      !units.contains(where: { unit in
        unit.sources.contains { units[$0.unit].kind == "o" }
      })
    else { throw NetworkFileError.unsupported("connections into inputs or out of outputs") }
    let depths = try self.depths(units)
    let hidden = units.indices.filter { units[$0].kind == "h" }
    let deepest = hidden.map { depths[$0] }.max() ?? 0
    var layers = [[Int]](repeating: [], count: deepest)
    for unit in hidden { layers[depths[unit] - 1].append(unit) }
    layers = layers.filter { !$0.isEmpty } + [outputs]
    var numbers = [Int](repeating: 0, count: units.count)
    for (number, unit) in (inputs + layers.flatMap { $0 }).enumerated() { numbers[unit] = number }
    return UnitGraph(
      inputCount: inputs.count,
      layers: try layers.map { layer in try layer.map { try self.unit(units[$0], numbers) } })
  }

  private static func unit(_ unit: Unit, _ numbers: [Int]) throws -> UnitGraph.Unit {
    guard let function = functions.first(where: { $0.name == unit.function }) else {
      throw NetworkFileError.unsupported("the activation function \(unit.function)")
    }
    let bias: Double? =
      switch function.bias {
      case .added: function.scale * unit.bias
      case .threshold: -unit.bias
      case .ignored: nil
      }
    return UnitGraph.Unit(
      activation: function.activation, bias: bias,
      sources: unit.sources.map { (numbers[$0.unit], function.scale * $0.weight) })
  }

  /// The longest way to each unit, in connections, but at least 1 to those that are not inputs.
  private static func depths(_ units: [Unit]) throws -> [Int] {
    var targets = [[Int]](repeating: [], count: units.count)
    var missing = units.map(\.sources.count)
    for (target, unit) in units.enumerated() {
      for source in unit.sources { targets[source.unit].append(target) }
    }
    var depths = units.map { $0.kind == "i" ? 0 : 1 }
    var ready = units.indices.filter { missing[$0] == 0 }
    var count = 0
    while let unit = ready.popLast() {
      count += 1
      for target in targets[unit] {
        depths[target] = max(depths[target], depths[unit] + 1)
        missing[target] -= 1
        if missing[target] == 0 { ready.append(target) }
      }
    }
    guard count == units.count else { throw NetworkFileError.unsupported("connections in a circle") }
    return depths
  }
}
