import DataFormats
import Expressions
import NeuralNetwork

/// A session as a JSON object: the commands of a saved script, but the parameters as matrices.
struct SessionJSON {
  let text: String

  /// What the file is, and the version of its form.
  private static let format = "nnsh session 1"

  init(_ script: SavedScript, at range: SourceRange) throws(Fault) {
    var members: [(String, JSON)] = [("format", .text(Self.format))]
    let network = script.session.state?.network
    // Matrices do not have the connections of a network that is not dense.
    let isDense = network?.topology.isDense ?? false
    let (setup, parameters, state) = script.aroundParameters
    members.append(("setup", .array((setup + (isDense ? [] : parameters)).map(JSON.text))))
    if let network, isDense {
      let arrays = try network.arrays(at: range)
      members.append(("parameters", .object(arrays.names.map { ($0, arrays[$0]?.json ?? .null) })))
    }
    members.append(("state", .array(state.map(JSON.text))))
    if let network { members.append(("digest", .text(try network.digest()))) }
    text =
      "{\n"
      + members.map { name, value in
        "\(JSON.text(name)): \(value.lines)"
      }.joined(separator: ",\n") + "\n}\n"
    try Limits.check()
  }

  /// The commands of a JSON file: its parameters are those of a network with these layers.
  ///
  /// Throws `SessionJSON.Failure`.
  static func commands(_ bytes: [UInt8]) throws(Failure) -> (setup: String, parameters: NamedArrays?, state: String) {
    let json: JSON
    do { json = try JSON(bytes, isLimited: true) } catch {
      throw Failure(what: "it is not JSON, from byte \(error.offset + 1) on")
    }
    guard json["format"]?.text == format else { throw Failure(what: "it is not a session of nnsh") }
    func commands(_ name: String) throws(Failure) -> String {
      let texts = json[name]?.elements?.map(\.text)
      guard let texts, !texts.contains(nil) else { throw Failure(what: "'\(name)' is not a list of commands") }
      return texts.compactMap(\.self).map { $0 + "\n" }.joined()
    }
    var arrays: NamedArrays?
    if let members = json["parameters"]?.members {
      var found = NamedArrays()
      for (name, value) in members {
        guard let array = value.numberArray else { throw Failure(what: "'\(name)' is not a matrix or a vector") }
        found[name] = array
      }
      arrays = found
    }
    return (try commands("setup"), arrays, try commands("state"))
  }

  struct Failure: Error { let what: String }
}

extension JSON {
  /// An array of arrays with a line for each.
  fileprivate var lines: String {
    switch self {
    case .array(let elements) where !elements.isEmpty:
      "[\n  \(elements.map(\.description).joined(separator: ",\n  "))\n]"
    case .object(let members):
      "{\n  \(members.map { "\(JSON.text($0)): \($1.rows)" }.joined(separator: ",\n  "))\n}"
    default: description
    }
  }

  /// On one line; left unfinished when `Limits` are reached.
  private var rows: String {
    guard let elements else { return description }
    return "[\(elements.map { Limits.isReached ? "" : $0.description }.joined(separator: ","))]"
  }

  fileprivate var numberArray: NumberArray? {
    guard let rows = elements, !rows.isEmpty else { return nil }
    let numbers = rows.compactMap(\.number)
    if numbers.count == rows.count { return NumberArray(dimensions: [rows.count], values: numbers) }
    let columns = rows[0].elements?.count ?? 0
    let values = rows.compactMap { $0.elements?.compactMap(\.number) }
    guard columns > 0, values.count == rows.count, values.allSatisfy({ $0.count == columns }) else { return nil }
    return NumberArray(dimensions: [rows.count, columns], values: values.flatMap { $0 })
  }
}

extension NumberArray {
  fileprivate var json: JSON {
    guard dimensions.count == 2 else { return .array(values.map(JSON.number)) }
    return .array(
      (0..<dimensions[0]).map { row in
        Limits.isReached
          ? .null
          : .array(values[row * dimensions[1]..<(row + 1) * dimensions[1]].map(JSON.number))
      })
  }
}
