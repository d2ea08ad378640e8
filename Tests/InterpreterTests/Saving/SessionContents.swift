import Expressions
import Interpreter
import NeuralNetwork
import WorkedExamples

/// Every stored value of a session by its path, found by reflection: a property that is added is found without being
/// named here.
struct SessionContents {
  private(set) var leaves: [String: String] = [:]

  /// What `save` leaves out: what it says so of, what only looks back (the log, the curve of past losses), and what is
  /// computed again.
  private static let unsaved = ["audit", "snapshots", "log", "curve", "hand", "cache", "current"]

  init(_ session: Session) {
    add(session, "session")
    for (name, value) in session.variables.named { add(value, "variable \(name)") }
    for (parameter, decimal) in session.state?.parameterDecimals ?? [] { add("\(decimal)", "decimal \(parameter)") }
    leaves["strict"] = "\(session.audit.isStrict)"
  }

  /// The paths at which two sessions differ.
  func differences(from other: SessionContents) -> [String] {
    Set(leaves.keys).union(other.leaves.keys).filter { leaves[$0] != other.leaves[$0] }.sorted()
  }

  private mutating func add(_ value: Any, _ path: String) {
    switch value {
    case let number as Double: leaves[path] = "\(number.bitPattern) \(number)"
    case let expression as Expression: leaves[path] = "\(expression)"
    case let template as Template: leaves[path] = template.text
    case let name as Name: leaves[path] = "\(name)"
    case let activation as Activation: leaves[path] = "\(activation)"
    case let rule as LearningRule: leaves[path] = rule.name
    case let loss as Loss: leaves[path] = loss.name
    case let dialect as RandomDialect: leaves[path] = dialect.rawValue
    case let random as RandomNumbers: leaves[path] = random.words.map(String.init).joined(separator: " ")
    case let identifier as Identifier: leaves[path] = identifier.text
    case is SourceRange, is IdentifierMap<Value>: return
    case let samples as SampleSet: add(samples, path)
    case let training as Training: add(training, path)
    case let hand as HandArithmetic:
      leaves["\(path).general"] = "\(hand.general)"
      for (selection, rule) in hand.particular { leaves["\(path).\(selection)"] = "\(rule)" }
    default: addChildren(of: value, path)
    }
  }

  /// Its network, plan, state and random numbers are the session's when it goes on.
  private mutating func add(_ training: Training, _ path: String) {
    var position = training.position
    if !position.hasBegun { (position.measures, position.losses) = (EpochMeasures(), []) }
    add(position, path + ".position")
    add(training.progress, path + ".progress")
    add(Array(training.data.inputs), path + ".inputs")
    add(Array(training.data.targets), path + ".targets")
  }

  private mutating func add(_ samples: SampleSet, _ path: String) {
    leaves[path] = "\(samples.name) \(samples.inputNames ?? []) \(samples.targetNames ?? []) \(samples.classes ?? [])"
    leaves[path + ".counts"] = "\(samples.count) \(samples.trainingCount) \(samples.inputCount) \(samples.targetCount)"
    leaves[path + ".normalization"] = "\(samples.normalization as Any)"
    add(samples.inputs, path + ".inputs")
    add(samples.targets, path + ".targets")
    add((0..<samples.count).flatMap { samples.givenInputs(ofSample: $0) }, path + ".given")
  }

  private mutating func addChildren(of value: Any, _ path: String) {
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional, mirror.children.isEmpty { return }
    if mirror.children.isEmpty {
      leaves[path] = String(describing: value)
      return
    }
    for (index, child) in mirror.children.enumerated() {
      let isUnordered = mirror.displayStyle == .set || mirror.displayStyle == .dictionary
      let label = child.label ?? (isUnordered ? sortedLabel(child.value) : String(index))
      let isHandArithmetic = label == "hand" && String(describing: type(of: child.value)).contains("HandArithmetic")
      if Self.unsaved.contains(label), !isHandArithmetic { continue }
      add(child.value, "\(path).\(label)")
    }
  }

  private func sortedLabel(_ value: Any) -> String {
    Mirror(reflecting: value).children.first.map { String(describing: $0.value) } ?? String(describing: value)
  }
}
