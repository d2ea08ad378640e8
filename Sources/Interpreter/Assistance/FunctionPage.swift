import Expressions
import NeuralNetwork

/// The help page of the functions that expressions can call, from the tables that define them.
enum FunctionPage {
  /// One line for each function, in groups.
  static func lines(_ session: Session) -> [String] {
    var groups = BuiltInFunction.Group.allCases.map { group in
      // sign is listed among the activations.
      (group.rawValue, BuiltInFunction.all.filter { $0.group == group && Activation.called($0.name) == nil }.map(entry))
    }
    groups.append(("Activations", Activation.all.filter(\.isElementwise).map(entry)))
    let own = session.functions.values.sorted { $0.name < $1.name }
    if !own.isEmpty {
      groups.append(
        ("Your own", own.map { ("\($0.name)(\($0.parameters.joined(separator: ", ")))", $0.body.description) }))
    }
    let constants = Functions.constants.sorted { $0.key < $1.key }
    groups.append(("Constants", constants.map { ($0.key, shortest($0.value)) }))
    groups.append(("Derivatives of activations and of your own functions", derivatives))
    return text(groups)
  }

  private typealias Entry = (call: String, meaning: String)

  private static let derivatives: [Entry] = [
    ("f.deriv(x)", "f′(x); explain f.deriv shows its formula"),
    ("f.grad(x, y, …)", "the vector of the derivatives by each parameter of a function of your own"),
  ]

  private static func entry(_ function: BuiltInFunction) -> Entry {
    let kink = function.atKink.map { "; derivative at a kink: \($0)" } ?? ""
    return ("\(function.name)(\(function.parameters))", function.meaning + kink)
  }

  /// The value at x as a formula.
  static func formula(of activation: Activation) -> String {
    Activation.formula(of: Name(activation.functionName), parameter: activation.parameter == nil ? nil : .name("a"))
      .map(\.description) ?? ""
  }

  private static func entry(_ activation: Activation) -> Entry {
    let parameter = activation.parameter == nil ? "" : ", a"
    let formula = formula(of: activation)
    let standard = activation.parameter.map { "; a is \(shortest($0.defaultValue)) if not given" } ?? ""
    return ("\(activation.functionName)(x\(parameter))", formula + standard)
  }

  private static func text(_ groups: [(title: String, entries: [Entry])]) -> [String] {
    let width = groups.flatMap(\.entries).map(\.call.count).max() ?? 0
    var lines: [String] = []
    for (title, entries) in groups {
      if !lines.isEmpty { lines.append("") }
      lines.append(title)
      for (call, meaning) in entries {
        lines.append("  \(call)\(String(repeating: " ", count: width - call.count))  \(meaning)")
      }
    }
    return lines
  }
}
